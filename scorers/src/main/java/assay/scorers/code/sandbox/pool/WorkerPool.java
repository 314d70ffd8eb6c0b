package assay.scorers.code.sandbox.pool;

import assay.scorers.code.sandbox.Compilation;
import assay.scorers.code.sandbox.CompileRequest;
import assay.scorers.code.sandbox.Conversation;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxOptions;
import assay.scorers.code.sandbox.SessionRequest;
import assay.scorers.code.sandbox.backend.LanguageFinding;
import assay.scorers.code.sandbox.compile.Compilers;
import assay.scorers.code.sandbox.compile.Workbench;
import assay.scorers.code.sandbox.protocol.WorkerChannel;
import assay.scorers.code.sandbox.protocol.WorkerLost;
import assay.scorers.code.sandbox.protocol.WorkerRequest;
import java.util.List;
import java.util.Map;

/// A sandbox of a fixed number of long-lived workers, each started when it is first needed.
public final class WorkerPool implements Sandbox, Workbench {
  private final WorkerChannel.Launcher launcher;
  private final SandboxOptions options;
  private final WorkerSeats seats;
  private final Attempts attempts;
  private final Compilers compilers = new Compilers(this);

  public WorkerPool(WorkerChannel.Launcher launcher, SandboxOptions options) {
    this.launcher = launcher;
    this.options = options;
    this.seats = new WorkerSeats(launcher, options.workers());
    this.attempts = new Attempts(seats, options.memoryBytes());
  }

  @Override
  public Execution run(ExecutionRequest request) throws SandboxFault {
    return run(request, 1);
  }

  @Override
  public Compilation compile(CompileRequest request) throws SandboxFault {
    return compile(request, 1);
  }

  @Override
  public <R> R converse(SessionRequest request, Conversation<R> conversation) throws SandboxFault {
    return converse(request, conversation, 1);
  }

  /// Runs a program while it has that many of the seats.
  Execution run(ExecutionRequest request, int kept) throws SandboxFault {
    return attempts.outcome(request.limits(), worker -> RunOutcome.of(worker, request), kept);
  }

  /// Compiles a program while it has that many of the seats.
  Compilation compile(CompileRequest request, int kept) throws SandboxFault {
    return compilers.compile(request, kept);
  }

  /// Holds a conversation with a program that has that many of the seats.
  <R> R converse(SessionRequest request, Conversation<R> conversation, int kept)
      throws SandboxFault {
    WorkerRequest asked = WorkerRequest.of(request);
    return attempts.outcome(request.limits(), worker -> worker.converse(asked, conversation), kept);
  }

  @Override
  public Compilation compile(CompileRequest request, NamedSource source, int kept)
      throws SandboxFault {
    return attempts.outcome(
        request.limits(), worker -> CompileOutcome.of(worker, request, source), kept);
  }

  @Override
  public Map<Language, String> compilers() throws SandboxFault {
    try {
      return seats.with(1, seat -> seat.worker().compilers());
    } catch (WorkerLost e) {
      throw new SandboxFault(e.getMessage(), e);
    }
  }

  /// Tries every language with a program that must work.
  public List<LanguageFinding> languages() {
    return compilers.findings(options.memoryBytes());
  }

  @Override
  public Sandbox alone() {
    return new UndisturbedPool(this);
  }

  /// Returns how many programs run at once.
  int seats() {
    return seats.count();
  }

  @Override
  public String description() {
    StringBuilder text =
        new StringBuilder(launcher.name()).append(", Python ").append(seats.python());
    seats.compilerVersions().forEach(version -> text.append(", ").append(version));
    return text.append(
            ", %d worker%s".formatted(options.workers(), options.workers() == 1 ? "" : "s"))
        .toString();
  }

  /// Ends the workers and leaves the backend as it is.
  public void closeWorkers() {
    seats.close();
  }

  @Override
  public void close() {
    closeWorkers();
    launcher.close();
  }
}
