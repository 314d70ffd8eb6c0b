package assay.reports.chart;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// A PNG file that is written row by row: the JDK's own writer wants the whole picture in memory,
/// where a bar for each of two hundred groups takes twenty megabytes. Not thread-safe.
///
/// Source: W3C, "Portable Network Graphics (PNG) Specification", second edition, 2003.
final class PngFile implements AutoCloseable {
  private static final byte[] SIGNATURE = {(byte) 137, 80, 78, 71, 13, 10, 26, 10};
  private static final int BIT_DEPTH = 8;
  private static final int RGB = 2;
  private static final int CHUNK = 1 << 15;

  private final DataOutputStream out;
  private final int width;
  private final Deflater deflater = new Deflater();
  private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
  private final DeflaterOutputStream rows = new DeflaterOutputStream(packed, deflater);

  /// Begins a file.
  ///
  /// @param out receives it, and is left open
  /// @param width in pixels
  /// @param height in pixels: so many rows have to follow
  PngFile(OutputStream out, int width, int height) throws IOException {
    this.out = new DataOutputStream(out);
    this.width = width;
    out.write(SIGNATURE);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(width);
    fields.writeInt(height);
    fields.write(new byte[] {BIT_DEPTH, RGB, 0, 0, 0});
    chunk("IHDR", header.toByteArray());
  }

  /// Adds the first rows of an image that is as wide as the file.
  void add(BufferedImage image, int count) throws IOException {
    int[] pixels = new int[width];
    byte[] row = new byte[1 + 3 * width]; // the first byte says that the row is not filtered
    for (int y = 0; y < count; y++) {
      image.getRGB(0, y, width, 1, pixels, 0, width);
      for (int x = 0; x < width; x++) {
        row[1 + 3 * x] = (byte) (pixels[x] >> 16);
        row[2 + 3 * x] = (byte) (pixels[x] >> 8);
        row[3 + 3 * x] = (byte) pixels[x];
      }
      rows.write(row);
      if (packed.size() >= CHUNK) {
        flush();
      }
    }
  }

  private void flush() throws IOException {
    chunk("IDAT", packed.toByteArray());
    packed.reset();
  }

  private void chunk(String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }

  /// Writes what is left and the end of the file.
  @Override
  public void close() throws IOException {
    try {
      rows.finish();
      flush();
      chunk("IEND", new byte[0]);
      out.flush();
    } finally {
      deflater.end();
    }
  }
}
