package assay.harness.endpoint;

import assay.harness.run.RunFailedException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How many calls may be under way, and when the next may begin: it starts low, grows while calls
/// succeed and are not slowed down, halves when the endpoint is overloaded, and pauses when it asks
/// for that. Thread-safe.
///
/// The rule is TCP's additive increase and multiplicative decrease (Chiu and Jain, 1989): one call
/// more after as many successes as may be under way.
final class Governor {
  private static final int START = 4;

  /// A call that takes this many times as long as they took at first shows a full queue.
  private static final double SLOWED = 3;

  private static final double SMOOTHING = 0.2;

  private final int most;
  private final LongSupplier nanoTime;
  private double limit;
  private int underWay;
  private int epoch;
  private double atFirst = Double.NaN;
  private double recent = Double.NaN;
  private long pausedUntil;
  private String why = "";
  private boolean stopped;

  /// Creates the governor.
  ///
  /// @param most calls under way at once
  Governor(int most, LongSupplier nanoTime) {
    this.most = most;
    this.nanoTime = nanoTime;
    this.limit = Math.min(START, most);
    this.pausedUntil = nanoTime.getAsLong();
  }

  /// Waits until a call may begin, and returns what [#succeeded] and [#overloaded] want to know of
  /// it.
  ///
  /// @throws RunFailedException if the run was given up
  synchronized int begin() throws InterruptedException {
    long left = pausedUntil - nanoTime.getAsLong();
    while (!stopped && (left > 0 || underWay >= (int) limit)) {
      if (left > 0) {
        wait(Math.max(1, left / 1_000_000));
      } else {
        wait();
      }
      left = pausedUntil - nanoTime.getAsLong();
    }
    if (stopped) {
      throw new RunFailedException("the run was given up");
    }
    underWay++;
    return epoch;
  }

  /// Waits before another try.
  ///
  /// @throws RunFailedException if the run is given up meanwhile
  synchronized void sleep(Duration time) throws InterruptedException {
    long until = nanoTime.getAsLong() + time.toNanos();
    for (long left = time.toNanos(); left > 0 && !stopped; left = until - nanoTime.getAsLong()) {
      wait(Math.max(1, left / 1_000_000));
    }
    if (stopped) {
      throw new RunFailedException("the run was given up");
    }
  }

  /// Lets no further call begin, and wakes who waits for one.
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /// Ends a call, whatever came of it.
  synchronized void end() {
    underWay--;
    notifyAll();
  }

  /// Notes a good reply.
  ///
  /// @param perToken time for one token of it
  synchronized void succeeded(Duration perToken) {
    double time = perToken.toNanos();
    recent = Double.isNaN(recent) ? time : recent + SMOOTHING * (time - recent);
    atFirst = Double.isNaN(atFirst) ? recent : Math.min(atFirst, recent);
    if (recent <= SLOWED * atFirst) {
      limit = Math.min(most, limit + 1 / limit);
      notifyAll();
    }
  }

  /// Notes that the endpoint had too much to do; several calls of one moment count once.
  ///
  /// @param begun what [#begin] returned for the call
  synchronized void overloaded(int begun) {
    if (begun == epoch) {
      epoch++;
      limit = Math.max(1, limit / 2);
    }
  }

  /// Lets no call begin for a time.
  ///
  /// @param reason in words, for whoever waits
  synchronized void pause(Duration time, String reason) {
    long until = nanoTime.getAsLong() + time.toNanos();
    if (until - pausedUntil > 0) {
      pausedUntil = until;
      why = reason;
    }
  }

  /// Returns how long no call begins from now on, and why; empty where one may.
  synchronized Optional<String> waiting() {
    long left = pausedUntil - nanoTime.getAsLong();
    return left < Duration.ofSeconds(1).toNanos()
        ? Optional.empty()
        : Optional.of("waiting %d s: %s".formatted(Math.ceilDiv(left, 1_000_000_000L), why));
  }

  /// Returns how many calls may be under way.
  synchronized int limit() {
    return (int) limit;
  }
}
