package assay.harness.endpoint;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Ends a call when its next deadline passes, by closing the connection that it waits for, be it
/// for the server to take the request or to answer. Closing the watch ends it. Thread-safe.
final class Watch implements AutoCloseable {
  private static final Closeable NOTHING = () -> {};

  private final ScheduledExecutorService timer;
  private final CallClock clock;
  private final Deadlines deadlines;
  private Closeable over = NOTHING;
  private Future<?> next;
  private boolean late;
  private boolean ended;

  private Watch(ScheduledExecutorService timer, CallClock clock, Deadlines deadlines) {
    this.timer = timer;
    this.clock = clock;
    this.deadlines = deadlines;
  }

  /// Begins to watch a call.
  ///
  /// @param timer looks at the deadlines; it has to forget what is cancelled
  static Watch begin(ScheduledExecutorService timer, CallClock clock, Deadlines deadlines) {
    Watch watch = new Watch(timer, clock, deadlines);
    clock.whenSooner(watch::again);
    watch.schedule();
    return watch;
  }

  /// Names what is to be closed when the call is late; at once if it is already.
  synchronized void over(Closeable connection) throws IOException {
    over = connection;
    if (late) {
      connection.close();
    }
  }

  /// Returns whether a deadline has passed.
  synchronized boolean late() {
    return late;
  }

  private synchronized void schedule() {
    next = timer.schedule(this::look, clock.left(deadlines), TimeUnit.NANOSECONDS);
  }

  private synchronized void again() {
    if (!ended) {
      next.cancel(false);
      schedule();
    }
  }

  private synchronized void look() {
    if (ended) {
      return;
    }
    if (clock.left(deadlines) > 0) {
      schedule();
      return;
    }
    late = true;
    try {
      over.close();
    } catch (IOException e) {
      // Who waits for it hears of it there.
    }
  }

  @Override
  public synchronized void close() {
    ended = true;
    next.cancel(false);
  }
}
