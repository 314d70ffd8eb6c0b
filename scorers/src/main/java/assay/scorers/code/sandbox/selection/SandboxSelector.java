package assay.scorers.code.sandbox.selection;

import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxOptions;
import assay.scorers.code.sandbox.backend.BackendFinding;
import assay.scorers.code.sandbox.backend.BackendRefused;
import assay.scorers.code.sandbox.backend.Check;
import assay.scorers.code.sandbox.docker.DockerLauncher;
import assay.scorers.code.sandbox.local.BubblewrapLauncher;
import assay.scorers.code.sandbox.local.NamespacesLauncher;
import assay.scorers.code.sandbox.pool.WorkerPool;
import assay.scorers.code.sandbox.protocol.WorkerChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/// Finds the sandbox that works on this machine, by using it.
///
/// A backend counts only if programs that try to break out of it fail to: version numbers and
/// installed files prove nothing about what the kernel allows here. The order is container engines,
/// bubblewrap, and the kernel's namespaces without anything installed. There is no silent step down
/// to running programs unprotected.
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
    if (choice == SandboxChoice.NONE) {
      return unprotected();
    }
    List<BackendFinding> findings = new ArrayList<>();
    for (Backend backend : backends(choice)) {
      Deque<WorkerChannel.Launcher> ways = new ArrayDeque<>(launchers(backend, findings));
      while (!ways.isEmpty()) {
        WorkerChannel.Launcher launcher = ways.pop();
        WorkerPool pool = new WorkerPool(launcher, options);
        BackendFinding finding = examine(launcher, pool);
        if (finding.usable()) {
          ways.forEach(WorkerChannel.Launcher::close);
          return new SandboxAvailable(pool, findings.stream().map(BackendFinding::line).toList());
        }
        pool.close();
        findings.add(finding);
      }
    }
    return unavailable(findings);
  }

  /// Examines every backend that there is, also those after the first one that works.
  public List<BackendFinding> examine() {
    List<BackendFinding> findings = new ArrayList<>();
    for (Backend backend : backends(SandboxChoice.AUTO)) {
      for (WorkerChannel.Launcher launcher : launchers(backend, findings)) {
        try (WorkerPool pool = new WorkerPool(launcher, options)) {
          BackendFinding finding = examine(launcher, pool);
          findings.add(finding.usable() ? finding.with(pool.languages()) : finding);
        }
      }
    }
    return List.copyOf(findings);
  }

  private List<Backend> backends(SandboxChoice choice) {
    Backend engines = found -> DockerLauncher.find(options, found);
    Backend bubblewrap = _ -> BubblewrapLauncher.find(options);
    Backend namespaces = _ -> NamespacesLauncher.find(options);
    return switch (choice) {
      case AUTO -> List.of(engines, bubblewrap, namespaces);
      case DOCKER -> List.of(engines);
      case BWRAP -> List.of(bubblewrap);
      case NAMESPACES -> List.of(namespaces);
      case NONE -> List.of();
    };
  }

  private static List<WorkerChannel.Launcher> launchers(
      Backend backend, List<BackendFinding> findings) {
    try {
      return backend.launchers(findings);
    } catch (BackendRefused e) {
      findings.add(BackendFinding.refused(e.getMessage(), e.getMessage(), e.remedy()));
      return List.of();
    }
  }

  private BackendFinding examine(WorkerChannel.Launcher launcher, WorkerPool pool) {
    List<Check> checks = new SelfTest(pool, launcher, options).checks();
    List<Check> failed = checks.stream().filter(check -> !check.contained()).toList();
    // The description is asked for after the checks, when the interpreter's version is known.
    return failed.isEmpty()
        ? new BackendFinding(pool.description(), true, checks, List.of(), "", "")
        : new BackendFinding(
            launcher.name(),
            false,
            checks,
            List.of(),
            launcher.name() + " failed its self-test: " + failures(failed),
            "");
  }

  private static String failures(List<Check> failed) {
    return failed.stream()
        .map(check -> check.name() + " (" + check.detail() + ")")
        .collect(Collectors.joining(", "));
  }

  private static SandboxUnavailable unavailable(List<BackendFinding> findings) {
    List<String> remedies =
        findings.stream()
            .map(BackendFinding::remedy)
            .filter(remedy -> !remedy.isEmpty())
            .distinct()
            .toList();
    return new SandboxUnavailable(
        findings.stream().map(BackendFinding::line).collect(Collectors.joining("; ")),
        remedies.isEmpty()
            ? "`assay sandbox doctor` shows each backend in full"
            : String.join(", or ", remedies));
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
    /// Returns the ways; adds what it refuses on the way to the findings.
    List<WorkerChannel.Launcher> launchers(List<BackendFinding> findings) throws BackendRefused;
  }
}
