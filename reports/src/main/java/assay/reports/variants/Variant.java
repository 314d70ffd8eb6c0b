package assay.reports.variants;

import assay.reports.run.Accuracy;
import assay.reports.run.AnswerTimes;
import assay.reports.statistics.PairedDifference;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// One run of a study.
///
/// @param run the run's name
/// @param levels its level on each axis
/// @param accuracy over all that it measured
/// @param tokens generated per answer
/// @param times how long its answers took
/// @param cacheBytes of the KV cache for a prompt of the median length; empty where either is not
///   known
/// @param against what it differs in from the study's base; empty for the base itself and where
///   nothing was measured
public record Variant(
    String run,
    Map<String, String> levels,
    Accuracy accuracy,
    OptionalDouble tokens,
    AnswerTimes times,
    OptionalLong cacheBytes,
    Optional<Against> against) {
  public Variant {
    Objects.requireNonNull(run);
    levels = Map.copyOf(levels);
    Objects.requireNonNull(accuracy);
    Objects.requireNonNull(tokens);
    Objects.requireNonNull(times);
    Objects.requireNonNull(cacheBytes);
    Objects.requireNonNull(against);
  }

  /// The difference from the first run over the samples that all runs measured.
  ///
  /// @param adjustedP p-value after Holm's correction over the study's variants
  public record Against(PairedDifference difference, double adjustedP) {}
}
