package assay.harness.serve.http;

import java.io.IOException;
import java.io.InputStream;

/// What a client has sent and nobody has read, with more to come.
///
/// Mutable, and used by one thread at a time.
final class ConnectionInput {
  private static final int FIRST_BYTES = 1 << 10;
  private static final int BYTES = 16 << 10;

  private final InputStream in;
  private byte[] buffer = new byte[0];
  private int at;
  private int end;

  ConnectionInput(InputStream in) {
    this.in = in;
  }

  /// Returns how many bytes are here.
  int available() {
    return end - at;
  }

  /// Waits for more bytes if there are none, and returns whether there are.
  boolean await() throws IOException {
    if (at < end) {
      return true;
    }
    if (buffer.length < BYTES) {
      // A connection that says little, as thousands do, takes little.
      buffer = new byte[buffer.length == 0 ? FIRST_BYTES : BYTES];
    }
    at = 0;
    end = 0; // also if reading fails: what was read before must not be read again
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  /// Returns the next byte; -1 at the end.
  int read() throws IOException {
    return await() ? buffer[at++] & 0xFF : -1;
  }

  /// Reads some bytes, at most so many; -1 at the end.
  int read(byte[] into, int from, int most) throws IOException {
    if (!await()) {
      return -1;
    }
    int count = Math.min(most, end - at);
    System.arraycopy(buffer, at, into, from, count);
    at += count;
    return count;
  }

  /// Throws away what comes until the client ends, or the connection is closed.
  void drain() throws IOException {
    byte[] nowhere = new byte[BYTES];
    int read = 0;
    while (read >= 0) {
      read = in.read(nowhere);
    }
  }
}
