package assay.engine.format;

import assay.engine.format.MalformedModelException.FilePlace;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Reads a GGUF header from front to back. Each read first checks that the file holds the bytes, so
/// that no length taken from the file is ever trusted.
final class GgufCursor {
  private static final String CUT_OFF = "The file is probably cut off: fetch it again";

  /// A header beyond this size is refused, since reading it takes a few times as much memory: the
  /// largest vocabularies take some 20 MiB.
  static final long LARGEST_HEADER = 256 << 20;

  private static final char REPLACEMENT = '\ufffd';

  private final Path path;
  private final MemorySegment bytes;
  private long offset;
  private String part = "header";

  GgufCursor(Path path, MemorySegment bytes) {
    this.path = path;
    this.bytes = bytes;
  }

  /// Names the piece of the file that the following reads belong to, for messages.
  void enter(String newPart) {
    part = newPart;
  }

  long offset() {
    return offset;
  }

  long remaining() {
    return Math.min(bytes.byteSize(), LARGEST_HEADER) - offset;
  }

  int int32() {
    return bytes.get(Layouts.INT, take(Integer.BYTES, "a 32-bit number"));
  }

  long unsigned32() {
    return Integer.toUnsignedLong(int32());
  }

  long int64() {
    return bytes.get(Layouts.LONG, take(Long.BYTES, "a 64-bit number"));
  }

  /// Reads a count of things that take at least `minimumBytes` each: never more than the rest of
  /// the file could hold.
  int count(String things, int minimumBytes) {
    long start = offset;
    long count = int64();
    long limit = Math.min(Integer.MAX_VALUE - 8, remaining() / minimumBytes);
    if (count < 0 || count > limit) {
      throw fault(
          start,
          "impossible number of " + things,
          "at most " + limit + " in the " + remaining() + " bytes that follow",
          Long.toUnsignedString(count));
    }
    return (int) count;
  }

  String text() {
    int length = count("bytes of text", 1);
    long start = take(length, "a text");
    byte[] copy = bytes.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE);
    String text = new String(copy, StandardCharsets.UTF_8);
    // Vocabularies are some hundred thousand texts, and a decoder that refuses bytes is slow: it is
    // only asked where this character may stand for some.
    return text.indexOf(REPLACEMENT) < 0 ? text : strictText(copy, start);
  }

  private String strictText(byte[] text, long start) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException e) {
      throw fault(start, "text is not UTF-8", "valid UTF-8", "other bytes");
    }
  }

  GgufType type() {
    long start = offset;
    long code = unsigned32();
    return GgufType.ofCode(code)
        .orElseThrow(
            () -> fault(start, "unknown value type", "a type from 0 to 12", String.valueOf(code)));
  }

  GgufValue value(GgufType type) {
    return switch (type) {
      case STRING -> new GgufValue.Text(text());
      case ARRAY -> array();
      case BOOL -> new GgufValue.Bool(bool());
      case FLOAT32, FLOAT64 -> new GgufValue.Real(type, numbers(type, 1).real(0));
      case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 ->
          new GgufValue.Whole(type, numbers(type, 1).whole(0));
    };
  }

  private GgufValue array() {
    long start = offset;
    GgufType type = type();
    if (type == GgufType.ARRAY) {
      throw fault(start, "array of arrays", "an array of plain values", "element type ARRAY");
    }
    int count = count("array elements", type.minimumBytes());
    if (type != GgufType.STRING) {
      return numbers(type, count);
    }
    String[] texts = new String[count];
    for (int i = 0; i < count; i++) {
      texts[i] = text();
    }
    return new GgufValue.Texts(List.of(texts));
  }

  private boolean bool() {
    long start = take(1, "a truth value");
    byte value = bytes.get(ValueLayout.JAVA_BYTE, start);
    if (value != 0 && value != 1) {
      throw fault(start, "truth value out of range", "0 or 1", String.valueOf(value));
    }
    return value == 1;
  }

  private GgufValue.Numbers numbers(GgufType type, int count) {
    long length = (long) count * type.minimumBytes();
    long start = take(length, "its value");
    if (length > Integer.MAX_VALUE - 8) {
      throw fault(start, "array too large", "at most 2 GiB", length + " bytes");
    }
    byte[] copy = bytes.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE);
    return new GgufValue.Numbers(type, MemorySegment.ofArray(copy).asReadOnly());
  }

  private long take(long length, String thing) {
    if (length > remaining()) {
      throw fault(
          offset,
          bytes.byteSize() > LARGEST_HEADER
              ? "the header is larger than " + LARGEST_HEADER + " bytes"
              : "the file ends inside " + thing,
          length + " bytes",
          remaining() + " bytes up to the end");
    }
    long start = offset;
    offset += length;
    return start;
  }

  MalformedModelException fault(long at, String what, String expected, String found) {
    return new MalformedModelException(
        FilePlace.at(path, part, at), what, expected, found, CUT_OFF);
  }
}
