package assay.harness.endpoint;

import java.io.IOException;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/// The connections to one endpoint, which stay open from one call to the next. How many there are
/// is how many calls are under way at once. Thread-safe.
final class Connections implements AutoCloseable {
  private final Dialing dialing;
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("deadlines").factory());
  private volatile boolean closed;

  /// Opens nothing yet.
  ///
  /// @param dialing opens them
  Connections(Dialing dialing) {
    this.dialing = dialing;
    timer.setRemoveOnCancelPolicy(true);
  }

  /// Begins to watch the deadlines of a call.
  Watch watch(CallClock clock, Deadlines deadlines) {
    return Watch.begin(timer, clock, deadlines);
  }

  /// Takes a connection that a call has left open; empty where none is fit.
  ///
  /// @param watch of the call
  Optional<Connection> rested(Watch watch) throws IOException {
    for (Connection rested = idle.pollFirst(); rested != null; rested = idle.pollFirst()) {
      if (rested.usable()) {
        watch.over(rested);
        return Optional.of(rested);
      }
      drop(rested);
    }
    return Optional.empty();
  }

  /// Opens a connection.
  ///
  /// @param watch of the call that it is for
  /// @throws IOException if none can be opened
  Connection fresh(Watch watch) throws IOException {
    Connection fresh = new Connection(dialing.open(watch::over), dialing.base());
    open.add(fresh);
    watch.over(fresh);
    if (closed) {
      drop(fresh);
    }
    return fresh;
  }

  /// Returns what there is a connection to.
  Dialing dialing() {
    return dialing;
  }

  /// Gives a connection back whose last reply was read to its end.
  void keep(Connection connection) {
    idle.addFirst(connection);
    if (closed) {
      drop(connection);
    }
  }

  /// Gives a connection back that nothing more can be asked over.
  void drop(Connection connection) {
    open.remove(connection);
    connection.close();
  }

  /// Ends every call that is under way.
  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    open.forEach(this::drop);
  }
}
