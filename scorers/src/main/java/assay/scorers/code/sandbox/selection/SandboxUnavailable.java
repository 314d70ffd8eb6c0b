package assay.scorers.code.sandbox.selection;

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
import java.util.Objects;

/// No sandbox works here, so no program is run.
///
/// @param reason what was tried and why it was refused
/// @param remedy what to do about it, with the command
public record SandboxUnavailable(String reason, String remedy) implements SandboxSelection {
  public SandboxUnavailable {
    Objects.requireNonNull(reason);
    Objects.requireNonNull(remedy);
  }

  @Override
  public Sandbox sandbox() {
    return new Refusing(description());
  }

  @Override
  public String description() {
    return "no sandbox: " + reason + "; " + remedy;
  }

  /// Answers every request with the reason.
  private record Refusing(String description) implements Sandbox {
    @Override
    public Execution run(ExecutionRequest request) throws SandboxFault {
      throw new SandboxFault(description);
    }

    @Override
    public Compilation compile(CompileRequest request) throws SandboxFault {
      throw new SandboxFault(description);
    }

    @Override
    public Map<Language, String> compilers() throws SandboxFault {
      throw new SandboxFault(description);
    }

    @Override
    public <R> R converse(SessionRequest request, Conversation<R> conversation)
        throws SandboxFault {
      throw new SandboxFault(description);
    }

    @Override
    public Sandbox alone() {
      return this;
    }

    @Override
    public void close() {
      // Nothing was started.
    }
  }
}
