package assay.harness.endpoint;

import assay.harness.run.RunFailedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
  private final ReentrantLock lock = new ReentrantLock();

  /// Awaited by calls that are to begin. Each place that becomes free wakes one of them: to wake
  /// all costs more than a call where many wait.
  private final Condition place = lock.newCondition();

  /// Awaited by calls between two tries.
  private final Condition given = lock.newCondition();

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
  int begin() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = pausedUntil - nanoTime.getAsLong();
      while (!stopped && (left > 0 || underWay >= (int) limit)) {
        if (left > 0) {
          place.await(Math.max(1, left / 1_000_000), TimeUnit.MILLISECONDS);
        } else {
          place.await();
        }
        left = pausedUntil - nanoTime.getAsLong();
      }
      requireGoing();
      underWay++;
      return epoch;
    } finally {
      lock.unlock();
    }
  }

  /// Waits before another try.
  ///
  /// @throws RunFailedException if the run is given up meanwhile
  void sleep(Duration time) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long until = nanoTime.getAsLong() + time.toNanos();
      for (long left = time.toNanos(); left > 0 && !stopped; left = until - nanoTime.getAsLong()) {
        given.await(Math.max(1, left / 1_000_000), TimeUnit.MILLISECONDS);
      }
      requireGoing();
    } finally {
      lock.unlock();
    }
  }

  private void requireGoing() {
    if (stopped) {
      throw new RunFailedException("the run was given up");
    }
  }

  /// Lets no further call begin, and wakes who waits for one.
  void stop() {
    locked(
        () -> {
          stopped = true;
          place.signalAll();
          given.signalAll();
        });
  }

  /// Ends a call, whatever came of it.
  void end() {
    locked(
        () -> {
          underWay--;
          place.signal();
        });
  }

  /// Notes a good reply.
  ///
  /// @param perToken time for one token of it
  void succeeded(Duration perToken) {
    locked(
        () -> {
          double time = perToken.toNanos();
          recent = Double.isNaN(recent) ? time : recent + SMOOTHING * (time - recent);
          atFirst = Double.isNaN(atFirst) ? recent : Math.min(atFirst, recent);
          if (recent <= SLOWED * atFirst && limit < most) {
            int before = (int) limit;
            limit = Math.min(most, limit + 1 / limit);
            if ((int) limit > before) {
              place.signal();
            }
          }
        });
  }

  /// Notes that the endpoint had too much to do; several calls of one moment count once.
  ///
  /// @param begun what [#begin] returned for the call
  void overloaded(int begun) {
    locked(
        () -> {
          if (begun == epoch) {
            epoch++;
            limit = Math.max(1, limit / 2);
          }
        });
  }

  /// Lets no call begin for a time.
  ///
  /// @param reason in words, for whoever waits
  void pause(Duration time, String reason) {
    locked(
        () -> {
          long until = nanoTime.getAsLong() + time.toNanos();
          if (until - pausedUntil > 0) {
            pausedUntil = until;
            why = reason;
          }
        });
  }

  /// Returns how long no call begins from now on, and why; empty where one may.
  Optional<String> waiting() {
    lock.lock();
    try {
      long left = pausedUntil - nanoTime.getAsLong();
      return left < Duration.ofSeconds(1).toNanos()
          ? Optional.empty()
          : Optional.of("waiting %d s: %s".formatted(Math.ceilDiv(left, 1_000_000_000L), why));
    } finally {
      lock.unlock();
    }
  }

  /// Returns how many calls may be under way.
  int limit() {
    lock.lock();
    try {
      return (int) limit;
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }
}
