package assay.reports;

import assay.reports.statistics.ClusteredShare;
import assay.results.Cause;
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
    Counts counts = count(attempts, scorer);
    return new Accuracy(counts, estimate(counts, attempts, scorer));
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

  private static Estimate estimate(Counts counts, List<ScoredAttempt> attempts, String scorer) {
    if (counts.measured() == 0) {
      return Estimate.unmeasured();
    }
    Map<String, int[]> clusters = new LinkedHashMap<>();
    for (ScoredAttempt attempt : attempts) {
      Verdict verdict = attempt.verdict(scorer);
      if (verdict.measured()) {
        int[] hitsAndTrials = clusters.computeIfAbsent(attempt.sampleId(), id -> new int[2]);
        hitsAndTrials[0] += verdict.correct() ? 1 : 0;
        hitsAndTrials[1]++;
      }
    }
    ClusteredShare share =
        ClusteredShare.of(
            clusters.values().stream().mapToInt(cluster -> cluster[0]).toArray(),
            clusters.values().stream().mapToInt(cluster -> cluster[1]).toArray());
    return new Estimate(
        OptionalDouble.of(share.value()),
        share.standardError(),
        Optional.of(share.interval()),
        counts.bounds());
  }
}
