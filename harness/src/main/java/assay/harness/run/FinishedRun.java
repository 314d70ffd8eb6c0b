package assay.harness.run;

import assay.reports.run.HeldAttempts;
import assay.results.store.RunDirectory;
import java.util.Objects;
import java.util.Optional;

/// A run that has been done.
///
/// @param directory where it is stored
/// @param attempts all of its attempts, where none of them was made earlier: so that they need not
///   be read again
public record FinishedRun(RunDirectory directory, Optional<HeldAttempts> attempts) {
  public FinishedRun {
    Objects.requireNonNull(directory);
    Objects.requireNonNull(attempts);
  }
}
