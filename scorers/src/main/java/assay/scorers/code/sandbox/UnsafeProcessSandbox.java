package assay.scorers.code.sandbox;

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
      HostPython python = HostPython.find(options.python());
      return new UnsafeProcessSandbox(new WorkerPool(new UnsafeProcessLauncher(python), options));
    } catch (BackendRefused e) {
      throw new SandboxFault(e.getMessage() + "; " + e.remedy(), e);
    }
  }

  @Override
  public Execution run(ExecutionRequest request) throws SandboxFault {
    return pool.run(request);
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
