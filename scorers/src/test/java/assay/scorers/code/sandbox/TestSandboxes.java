package assay.scorers.code.sandbox;

import static org.junit.jupiter.api.Assumptions.abort;

import assay.scorers.code.sandbox.backend.BackendFinding;
import assay.scorers.code.sandbox.backend.BackendRefused;
import assay.scorers.code.sandbox.docker.DockerEngine;
import assay.scorers.code.sandbox.image.ImageImport;
import assay.scorers.code.sandbox.selection.SandboxAvailable;
import assay.scorers.code.sandbox.selection.SandboxChoice;
import assay.scorers.code.sandbox.selection.SandboxSelection;
import assay.scorers.code.sandbox.selection.SandboxSelector;
import assay.scorers.code.sandbox.selection.SandboxUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// The sandboxes of this machine for tests; a test that needs a missing one is skipped.
///
/// The system property `assay.sandbox.image` names the container image to use.
public final class TestSandboxes {
  /// Packed once for all tests, with both compilers.
  public static final String TEST_IMAGE = "localhost/assay-python:tests";

  private static final int WORKERS = 2;

  /// Classes run beside each other, each with a sandbox whose workers have users of their own.
  private static final AtomicInteger OPENED = new AtomicInteger();

  private TestSandboxes() {}

  /// Returns the chosen sandbox, or ends the test as skipped after printing why.
  public static Sandbox require(SandboxChoice choice, ExecutionLimits limits) {
    return switch (select(choice, limits)) {
      case SandboxAvailable available -> available.sandbox();
      case SandboxUnavailable unavailable -> {
        System.err.println(choice + ": skipped, " + unavailable.description());
        yield abort(unavailable.description());
      }
    };
  }

  /// Looks for the chosen sandbox.
  public static SandboxSelection select(SandboxChoice choice, ExecutionLimits limits) {
    SandboxOptions options = SandboxOptions.forLimits(limits);
    SandboxOptions withImage =
        options.withImage(
            Optional.ofNullable(System.getProperty("assay.sandbox.image")).orElse(TEST_IMAGE));
    if (choice == SandboxChoice.DOCKER) {
      importImageIfMissing(withImage);
    }
    return new SandboxSelector(withUsersOfItsOwn(withImage)).select(choice);
  }

  /// Returns an engine that has the tests' image, which whoever asks closes; empty where there is
  /// none.
  public static Optional<DockerEngine> engineWithImage() throws BackendRefused {
    Optional<DockerEngine> found = Optional.empty();
    for (DockerEngine engine : DockerEngine.all(new ArrayList<>())) {
      if (found.isEmpty() && engine.has(TEST_IMAGE)) {
        found = Optional.of(engine);
      } else {
        engine.close();
      }
    }
    return found;
  }

  /// Returns options for one more sandbox of the tests.
  public static SandboxOptions withUsersOfItsOwn(SandboxOptions options) {
    return options.withWorkers(WORKERS).withFirstUser(WORKERS * OPENED.getAndIncrement());
  }

  /// An engine that was started for the tests has no image and often reaches no registry.
  private static synchronized void importImageIfMissing(SandboxOptions options) {
    List<BackendFinding> refused = new ArrayList<>();
    try {
      boolean missing = false;
      for (DockerEngine engine : DockerEngine.all(refused)) {
        missing |= !engine.has(options.image()) && !engine.has(TEST_IMAGE);
        engine.close();
      }
      if (missing) {
        ImageImport.Imported made =
            ImageImport.run(Optional.empty(), Set.of(Language.CPP, Language.JAVA), TEST_IMAGE);
        System.err.println("imported " + made);
      }
    } catch (BackendRefused | SandboxFault e) {
      System.err.println("no image could be imported: " + e.getMessage());
    }
  }
}
