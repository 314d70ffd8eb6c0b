package assay.results.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Splits a byte stream at newlines, keeping track of where each line begins.
final class LineScanner implements AutoCloseable {
  /// A report reads a run many times, and each buffer outlives the young generation.
  private static final int BUFFER_BYTES = 1 << 13;

  /// A line without its newline. A class, because arrays in records compare by identity.
  static final class Line {
    private final byte[] bytes;
    private final long start;
    private final boolean terminated;

    private Line(byte[] bytes, long start, boolean terminated) {
      this.bytes = bytes;
      this.start = start;
      this.terminated = terminated;
    }

    /// Returns the content.
    byte[] bytes() {
      return bytes;
    }

    /// Returns the offset in the file at which the line begins, in bytes.
    long start() {
      return start;
    }

    /// Returns whether a newline followed.
    boolean terminated() {
      return terminated;
    }
  }

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int next;
  private int end;
  private long offset;

  LineScanner(InputStream in) {
    this.in = in;
  }

  /// Returns the next line, or null at the end of the file.
  Line next() throws IOException {
    ByteArrayOutputStream front = new ByteArrayOutputStream(0);
    long start = offset;
    while (true) {
      if (next == end && !fill()) {
        byte[] rest = front.toByteArray();
        return rest.length == 0 ? null : new Line(rest, start, false);
      }
      int newline = indexOfNewline();
      int from = next;
      int stop = newline < 0 ? end : newline;
      next = newline < 0 ? stop : stop + 1;
      offset += next - from;
      if (newline >= 0 && front.size() == 0) {
        // Nearly every line lies in the buffer as a whole.
        return new Line(Arrays.copyOfRange(buffer, from, stop), start, true);
      }
      front.write(buffer, from, stop - from);
      if (newline >= 0) {
        return new Line(front.toByteArray(), start, true);
      }
    }
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  private int indexOfNewline() {
    for (int i = next; i < end; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
