package assay.tasks.livecodebench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The UTF-8 bytes of the one text that a Python pickle holds.
///
/// A pickle is a program, and most of its opcodes can build objects or call functions. This stream
/// knows only those with which Python's protocols 0 to 5 write a single `str`: PROTO, FRAME, the
/// four text opcodes, the memo's put opcodes and STOP. Any other is refused by its name and offset,
/// and so are a second text, bytes after STOP and a pickle that is cut off. The text is handed on
/// as it is read and never held whole, but for protocol 0, whose escapes have to be undone first.
///
/// Source: the module `pickletools` of CPython, which documents the format.
final class PickledText extends InputStream {
  private static final int NEWEST_PROTOCOL = 5;
  private static final int MOST_BYTES_OF_PROTOCOL_0 = 64 << 20;

  private final InputStream in;
  private final Optional<InputStream> unescaped;
  private long offset;
  private long left;
  private boolean ended;

  PickledText(InputStream in) throws IOException {
    this.in = in;
    this.unescaped = begin();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int start, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      if (!ended) {
        end();
        ended = true;
      }
      return -1;
    }
    int count = unescaped.orElse(in).read(buffer, start, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the pickle ends inside its text");
    }
    left -= count;
    offset += unescaped.isEmpty() ? count : 0;
    return count;
  }

  private Optional<InputStream> begin() throws IOException {
    while (true) {
      long at = offset;
      int opcode = next();
      switch (opcode) {
        case PickleOpcode.PROTO -> requireKnownProtocol(at);
        case PickleOpcode.FRAME -> number(8);
        case PickleOpcode.SHORT_BINUNICODE -> left = number(1);
        case PickleOpcode.BINUNICODE -> left = number(4);
        case PickleOpcode.BINUNICODE8 -> left = number(8);
        case PickleOpcode.UNICODE -> {
          byte[] utf8 = unescaped(line());
          left = utf8.length;
          return Optional.of(new ByteArrayInputStream(utf8));
        }
        default -> throw refused(opcode, at);
      }
      if (PickleOpcode.isText(opcode)) {
        return Optional.empty();
      }
    }
  }

  private void end() throws IOException {
    while (true) {
      long at = offset;
      int opcode = next();
      switch (opcode) {
        case PickleOpcode.MEMOIZE -> {}
        case PickleOpcode.FRAME -> number(8);
        case PickleOpcode.BINPUT -> number(1);
        case PickleOpcode.LONG_BINPUT -> number(4);
        case PickleOpcode.PUT -> line();
        case PickleOpcode.STOP -> {
          if (in.read() >= 0) {
            throw new IOException("the pickle goes on after its STOP at offset " + at);
          }
          return;
        }
        default -> throw refused(opcode, at);
      }
    }
  }

  private void requireKnownProtocol(long at) throws IOException {
    long protocol = number(1);
    if (at != 0 || protocol > NEWEST_PROTOCOL) {
      throw new IOException(
          "the pickle has PROTO %d at offset %d; expected at most %d, at offset 0"
              .formatted(protocol, at, NEWEST_PROTOCOL));
    }
  }

  private static IOException refused(int opcode, long at) {
    return new IOException(
        "the pickle has the opcode %s at offset %d; expected one text and nothing else"
            .formatted(PickleOpcode.name(opcode), at));
  }

  private int next() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw new EOFException("the pickle ends without STOP");
    }
    offset++;
    return value;
  }

  private long number(int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < bytes; i++) {
      buffer.put(i, (byte) next());
    }
    long value = buffer.getLong(0);
    if (value < 0) {
      throw new IOException("the pickle has a length beyond 2^63 at offset " + offset);
    }
    return value;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int value = next(); value != '\n'; value = next()) {
      line.write(value);
      if (line.size() > MOST_BYTES_OF_PROTOCOL_0) {
        throw new IOException("the pickle has a line of more than 64 MiB");
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  // Python's raw-unicode-escape: Latin-1, and beyond it (and for backslashes) \\uXXXX or
  // \\UXXXXXXXX.
  private static byte[] unescaped(String line) throws IOException {
    StringBuilder text = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) != '\\') {
        text.append(line.charAt(i));
        continue;
      }
      int digits = line.startsWith("\\u", i) ? 4 : line.startsWith("\\U", i) ? 8 : 0;
      int end = i + 2 + digits;
      if (digits == 0 || end > line.length()) {
        throw new IOException("the pickle has a broken escape in its text");
      }
      text.appendCodePoint(codePoint(line.substring(i + 2, end)));
      i = end - 1;
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static int codePoint(String hex) throws IOException {
    try {
      int value = Integer.parseUnsignedInt(hex, 16);
      if (Character.isValidCodePoint(value)) {
        return value;
      }
      throw new IOException("the pickle has an escape beyond Unicode: " + hex);
    } catch (NumberFormatException e) {
      throw new IOException("the pickle has a broken escape in its text", e);
    }
  }
}
