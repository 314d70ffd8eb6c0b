package assay.scorers.code.sandbox.pool;

import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.Program;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxKilled;
import assay.scorers.code.sandbox.compile.ControlProgram;
import assay.scorers.code.sandbox.protocol.Exchange;
import assay.scorers.code.sandbox.protocol.Worker;
import assay.scorers.code.sandbox.protocol.WorkerLost;

/// Gives a program its outcome where workers can be lost, and finds out who is to blame for that.
///
/// A lost worker costs its program a second start in a fresh one. A verdict it costs only a program
/// that is proven to be the reason ([SandboxKilled]).
///
/// @param seats where programs run
/// @param memoryBytes what a program may use at most
record Attempts(WorkerSeats seats, long memoryBytes) {
  private static final int ATTEMPTS = 2;

  /// What is asked of a worker.
  interface Task<R> {
    Exchange<R> on(Worker worker) throws WorkerLost, SandboxFault;
  }

  /// Returns what a program came to.
  ///
  /// @param kept how many seats are kept from other programs meanwhile
  /// @throws SandboxKilled when the program ends every worker, and no other program does
  <R> R outcome(ExecutionLimits limits, Task<R> task, int kept) throws SandboxFault {
    if (limits.memoryBytes() > memoryBytes) {
      throw new IllegalArgumentException(
          "the sandbox was set up for at most %d bytes of memory, the request asks for %d"
              .formatted(memoryBytes, limits.memoryBytes()));
    }
    try {
      return seats.with(kept, seat -> onSeat(limits, task, seat));
    } catch (WorkerLost lost) {
      return switch (lost.stage()) {
        case STARTING -> throw twice(lost);
        case OUT_OF_MEMORY -> throw killed("it needs more memory than the whole sandbox has", lost);
        case RUNNING -> settle(limits, task);
      };
    }
  }

  /// Runs a program once, and once more in a fresh worker if the first was lost.
  ///
  /// @throws WorkerLost when the second was lost as well
  private static <R> R onSeat(ExecutionLimits limits, Task<R> task, WorkerSeat seat)
      throws WorkerLost, SandboxFault {
    for (int attempt = 1; ; attempt++) {
      try {
        Worker worker = seat.worker();
        Exchange<R> outcome = task.on(worker);
        boolean suspicious = outcome.reply().killedFromOutside(limits);
        if (suspicious || outcome.reply().spoilsWorker()) {
          seat.replace();
        }
        if (!suspicious || attempt == ATTEMPTS) {
          return outcome.result(worker);
        }
      } catch (WorkerLost e) {
        seat.replace();
        if (attempt == ATTEMPTS) {
          throw e;
        }
      } catch (SandboxFault e) {
        seat.replace();
        if (attempt == ATTEMPTS) {
          throw e.getCause() instanceof WorkerLost lost ? lost : new WorkerLost(e.getMessage(), e);
        }
      }
    }
  }

  /// Finds out who is to blame for lost workers: the program runs twice more in fresh workers while
  /// nothing else does, and if these are lost as well, a control program in another one.
  private <R> R settle(ExecutionLimits limits, Task<R> task) throws SandboxFault {
    try {
      return seats.with(
          seats.count(),
          seat -> {
            seat.replace();
            try {
              return onSeat(limits, task, seat);
            } catch (WorkerLost lost) {
              requireControl(seat, lost);
              throw killed("the worker dies with it each time, and with no other program", lost);
            }
          });
    } catch (WorkerLost notStarted) {
      throw twice(notStarted);
    }
  }

  private void requireControl(WorkerSeat seat, WorkerLost lost) throws SandboxFault {
    if (lost.stage() == WorkerLost.Stage.STARTING) {
      throw twice(lost);
    }
    seat.replace();
    Program control = new Program.Python(ControlProgram.of(Language.PYTHON));
    ExecutionRequest request = ControlProgram.request(control, memoryBytes);
    try {
      Worker worker = seat.worker();
      if (!ControlProgram.succeeded(RunOutcome.of(worker, request).result(worker))) {
        throw twice(lost);
      }
    } catch (WorkerLost controlLost) {
      throw twice(lost);
    }
  }

  private static SandboxKilled killed(String how, WorkerLost lost) {
    return new SandboxKilled(
        "it ended the sandbox: %s (%s)".formatted(how, lost.getMessage()), lost);
  }

  private static SandboxFault twice(WorkerLost lost) {
    return new SandboxFault(
        "the sandbox lost its worker %d times with this program: %s"
            .formatted(ATTEMPTS, lost.getMessage()),
        lost);
  }
}
