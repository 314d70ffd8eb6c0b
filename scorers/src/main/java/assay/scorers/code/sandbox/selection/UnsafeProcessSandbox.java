package assay.scorers.code.sandbox.selection;

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
import assay.scorers.code.sandbox.backend.BackendRefused;
import assay.scorers.code.sandbox.host.HostPlace;
import assay.scorers.code.sandbox.local.UnsafeProcessLauncher;
import assay.scorers.code.sandbox.pool.WorkerPool;
import java.util.Map;

/// Runs programs as ordinary processes of this user, **without any protection**.
///
/// They can read and write what the user can, use the network, see other processes, and outlive
/// their test. Limits on time, output and address space hold against mistakes, not against intent.
/// Nothing in this project falls back to it: it exists for those who ask for it by name.
public final class UnsafeProcessSandbox implements Sandbox {
  private final WorkerPool pool;

  private UnsafeProcessSandbox(WorkerPool pool) {
    this.pool = pool;
  }

  /// Returns a sandbox in name only.
  ///
  /// @throws SandboxFault when there is no Python interpreter
  public static UnsafeProcessSandbox trustingEveryProgram(SandboxOptions options)
      throws SandboxFault {
    try {
      HostPlace place = HostPlace.find(options.python());
      return new UnsafeProcessSandbox(new WorkerPool(new UnsafeProcessLauncher(place), options));
    } catch (BackendRefused e) {
      throw new SandboxFault(e.getMessage() + "; " + e.remedy(), e);
    }
  }

  @Override
  public Execution run(ExecutionRequest request) throws SandboxFault {
    return pool.run(request);
  }

  @Override
  public Compilation compile(CompileRequest request) throws SandboxFault {
    return pool.compile(request);
  }

  @Override
  public Map<Language, String> compilers() throws SandboxFault {
    return pool.compilers();
  }

  @Override
  public <R> R converse(SessionRequest request, Conversation<R> conversation) throws SandboxFault {
    return pool.converse(request, conversation);
  }

  @Override
  public Sandbox alone() {
    return pool.alone();
  }

  @Override
  public String description() {
    return pool.description();
  }

  @Override
  public void close() {
    pool.close();
  }
}
