package assay.reports.run;

import assay.reports.statistics.ClusteredShare;
import assay.results.Cause;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/// The share of right answers among the measured attempts.
///
/// Attempts at one sample are one cluster: they are no independent evidence.
///
/// @param counts attempts by verdict
/// @param estimate correct over measured, with its uncertainty
public record Accuracy(Counts counts, Estimate estimate) {
  public Accuracy {
    Objects.requireNonNull(counts);
    Objects.requireNonNull(estimate);
  }

  /// Returns the accuracy of one scorer over the attempts.
  static Accuracy of(List<ScoredAttempt> attempts, String scorer) {
    return of(count(attempts, scorer), clusters(attempts, scorer));
  }

  /// Returns the accuracy with these counts.
  ///
  /// @param clusters right and measured attempts of each sample that has a measured one
  static Accuracy of(Counts counts, Collection<int[]> clusters) {
    return new Accuracy(counts, estimate(counts, clusters));
  }

  private static Counts count(List<ScoredAttempt> attempts, String scorer) {
    long correct = 0;
    long wrong = 0;
    long noAnswer = 0;
    long truncated = 0;
    Map<Cause, Long> notMeasured = new EnumMap<>(Cause.class);
    for (ScoredAttempt attempt : attempts) {
      truncated += attempt.cost().truncated() ? 1 : 0;
      switch (attempt.verdict(scorer)) {
        case Verdict.Correct right -> correct++;
        case Verdict.Wrong mistake -> wrong++;
        case Verdict.NoAnswer none -> {
          wrong++;
          noAnswer++;
        }
        case Verdict.NotMeasured unmeasured -> notMeasured.merge(unmeasured.cause(), 1L, Long::sum);
      }
    }
    return new Counts(correct, wrong, noAnswer, notMeasured, truncated);
  }

  private static Collection<int[]> clusters(List<ScoredAttempt> attempts, String scorer) {
    Map<String, int[]> clusters = new LinkedHashMap<>();
    for (ScoredAttempt attempt : attempts) {
      Verdict verdict = attempt.verdict(scorer);
      if (verdict.measured()) {
        int[] hitsAndTrials = clusters.computeIfAbsent(attempt.sampleId(), id -> new int[2]);
        hitsAndTrials[0] += verdict.correct() ? 1 : 0;
        hitsAndTrials[1]++;
      }
    }
    return clusters.values();
  }

  private static Estimate estimate(Counts counts, Collection<int[]> clusters) {
    if (clusters.isEmpty()) {
      return Estimate.unmeasured();
    }
    ClusteredShare share =
        ClusteredShare.of(
            clusters.stream().mapToInt(cluster -> cluster[0]).toArray(),
            clusters.stream().mapToInt(cluster -> cluster[1]).toArray());
    return new Estimate(
        OptionalDouble.of(share.value()),
        share.standardError(),
        Optional.of(share.interval()),
        counts.bounds());
  }
}
