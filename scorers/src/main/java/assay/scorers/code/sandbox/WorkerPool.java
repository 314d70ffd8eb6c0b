package assay.scorers.code.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/// A sandbox of a fixed number of long-lived workers, each started when it is first needed.
///
/// A worker that is lost costs its program a second start in a fresh one. A verdict it costs only a
/// program that is proven to be the reason ([SandboxKilled]).
final class WorkerPool implements Sandbox {
  private static final int ATTEMPTS = 2;

  private final WorkerChannel.Launcher launcher;
  private final SandboxOptions options;
  private final Semaphore free;
  private final List<WorkerSeat> seats = new ArrayList<>();
  private final ConcurrentLinkedDeque<WorkerSeat> idle = new ConcurrentLinkedDeque<>();
  private final Compilers compilers = new Compilers(this);

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
    return run(request, 1);
  }

  @Override
  public Compilation compile(CompileRequest request) throws SandboxFault {
    return compilers.compile(request, 1);
  }

  @Override
  public Map<Language, String> compilers() throws SandboxFault {
    free.acquireUninterruptibly();
    WorkerSeat seat = idle.pop();
    try {
      return seat.worker().compilers();
    } catch (WorkerLost e) {
      throw new SandboxFault(e.getMessage(), e);
    } finally {
      idle.push(seat);
      free.release();
    }
  }

  /// Tries every language with a program that must work.
  List<LanguageFinding> languages() {
    return compilers.findings(options.memoryBytes());
  }

  /// Compiles a program without asking whether the compiler works.
  ///
  /// @param file the name of the source file
  /// @param entry the class by which the program will be started, or empty
  Compilation compileOnce(CompileRequest request, String file, String entry, int places)
      throws SandboxFault {
    return onWorker(
        request.limits(),
        worker -> new CompileOutcome(worker.compile(request, file), request, entry),
        places);
  }

  @Override
  public <R> R converse(SessionRequest request, Conversation<R> conversation) throws SandboxFault {
    return converse(request, conversation, 1);
  }

  @Override
  public Sandbox alone() {
    return new Alone();
  }

  private Execution run(ExecutionRequest request, int places) throws SandboxFault {
    return onWorker(request.limits(), worker -> new Exchange(worker.run(request), request), places);
  }

  private <R> R converse(SessionRequest request, Conversation<R> conversation, int places)
      throws SandboxFault {
    return onWorker(request.limits(), worker -> worker.converse(request, conversation), places);
  }

  /// What one exchange with a worker came to.
  interface Outcome<R> {
    /// Returns how the program ended.
    Reply reply();

    /// Returns what is handed to the caller.
    R result(Worker worker);
  }

  private record Exchange(Reply reply, ExecutionRequest request) implements Outcome<Execution> {
    @Override
    public Execution result(Worker worker) {
      return switch (request.program()) {
        case Program.Python _ -> reply.execution(request.limits(), worker.missingModules());
        case Program.Compiled compiled -> reply.execution(request.limits(), compiled);
      };
    }
  }

  private record CompileOutcome(Reply reply, CompileRequest request, String entry)
      implements Outcome<Compilation> {
    @Override
    public Compilation result(Worker worker) {
      Execution ended = reply.plain(request.limits());
      return ended.ending().equals(new Ending.Exited(0))
          ? new Compilation.Done(
              new Program.Compiled(request.language(), entry, ended.returned()),
              ended.wallTime(),
              ended.cpuTime())
          : new Compilation.Refused(
              ended.ending(), ended.stdout(), ended.wallTime(), ended.cpuTime());
    }
  }

  private interface WorkerTask<R> {
    Outcome<R> on(Worker worker) throws WorkerLost, SandboxFault;
  }

  private <R> R onWorker(ExecutionLimits limits, WorkerTask<R> task, int places)
      throws SandboxFault {
    if (limits.memoryBytes() > options.memoryBytes()) {
      throw new IllegalArgumentException(
          "the sandbox was set up for at most %d bytes of memory, the request asks for %d"
              .formatted(options.memoryBytes(), limits.memoryBytes()));
    }
    try {
      return inPlaces(places, seat -> onSeat(limits, task, seat));
    } catch (WorkerLost lost) {
      return switch (lost.stage()) {
        case STARTING -> throw twice(lost);
        case OUT_OF_MEMORY -> throw killed("it needs more memory than the whole sandbox has", lost);
        case RUNNING -> settle(limits, task);
      };
    }
  }

  private interface SeatTask<R> {
    R on(WorkerSeat seat) throws WorkerLost, SandboxFault;
  }

  private <R> R inPlaces(int places, SeatTask<R> task) throws WorkerLost, SandboxFault {
    free.acquireUninterruptibly(places);
    WorkerSeat seat = idle.pop();
    try {
      return task.on(seat);
    } finally {
      idle.push(seat);
      free.release(places);
    }
  }

  /// Runs a program once, and once more in a fresh worker if the first was lost.
  ///
  /// @throws WorkerLost when the second was lost as well
  private static <R> R onSeat(ExecutionLimits limits, WorkerTask<R> task, WorkerSeat seat)
      throws WorkerLost, SandboxFault {
    for (int attempt = 1; ; attempt++) {
      try {
        Worker worker = seat.worker();
        Outcome<R> outcome = task.on(worker);
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
  ///
  /// @throws SandboxKilled when the control program passes where the program did not let a worker
  ///   live
  private <R> R settle(ExecutionLimits limits, WorkerTask<R> task) throws SandboxFault {
    try {
      return inPlaces(
          options.workers(),
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
    ExecutionRequest request = ControlProgram.request(control, options.memoryBytes());
    try {
      Worker worker = seat.worker();
      if (!ControlProgram.succeeded(new Exchange(worker.run(request), request).result(worker))) {
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
    StringBuilder text = new StringBuilder(launcher.name()).append(", Python ").append(python());
    seats.stream()
        .map(WorkerSeat::compilers)
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(found -> found.values().forEach(version -> text.append(", ").append(version)));
    return text.append(
            ", %d worker%s".formatted(options.workers(), options.workers() == 1 ? "" : "s"))
        .toString();
  }

  /// Ends the workers and leaves the backend as it is.
  void closeWorkers() {
    seats.forEach(WorkerSeat::close);
  }

  @Override
  public void close() {
    closeWorkers();
    launcher.close();
  }

  /// Takes every place of the pool for one program.
  private final class Alone implements Sandbox {
    @Override
    public Execution run(ExecutionRequest request) throws SandboxFault {
      return WorkerPool.this.run(request, options.workers());
    }

    @Override
    public Compilation compile(CompileRequest request) throws SandboxFault {
      return compilers.compile(request, options.workers());
    }

    @Override
    public Map<Language, String> compilers() throws SandboxFault {
      return WorkerPool.this.compilers();
    }

    @Override
    public <R> R converse(SessionRequest request, Conversation<R> conversation)
        throws SandboxFault {
      return WorkerPool.this.converse(request, conversation, options.workers());
    }

    @Override
    public Sandbox alone() {
      return this;
    }

    @Override
    public String description() {
      return WorkerPool.this.description();
    }

    @Override
    public void close() {
      throw new IllegalStateException("a view of a sandbox is closed by closing the sandbox");
    }
  }
}
