package assay.harness.serve.http;

import java.time.Duration;

/// What clients may take.
///
/// @param connections the most at once; who comes then is refused with 503
/// @param headBytes the longest request line with its headers
/// @param bodyBytes the longest body of a request
/// @param receivedBytes of all bodies that are being received or wait to be read
/// @param receive the longest time from the first byte of a request to its last
/// @param idle the longest time without a request on a connection that is kept
/// @param send the longest time that a client may take to read what one write sends
public record HttpLimits(
    int connections,
    int headBytes,
    int bodyBytes,
    long receivedBytes,
    Duration receive,
    Duration idle,
    Duration send) {

  /// What is good for a server of models: long prompts, many idle clients.
  public static final HttpLimits STANDARD =
      new HttpLimits(
          2048,
          32 << 10,
          16 << 20,
          256L << 20,
          Duration.ofSeconds(60),
          Duration.ofSeconds(75),
          Duration.ofSeconds(30));

  public HttpLimits {
    if (connections < 1 || headBytes < 256 || bodyBytes < 1 || receivedBytes < bodyBytes) {
      throw new IllegalArgumentException(
          "limits allow no request: %d connections, %d and %d bytes"
              .formatted(connections, headBytes, bodyBytes));
    }
  }

  /// Returns these limits for other times.
  public HttpLimits times(Duration newReceive, Duration newIdle, Duration newSend) {
    return new HttpLimits(
        connections, headBytes, bodyBytes, receivedBytes, newReceive, newIdle, newSend);
  }

  /// Returns these limits for another number of connections.
  public HttpLimits connections(int most) {
    return new HttpLimits(most, headBytes, bodyBytes, receivedBytes, receive, idle, send);
  }

  /// Returns these limits for bodies of another length.
  public HttpLimits bodies(int most) {
    return new HttpLimits(
        connections, headBytes, most, Math.max(receivedBytes, 8L * most), receive, idle, send);
  }

  /// Returns these limits for another number of bytes of all bodies together.
  public HttpLimits receiving(long most) {
    return new HttpLimits(connections, headBytes, bodyBytes, most, receive, idle, send);
  }
}
