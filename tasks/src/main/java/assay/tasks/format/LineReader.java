package assay.tasks.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Splits a stream into lines of bytes; only the current line is in memory. Not thread-safe.
final class LineReader {
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final int limitBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int end;
  private byte[] line = new byte[BUFFER_BYTES];
  private int length;

  /// Below 0 if the line has a byte that is no ASCII character, or is 0, for which a JSON parser of
  /// bytes would take it to be UTF-16.
  private int signs;

  private long number;

  LineReader(InputStream in, int limitBytes) {
    this.in = in;
    this.limitBytes = limitBytes;
  }

  /// Reads the next line; returns whether there was one.
  boolean next() throws IOException {
    length = 0;
    signs = 0;
    number++;
    while (position < end || fill()) {
      int newline = newline();
      append(newline - position);
      if (newline < end) {
        position = newline + 1;
        return true;
      }
      position = end;
    }
    return length > 0;
  }

  /// Returns where the line ends in the buffer, or where that ends, and notes the signs until
  /// there. Each byte of a file goes this way: in local variables, as only the second compiler
  /// would make such of fields, and most commands do without that.
  private int newline() {
    byte[] bytes = buffer;
    int last = end;
    int seen = signs;
    int at = position;
    while (at < last) {
      byte each = bytes[at];
      if (each == '\n') {
        break;
      }
      seen |= each - 1;
      at++;
    }
    signs = seen;
    return at;
  }

  /// Returns the number of the line that [#next()] has just read, from 1.
  long number() {
    return number;
  }

  /// Returns whether the line has nothing but spaces, tabs and carriage returns.
  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /// Returns a parser of the line, as strict UTF-8; valid until the next call of [#next()].
  JsonParser parser(JsonMapper mapper) throws IOException {
    return signs >= 0
        ? mapper.createParser(line, 0, length)
        : mapper.createParser(Utf8.reader(line, length));
  }

  private boolean fill() throws IOException {
    position = 0;
    end = Math.max(in.read(buffer, 0, buffer.length), 0);
    return end > 0;
  }

  private void append(int count) throws IOException {
    if (count > limitBytes - length) {
      throw new TooLongException("a line", limitBytes);
    }
    if (count > line.length - length) {
      int doubled = (int) Math.min(2L * line.length, limitBytes);
      line = Arrays.copyOf(line, Math.max(doubled, length + count));
    }
    System.arraycopy(buffer, position, line, length, count);
    length += count;
  }
}
