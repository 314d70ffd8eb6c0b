package assay.reports.parquet;

import assay.results.text.Escapes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// The values of one column in one group of rows, while they come: one data page, whose values are
/// plain and whose definition levels, 1 where there is a value and else 0, are runs. Mutable; who
/// writes the table owns it.
///
/// Source: apache/parquet-format, `Encodings.md`: PLAIN, RLE.
final class ColumnPage {
  private final ParquetType type;
  private final ByteArrayOutputStream values = new ByteArrayOutputStream();
  private final ByteArrayOutputStream levels = new ByteArrayOutputStream();
  private int rows;
  private int run;
  private boolean present;
  private int bits;
  private int bitCount;

  ColumnPage(ParquetType type) {
    this.type = type;
  }

  void add(Optional<?> value) {
    if (run > 0 && present != value.isPresent()) {
      endRun();
    }
    present = value.isPresent();
    run++;
    rows++;
    value.ifPresent(this::write);
  }

  /// Returns how many bytes are held.
  int size() {
    return values.size();
  }

  private void write(Object value) {
    switch (type) {
      case BOOLEAN -> bit((Boolean) value);
      case INT32 -> values.writeBytes(little(4).putInt((Integer) value).array());
      case DOUBLE -> values.writeBytes(little(8).putDouble((Double) value).array());
      case STRING -> {
        byte[] text = Escapes.WELL_FORMED.apply((String) value).getBytes(StandardCharsets.UTF_8);
        values.writeBytes(little(4).putInt(text.length).array());
        values.writeBytes(text);
      }
    }
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void bit(boolean value) {
    bits |= (value ? 1 : 0) << bitCount++;
    if (bitCount == 8) {
      endByte();
    }
  }

  private void endByte() {
    if (bitCount > 0) {
      values.write(bits);
    }
    bits = 0;
    bitCount = 0;
  }

  private void endRun() {
    int header = run << 1;
    while ((header & ~0x7f) != 0) {
      levels.write((header & 0x7f) | 0x80);
      header >>>= 7;
    }
    levels.write(header);
    levels.write(present ? 1 : 0);
    run = 0;
  }

  /// How long a page has become with its header.
  ///
  /// @param plain before it was compressed
  /// @param packed as it is stored
  record Sizes(long plain, long packed) {}

  /// Ends the page and writes it.
  Sizes end(OutputStream out) throws IOException {
    endByte();
    if (run > 0) {
      endRun();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(little(4).putInt(levels.size()).array());
    levels.writeTo(body);
    values.writeTo(body);
    byte[] packed = gzip(body.toByteArray());
    byte[] header = header(body.size(), packed.length);
    out.write(header);
    out.write(packed);
    return new Sizes((long) header.length + body.size(), (long) header.length + packed.length);
  }

  private byte[] header(int plain, int packed) {
    return ThriftCompact.struct(
        page ->
            page.i32(1, 0)
                .i32(2, plain)
                .i32(3, packed)
                .struct(
                    5,
                    data ->
                        data.i32(1, rows)
                            .i32(2, ParquetTable.PLAIN)
                            .i32(3, ParquetTable.RLE)
                            .i32(4, ParquetTable.RLE)));
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
