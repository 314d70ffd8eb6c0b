package assay.scorers.code.sandbox;

import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Optional;

/// The sandboxes of this machine for tests; a test that needs a missing one is skipped.
///
/// The system property `assay.sandbox.image` names the container image to use.
public final class TestSandboxes {
  private TestSandboxes() {}

  /// Returns the chosen sandbox, or ends the test as skipped after printing why.
  public static Sandbox require(SandboxChoice choice, ExecutionLimits limits) {
    SandboxOptions options = SandboxOptions.forLimits(limits);
    SandboxOptions withImage =
        Optional.ofNullable(System.getProperty("assay.sandbox.image"))
            .map(options::withImage)
            .orElse(options);
    return switch (new SandboxSelector(withImage.withWorkers(2)).select(choice)) {
      case SandboxAvailable available -> available.sandbox();
      case SandboxUnavailable unavailable -> {
        System.err.println(choice + ": skipped, " + unavailable.description());
        yield abort(unavailable.description());
      }
    };
  }
}
