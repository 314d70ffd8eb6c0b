package assay.scorers.code.sandbox.pool;

import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.protocol.WorkerChannel;
import assay.scorers.code.sandbox.protocol.WorkerLost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/// The seats of a pool, each given to one program at a time in the order in which they asked.
final class WorkerSeats {
  private final List<WorkerSeat> all = new ArrayList<>();
  private final ConcurrentLinkedDeque<WorkerSeat> idle = new ConcurrentLinkedDeque<>();
  private final Semaphore free;

  WorkerSeats(WorkerChannel.Launcher launcher, int count) {
    this.free = new Semaphore(count, true);
    for (int slot = 0; slot < count; slot++) {
      all.add(new WorkerSeat(launcher, slot));
    }
    idle.addAll(all);
  }

  /// What is done on a seat.
  interface Task<R> {
    R on(WorkerSeat seat) throws WorkerLost, SandboxFault;
  }

  /// Does something on the next free seat.
  ///
  /// @param kept how many seats are kept from others meanwhile, that one included
  <R> R with(int kept, Task<R> task) throws WorkerLost, SandboxFault {
    free.acquireUninterruptibly(kept);
    WorkerSeat seat = idle.pop();
    try {
      return task.on(seat);
    } finally {
      idle.push(seat);
      free.release(kept);
    }
  }

  int count() {
    return all.size();
  }

  /// Returns the interpreter's version, which a worker knows once it runs.
  String python() {
    return all.stream()
        .map(WorkerSeat::python)
        .filter(version -> !version.isEmpty())
        .findFirst()
        .orElse("(not started)");
  }

  /// Returns the compilers' versions, as far as a worker has told them.
  List<String> compilerVersions() {
    return all.stream()
        .map(WorkerSeat::compilers)
        .flatMap(Optional::stream)
        .findFirst()
        .map(Map::values)
        .map(List::copyOf)
        .orElse(List.of());
  }

  /// Ends the workers; a program that asks later finds its seat closed.
  void close() {
    all.forEach(WorkerSeat::close);
  }
}
