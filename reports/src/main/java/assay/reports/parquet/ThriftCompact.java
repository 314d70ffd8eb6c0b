package assay.reports.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// The compact protocol of Thrift, as far as Parquet's footers and page headers need it: structs
/// whose fields come in the order of their numbers.
///
/// Source: apache/thrift, `doc/specs/thrift-compact-protocol.md`.
final class ThriftCompact {
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;
  private static final int LONG_FORM = 15;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Deque<Integer> last = new ArrayDeque<>();

  /// Returns a struct's bytes.
  static byte[] struct(Consumer<ThriftCompact> fields) {
    ThriftCompact written = new ThriftCompact();
    written.body(fields);
    return written.out.toByteArray();
  }

  ThriftCompact i32(int field, int value) {
    header(field, I32);
    zigzag(value);
    return this;
  }

  ThriftCompact i64(int field, long value) {
    header(field, I64);
    zigzag(value);
    return this;
  }

  ThriftCompact text(int field, String text) {
    header(field, BINARY);
    binary(text);
    return this;
  }

  ThriftCompact struct(int field, Consumer<ThriftCompact> fields) {
    header(field, STRUCT);
    body(fields);
    return this;
  }

  ThriftCompact i32s(int field, List<Integer> values) {
    list(field, I32, values.size());
    values.forEach(this::zigzag);
    return this;
  }

  ThriftCompact texts(int field, List<String> values) {
    list(field, BINARY, values.size());
    values.forEach(this::binary);
    return this;
  }

  <T> ThriftCompact structs(int field, List<T> values, Writer<T> each) {
    list(field, STRUCT, values.size());
    values.forEach(value -> body(struct -> each.write(struct, value)));
    return this;
  }

  /// Writes the fields of a value.
  interface Writer<T> {
    void write(ThriftCompact struct, T value);
  }

  private void body(Consumer<ThriftCompact> fields) {
    last.push(0);
    fields.accept(this);
    last.pop();
    out.write(0);
  }

  private void header(int field, int type) {
    int step = field - last.pop();
    last.push(field);
    if (step < 1 || step > LONG_FORM) {
      throw new IllegalStateException("field " + field + " comes out of order");
    }
    out.write((step << 4) | type);
  }

  private void list(int field, int type, int size) {
    header(field, LIST);
    if (size < LONG_FORM) {
      out.write((size << 4) | type);
    } else {
      out.write((LONG_FORM << 4) | type);
      varint(size);
    }
  }

  private void binary(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    varint(bytes.length);
    out.writeBytes(bytes);
  }

  private void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
