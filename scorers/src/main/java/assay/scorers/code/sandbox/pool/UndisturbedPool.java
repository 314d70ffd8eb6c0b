package assay.scorers.code.sandbox.pool;

import assay.scorers.code.sandbox.Compilation;
import assay.scorers.code.sandbox.CompileRequest;
import assay.scorers.code.sandbox.Conversation;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SessionRequest;
import java.util.Map;

/// A pool that gives all its seats to one program.
///
/// @param pool whose seats they are
record UndisturbedPool(WorkerPool pool) implements Sandbox {
  @Override
  public Execution run(ExecutionRequest request) throws SandboxFault {
    return pool.run(request, pool.seats());
  }

  @Override
  public Compilation compile(CompileRequest request) throws SandboxFault {
    return pool.compile(request, pool.seats());
  }

  @Override
  public Map<Language, String> compilers() throws SandboxFault {
    return pool.compilers();
  }

  @Override
  public <R> R converse(SessionRequest request, Conversation<R> conversation) throws SandboxFault {
    return pool.converse(request, conversation, pool.seats());
  }

  @Override
  public Sandbox alone() {
    return this;
  }

  @Override
  public String description() {
    return pool.description();
  }

  @Override
  public void close() {
    throw new IllegalStateException("a view of a sandbox is closed by closing the sandbox");
  }
}
