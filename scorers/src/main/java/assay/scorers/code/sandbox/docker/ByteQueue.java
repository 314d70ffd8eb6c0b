package assay.scorers.code.sandbox.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Bytes on their way from one thread to another, without a bound.
///
/// The JDK's piped streams look for new bytes once a second only; this one wakes its reader.
public final class ByteQueue {
  private static final byte[] END = new byte[0];

  private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();

  /// Appends bytes, which the caller does not touch again.
  public void add(byte[] bytes) {
    if (bytes.length > 0) {
      chunks.add(bytes);
    }
  }

  /// Ends the stream after the bytes added so far.
  public void end() {
    chunks.add(END);
  }

  /// Returns the reading end, for one thread.
  public InputStream reader() {
    return new Reader();
  }

  /// Returns a writing end.
  OutputStream writer() {
    return new Writer();
  }

  private final class Reader extends InputStream {
    private byte[] current = new byte[0];
    private int position;
    private boolean ended;

    @Override
    public int read() throws IOException {
      return fill() ? current[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, current.length - position);
      System.arraycopy(current, position, target, offset, count);
      position += count;
      return count;
    }

    private boolean fill() throws IOException {
      try {
        while (!ended && position == current.length) {
          current = chunks.take();
          position = 0;
          ended = current.length == 0;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for bytes");
      }
      return !ended;
    }
  }

  private final class Writer extends OutputStream {
    @Override
    public void write(int value) {
      add(new byte[] {(byte) value});
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      add(Arrays.copyOfRange(source, offset, offset + length));
    }
  }
}
