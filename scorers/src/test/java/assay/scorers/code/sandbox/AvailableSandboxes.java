package assay.scorers.code.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The sandboxes that work on this machine, for tests that are run over each of them.
///
/// The system property `assay.sandbox.image` names the container image to use.
public final class AvailableSandboxes {
  private AvailableSandboxes() {}

  /// Returns the working backends and prints why the others are skipped.
  public static List<SandboxChoice> choices(SandboxOptions options) {
    List<SandboxChoice> working = new ArrayList<>();
    for (SandboxChoice choice : List.of(SandboxChoice.BWRAP, SandboxChoice.DOCKER)) {
      SandboxSelection selection = new SandboxSelector(options).select(choice);
      switch (selection) {
        case SandboxAvailable available -> {
          available.sandbox().close();
          working.add(choice);
        }
        case SandboxUnavailable unavailable ->
            System.err.println("skipping the sandbox " + choice + ": " + unavailable.description());
      }
    }
    return working;
  }

  /// Returns options with the image that the machine's test set-up names.
  public static SandboxOptions options(ExecutionLimits limits) {
    SandboxOptions options = SandboxOptions.forLimits(limits);
    return Optional.ofNullable(System.getProperty("assay.sandbox.image"))
        .map(options::withImage)
        .orElse(options);
  }
}
