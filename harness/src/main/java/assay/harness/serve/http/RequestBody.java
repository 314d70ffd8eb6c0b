package assay.harness.serve.http;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads the body of a request, whole or in chunks.
///
/// @param in behind the head
/// @param budget that all bodies share
/// @param most bytes that it may have
record RequestBody(ConnectionInput in, BodyBudget budget, int most) {
  private static final int FIRST_BYTES = 8 << 10;
  private static final int CHUNK_LINE = 256;

  /// Reads the body, which takes from the budget while it is here.
  ///
  /// @throws HttpRefusedException if it is too long or malformed
  byte[] read(RequestHead head) throws IOException, HttpRefusedException {
    Received received = new Received();
    boolean whole = false;
    try {
      if (chunked(head.headers())) {
        readChunks(received);
      } else {
        received.take(length(head.headers()));
      }
      whole = true;
      return received.bytes();
    } finally {
      if (!whole) {
        budget.giveBack(received.held());
      }
    }
  }

  /// Returns whether there is a body to wait for.
  static boolean announced(RequestHead head) throws HttpRefusedException {
    return chunked(head.headers()) || length(head.headers()) > 0;
  }

  /// Refuses a body that is known to be too long before any of it is read.
  void requireFit(RequestHead head) throws HttpRefusedException {
    if (!chunked(head.headers()) && length(head.headers()) > most) {
      throw tooLong();
    }
  }

  private HttpRefusedException tooLong() {
    return new HttpRefusedException(413, "the body is longer than %d bytes".formatted(most));
  }

  private static boolean chunked(HttpHeaders headers) throws HttpRefusedException {
    List<String> codings = headers.all("Transfer-Encoding");
    if (codings.isEmpty()) {
      return false;
    }
    // Both at once is how requests are smuggled past a proxy.
    if (codings.size() > 1
        || !codings.getFirst().equalsIgnoreCase("chunked")
        || headers.first("Content-Length").isPresent()) {
      throw new HttpRefusedException(501, "bodies come whole or as chunked, with no other coding");
    }
    return true;
  }

  private static long length(HttpHeaders headers) throws HttpRefusedException {
    List<String> lengths = headers.all("Content-Length");
    Optional<String> first = lengths.stream().findFirst();
    if (first.isEmpty()) {
      return 0;
    }
    if (lengths.size() > 1 || !first.get().matches("[0-9]{1,15}")) {
      throw new HttpRefusedException(400, "the length of the body is malformed");
    }
    return Long.parseLong(first.get());
  }

  private void readChunks(Received received) throws IOException, HttpRefusedException {
    for (long size = chunkSize(); size > 0; size = chunkSize()) {
      received.take(size);
      if (!line().isEmpty()) {
        throw malformed();
      }
    }
    int trailers = 0;
    while (!line().isEmpty()) {
      if (++trailers > 20) {
        throw malformed();
      }
    }
  }

  private long chunkSize() throws IOException, HttpRefusedException {
    String size = line().replaceFirst(";.*", "").strip();
    if (!size.matches("[0-9a-fA-F]{1,12}")) {
      throw malformed();
    }
    return Long.parseLong(size, 16);
  }

  private static HttpRefusedException malformed() {
    return new HttpRefusedException(400, "the chunks of the body are malformed");
  }

  private String line() throws IOException, HttpRefusedException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the client went away amid a body");
      }
      if (line.length() == CHUNK_LINE) {
        throw malformed();
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  /// Bytes that grow as they come: who only announces a body takes no room.
  private final class Received {
    private byte[] bytes = new byte[0];
    private int length;

    void take(long count) throws IOException, HttpRefusedException {
      if (count > most - length) {
        throw tooLong();
      }
      int to = length + (int) count;
      while (length < to) {
        if (length == bytes.length) {
          grow(Math.min(most, Math.max(FIRST_BYTES, 2 * bytes.length)));
        }
        int read = in.read(bytes, length, Math.min(to, bytes.length) - length);
        if (read < 0) {
          throw new EOFException("the client went away amid a body");
        }
        length += read;
      }
    }

    private void grow(int size) throws HttpRefusedException {
      if (!budget.take(size - bytes.length)) {
        throw new HttpRefusedException(
            503, "too many bodies are being received at once; try again in a second");
      }
      bytes = Arrays.copyOf(bytes, size);
    }

    int held() {
      return bytes.length;
    }

    /// Returns the bytes, which alone count from now on.
    byte[] bytes() {
      budget.giveBack(bytes.length - length);
      return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
  }
}
