package assay.harness.endpoint;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// One request and its reply, within deadlines and a bound of length.
///
/// @param connections carry it
/// @param deadlines how long it may take
/// @param limit longest reply in bytes
record TimedCall(Connections connections, Deadlines deadlines, int limit) {
  private static final int REQUEST_TIMEOUT = 408;
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
  /// @throws WrongServerException if the server is not of the kind that its address says
  /// @throws IOException if the connection broke, or the reply is too long
  Timed send(Request request, StreamedReply fold, boolean streaming)
      throws InterruptedException, LateException, BadReplyException, IOException {
    CallClock clock = new CallClock(streaming);
    try (Watch watch = connections.watch(clock, deadlines)) {
      try {
        return Thread.currentThread().isVirtual()
            ? sent(request, fold, clock, watch)
            : sentAside(request, fold, clock, watch);
      } catch (IOException e) {
        if (watch.late()) {
          throw (LateException) new LateException(clock.late(deadlines)).initCause(e);
        }
        if (Thread.interrupted()) {
          throw (InterruptedException) new InterruptedException().initCause(e);
        }
        throw e;
      }
    }
  }

  /// Waits for a virtual thread that sends it, as those alone give up a connection when they are
  /// interrupted.
  private Timed sentAside(Request request, StreamedReply fold, CallClock clock, Watch watch)
      throws InterruptedException, BadReplyException, IOException {
    FutureTask<Timed> task = new FutureTask<>(() -> sent(request, fold, clock, watch));
    Thread thread = Thread.startVirtualThread(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case BadReplyException bad -> throw bad;
        case IOException broken -> throw broken;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  private Timed sent(Request request, StreamedReply fold, CallClock clock, Watch watch)
      throws BadReplyException, IOException {
    Optional<Connection> rested = connections.rested(watch);
    if (rested.isPresent()) {
      try {
        Timed timed = sent(rested.get(), request, fold, clock);
        if (!givenUp(timed.received())) {
          return timed;
        }
      } catch (UnansweredException e) {
        // A server may close what rests at any time, and says so by not answering.
        if (watch.late() || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
    return sent(connections.fresh(watch), request, fold, clock);
  }

  /// A server that gives up a resting connection may say so (RFC 9110, section 15.5.9). An error in
  /// JSON is of who was asked: LiteLLM's proxy says 408 of a provider that did not answer in time.
  private static boolean givenUp(Received received) {
    String type = received.headers().first("Content-Type").orElse("");
    return received.status() == REQUEST_TIMEOUT && !type.contains("json");
  }

  private Timed sent(Connection connection, Request request, StreamedReply fold, CallClock clock)
      throws BadReplyException, IOException {
    boolean reusable = false;
    try {
      Connection.Head head = connection.send(request);
      Received received = new Arrival(head, clock, fold, limit).received();
      if (received.asksForTls() && !connections.dialing().secure()) {
        throw WrongServerException.withTls(connections.dialing().base());
      }
      Timed timed = new Timed(received, clock.elapsed());
      reusable = head.reusable() && connection.ended(head.body()) && connection.usable();
      return timed;
    } finally {
      if (reusable) {
        connections.keep(connection);
      } else {
        connections.drop(connection);
      }
    }
  }
}
