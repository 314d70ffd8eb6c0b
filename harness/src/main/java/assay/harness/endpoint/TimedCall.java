package assay.harness.endpoint;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One request and its reply, within deadlines and a bound of length.
///
/// @param client sends it
/// @param deadlines how long it may take
/// @param limit longest reply in bytes
record TimedCall(HttpClient client, Deadlines deadlines, int limit) {
  private static final int MOST_BYTES = 16 << 20;
  private static final int ENVELOPE_BYTES = 1 << 20;

  /// An event of a stream takes some hundred bytes beside its token.
  private static final int BYTES_PER_TOKEN = 1 << 10;

  /// Returns how long a reply of so many tokens may be.
  static int limit(int maxTokens) {
    return (int) Math.min(MOST_BYTES, ENVELOPE_BYTES + (long) maxTokens * BYTES_PER_TOKEN);
  }

  /// What came, and how long it took.
  record Timed(Received received, Duration elapsed) {}

  /// Sends a request and waits for the whole reply.
  ///
  /// @param fold of the events, if they are what comes
  /// @param streaming whether they are expected
  /// @throws LateException if a deadline passed
  /// @throws BadReplyException if an event was not what the interface promises
  /// @throws IOException if the connection broke, or the reply is too long
  Timed send(HttpRequest request, StreamedReply fold, boolean streaming)
      throws InterruptedException, LateException, BadReplyException, IOException {
    Arrival.Clock clock = new Arrival.Clock(streaming);
    CompletableFuture<HttpResponse<Received>> pending =
        client.sendAsync(request, info -> new Arrival(info, clock, fold, limit));
    try {
      while (true) {
        try {
          Received received = pending.get(clock.left(deadlines), TimeUnit.NANOSECONDS).body();
          return new Timed(received, clock.elapsed());
        } catch (TimeoutException e) {
          if (clock.left(deadlines) <= 0) {
            throw (LateException) new LateException(clock.late(deadlines)).initCause(e);
          }
        }
      }
    } catch (ExecutionException e) {
      throw broken(e.getCause());
    } finally {
      pending.cancel(true);
    }
  }

  private static IOException broken(Throwable cause) throws BadReplyException {
    Throwable deepest = cause;
    while (deepest != null) {
      if (deepest instanceof BadReplyException bad) {
        throw bad;
      }
      deepest = deepest.getCause();
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }
}
