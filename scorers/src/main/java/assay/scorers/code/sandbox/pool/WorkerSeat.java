package assay.scorers.code.sandbox.pool;

import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.protocol.Worker;
import assay.scorers.code.sandbox.protocol.WorkerChannel;
import assay.scorers.code.sandbox.protocol.WorkerLost;
import java.util.Map;
import java.util.Optional;

/// One place of a pool: holds a worker, or none until the next program needs one.
///
/// Held by one thread at a time, except for [#close].
final class WorkerSeat {
  /// A worker is replaced after that many programs, so that nothing can pile up in it.
  private static final int PROGRAMS = 500;

  private final WorkerChannel.Launcher launcher;
  private final int slot;
  private Optional<Worker> worker = Optional.empty();
  private String python = "";
  private Optional<Map<Language, String>> compilers = Optional.empty();
  private int programs;
  private boolean closed;

  WorkerSeat(WorkerChannel.Launcher launcher, int slot) {
    this.launcher = launcher;
    this.slot = slot;
  }

  /// Returns the worker for the next program, started if there is none.
  synchronized Worker worker() throws WorkerLost {
    if (closed) {
      throw new WorkerLost("the sandbox is closed");
    }
    if (programs == PROGRAMS) {
      replace();
    }
    if (worker.isEmpty()) {
      Worker started = Worker.start(launcher, slot);
      worker = Optional.of(started);
      python = started.python();
      compilers = Optional.of(started.compilers());
    }
    programs++;
    return worker.get();
  }

  /// Ends the worker; the next program gets a fresh one.
  synchronized void replace() {
    worker.ifPresent(Worker::close);
    worker = Optional.empty();
    programs = 0;
  }

  synchronized String python() {
    return python;
  }

  /// Returns the compilers of the place, which a worker knows once it runs.
  synchronized Optional<Map<Language, String>> compilers() {
    return compilers;
  }

  synchronized void close() {
    closed = true;
    replace();
  }
}
