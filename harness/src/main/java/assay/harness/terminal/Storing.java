package assay.harness.terminal;

import java.nio.file.Path;
import java.util.Optional;

/// A command that stores a run, of which there may be nothing to continue when it fails early.
public interface Storing {

  /// Returns the folder of the run that is made or continued; empty as long as that is not known.
  Optional<Path> stored();
}
