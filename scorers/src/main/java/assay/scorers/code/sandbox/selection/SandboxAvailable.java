package assay.scorers.code.sandbox.selection;

import assay.scorers.code.sandbox.Sandbox;
import java.util.List;
import java.util.Objects;

/// A sandbox that passed its self-test.
///
/// @param sandbox the sandbox, to be closed by whoever selected it
/// @param refused the backends tried before it, each with the reason why it was not taken
public record SandboxAvailable(Sandbox sandbox, List<String> refused) implements SandboxSelection {
  public SandboxAvailable {
    Objects.requireNonNull(sandbox);
    refused = List.copyOf(refused);
  }

  @Override
  public String description() {
    return sandbox.description();
  }
}
