package assay.tasks.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that throws [TooLongException] once more bytes were read than a limit allows.
///
/// It bounds what a decompression bomb or a row without an end can cost. Not thread-safe.
public final class LimitedInputStream extends FilterInputStream {
  private final String what;
  private final long limitBytes;
  private long left;

  /// Creates a stream over `in` that allows `limitBytes` of `what`.
  public LimitedInputStream(InputStream in, String what, long limitBytes) {
    super(in);
    this.what = what;
    this.limitBytes = limitBytes;
    this.left = limitBytes;
  }

  /// Allows the whole limit again: the next row begins.
  void restart() {
    left = limitBytes;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    count(Math.max(count, 0));
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new TooLongException(what, limitBytes);
    }
  }
}
