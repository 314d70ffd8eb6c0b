package assay.scorers.code.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/// A sandbox of a fixed number of long-lived workers, each started when it is first needed.
///
/// A worker that is lost costs its program a second start in a fresh one, never a verdict.
final class WorkerPool implements Sandbox {
  private static final int ATTEMPTS = 2;

  private final WorkerChannel.Launcher launcher;
  private final SandboxOptions options;
  private final Semaphore free;
  private final List<WorkerSeat> seats = new ArrayList<>();
  private final ConcurrentLinkedDeque<WorkerSeat> idle = new ConcurrentLinkedDeque<>();

  WorkerPool(WorkerChannel.Launcher launcher, SandboxOptions options) {
    this.launcher = launcher;
    this.options = options;
    this.free = new Semaphore(options.workers(), true);
    for (int slot = 0; slot < options.workers(); slot++) {
      WorkerSeat seat = new WorkerSeat(launcher, slot);
      seats.add(seat);
      idle.add(seat);
    }
  }

  @Override
  public Execution run(ExecutionRequest request) throws SandboxFault {
    if (request.limits().memoryBytes() > options.memoryBytes()) {
      throw new IllegalArgumentException(
          "the sandbox was set up for at most %d bytes of memory, the request asks for %d"
              .formatted(options.memoryBytes(), request.limits().memoryBytes()));
    }
    free.acquireUninterruptibly();
    WorkerSeat seat = idle.pop();
    try {
      return run(request, seat);
    } finally {
      idle.push(seat);
      free.release();
    }
  }

  private static Execution run(ExecutionRequest request, WorkerSeat seat) throws SandboxFault {
    WorkerLost lost = new WorkerLost("not started");
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        Worker worker = seat.worker();
        Reply reply = worker.run(request);
        boolean suspicious = reply.killedFromOutside(request.limits());
        if (suspicious || !reply.clean()) {
          seat.replace();
        }
        if (!suspicious || attempt == ATTEMPTS) {
          return reply.execution(request.limits(), worker.missingModules());
        }
      } catch (WorkerLost e) {
        seat.replace();
        lost = e;
      }
    }
    throw new SandboxFault(
        "the sandbox lost its worker %d times with this program: %s"
            .formatted(ATTEMPTS, lost.getMessage()),
        lost);
  }

  /// Returns the interpreter's version, which a worker knows once it runs.
  private String python() {
    return seats.stream()
        .map(WorkerSeat::python)
        .filter(version -> !version.isEmpty())
        .findFirst()
        .orElse("(not started)");
  }

  @Override
  public String description() {
    return "%s, Python %s, %d worker%s"
        .formatted(launcher.name(), python(), options.workers(), options.workers() == 1 ? "" : "s");
  }

  @Override
  public void close() {
    seats.forEach(WorkerSeat::close);
    launcher.close();
  }
}
