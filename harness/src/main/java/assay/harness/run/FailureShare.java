package assay.harness.run;

import assay.results.SampleRecord;
import java.util.Locale;
import java.util.OptionalDouble;

/// Ends a run in which more attempts were not measured than it may have: more of it would cost time
/// and money, and help nobody. Used by the one writer.
final class FailureShare {
  private final OptionalDouble most;
  private final long total;
  private long unmeasured;

  /// Creates the watch.
  ///
  /// @param most share of all attempts, from 0 to 1; empty for any
  /// @param total attempts of the whole run
  FailureShare(OptionalDouble most, long total) {
    this.most = most;
    this.total = total;
  }

  /// Takes a record that is stored.
  ///
  /// @throws RunFailedException if it is one too many
  void add(SampleRecord record) {
    if (record.primaryScore().measured()) {
      return;
    }
    unmeasured++;
    if (most.isPresent() && unmeasured > most.getAsDouble() * total) {
      throw new RunFailedException(
          String.format(
              Locale.ROOT,
              "%d of %d attempts were not measured, more than --fail-on-error %s allows; see the"
                  + " causes with assay report, then continue with --resume --retry-unmeasured",
              unmeasured,
              total,
              most.getAsDouble()));
    }
  }
}
