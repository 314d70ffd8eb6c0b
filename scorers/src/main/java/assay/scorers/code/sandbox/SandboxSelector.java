package assay.scorers.code.sandbox;

import java.util.ArrayList;
import java.util.List;

/// Finds the sandbox that works on this machine, by using it.
///
/// A backend counts only if programs that try to break out of it fail to: version numbers and
/// installed files prove nothing about what the kernel allows here. There is no silent step down to
/// running programs unprotected.
public final class SandboxSelector {
  private final SandboxOptions options;

  public SandboxSelector(SandboxOptions options) {
    this.options = options;
  }

  /// Returns the first working sandbox of the chosen kind; takes about a second.
  ///
  /// [SandboxChoice#NONE] yields an [UnsafeProcessSandbox]: callers must have the user's word that
  /// the code is trusted.
  public SandboxSelection select(SandboxChoice choice) {
    return switch (choice) {
      case AUTO -> firstOf(List.of(this::bubblewrap, this::engine));
      case BWRAP -> firstOf(List.of(this::bubblewrap));
      case DOCKER -> firstOf(List.of(this::engine));
      case NONE -> unprotected();
    };
  }

  private SandboxSelection firstOf(List<Backend> backends) {
    List<String> reasons = new ArrayList<>();
    List<String> remedies = new ArrayList<>();
    for (Backend backend : backends) {
      try {
        for (WorkerChannel.Launcher launcher : backend.launchers()) {
          WorkerPool pool = new WorkerPool(launcher, options);
          List<String> failures = new SelfTest(pool, options).failures();
          if (failures.isEmpty()) {
            return new SandboxAvailable(pool, reasons);
          }
          pool.close();
          reasons.add(launcher.name() + " failed its self-test: " + String.join(", ", failures));
        }
      } catch (BackendRefused e) {
        reasons.add(e.getMessage());
        remedies.add(e.remedy());
      }
    }
    if (remedies.isEmpty()) {
      remedies.add("see the reasons above and the documentation on sandboxes");
    }
    return new SandboxUnavailable(String.join("; ", reasons), String.join(", or ", remedies));
  }

  private List<? extends WorkerChannel.Launcher> bubblewrap() throws BackendRefused {
    return BubblewrapLauncher.find(options);
  }

  private List<? extends WorkerChannel.Launcher> engine() throws BackendRefused {
    return DockerLauncher.find(options);
  }

  private SandboxSelection unprotected() {
    try {
      return new SandboxAvailable(
          UnsafeProcessSandbox.trustingEveryProgram(options), List.of("asked for none"));
    } catch (SandboxFault e) {
      return new SandboxUnavailable(e.getMessage(), "--sandbox none needs a Python as well");
    }
  }

  /// Looks for the ways in which one backend may work, the strongest first.
  private interface Backend {
    List<? extends WorkerChannel.Launcher> launchers() throws BackendRefused;
  }
}
