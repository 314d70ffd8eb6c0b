package assay.scorers.code.sandbox;

import java.util.Map;

/// A sandbox of a test before a real one, to which it hands what it does not change.
public interface ForwardingSandbox extends Sandbox {
  /// Returns the one that does it.
  Sandbox inner();

  @Override
  default Execution run(ExecutionRequest request) throws SandboxFault {
    return inner().run(request);
  }

  @Override
  default Compilation compile(CompileRequest request) throws SandboxFault {
    return inner().compile(request);
  }

  @Override
  default Map<Language, String> compilers() throws SandboxFault {
    return inner().compilers();
  }

  @Override
  default <R> R converse(SessionRequest request, Conversation<R> conversation) throws SandboxFault {
    return inner().converse(request, conversation);
  }

  @Override
  default String description() {
    return inner().description();
  }

  @Override
  default void close() {
    inner().close();
  }
}
