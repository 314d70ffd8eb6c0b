package assay.harness.endpoint;

import assay.harness.run.RunFailedException;
import assay.results.Failure;

/// Counts calls that failed one after the other: what fails every time will go on failing, and each
/// try may cost. Thread-safe.
final class FailureStreak {
  private final int longest;
  private int length;

  /// Creates the counter.
  ///
  /// @param longest failures in a row at which a run is given up
  FailureStreak(int longest) {
    this.longest = longest;
  }

  synchronized void broken() {
    length = 0;
  }

  /// Notes a failure.
  ///
  /// @throws RunFailedException if it was one too many
  synchronized void add(Failure failure) {
    length++;
    if (length >= longest) {
      // Calls in flight fail on while the run ends; the limit is what ended it.
      throw new RunFailedException(
          "%d calls in a row failed, the last one: %s. What is stored is kept; --resume goes on when the endpoint works, --failures-in-a-row allows more"
              .formatted(longest, failure.detail()));
    }
  }
}
