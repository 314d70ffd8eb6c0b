package assay.reports.run;

import assay.reports.statistics.ClusteredShare;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/// The share of right answers among the measured attempts, where an answer that is right in part
/// counts for that part.
///
/// Attempts at one sample are one cluster: they are no independent evidence.
///
/// @param counts attempts by verdict
/// @param estimate earned over measured, with its uncertainty
public record Accuracy(Counts counts, Estimate estimate) {
  public Accuracy {
    Objects.requireNonNull(counts);
    Objects.requireNonNull(estimate);
  }

  /// Returns the accuracy of one scorer over the attempts.
  static Accuracy of(List<ScoredAttempt> attempts, String scorer, SampleWeights weights) {
    VerdictCounter all = new VerdictCounter();
    attempts.forEach(attempt -> all.add(attempt.verdict(scorer), attempt.cost().truncated()));
    return of(all.counts(), SampleCounts.of(attempts, scorer), weights);
  }

  /// Returns the accuracy with these counts.
  ///
  /// @param samples the counts of each sample, by its position in the run
  static Accuracy of(Counts counts, SampleCounts<Integer> samples, SampleWeights weights) {
    if (counts.measured() == 0) {
      return new Accuracy(counts, Estimate.unmeasured());
    }
    if (weights.draw().isPresent()) {
      return new Accuracy(counts, DrawnAccuracy.of(samples.bySample(), weights));
    }
    return new Accuracy(
        counts,
        estimate(counts, samples.counts().stream().filter(each -> each.measured() > 0).toList()));
  }

  private static Estimate estimate(Counts counts, List<Counts> samples) {
    ClusteredShare share =
        ClusteredShare.of(
            samples.stream().mapToDouble(Counts::earned).toArray(),
            samples.stream().mapToInt(each -> (int) each.measured()).toArray());
    return new Estimate(
        OptionalDouble.of(share.value()),
        share.standardError(),
        Optional.of(share.interval()),
        counts.bounds());
  }
}
