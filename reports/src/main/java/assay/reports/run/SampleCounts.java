package assay.reports.run;

import assay.results.Score;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Verdicts by the sample that they are on: attempts at one sample are no independent evidence.
/// They stand in the order of samples, so that sums over them do not depend on what came first.
/// Mutable and not thread-safe; whoever counts owns it.
///
/// @param <K> what tells samples apart
public final class SampleCounts<K extends Comparable<K>> {
  private final Map<K, VerdictCounter> samples = new TreeMap<>();

  /// Creates counts of nothing.
  public SampleCounts() {}

  static SampleCounts<Integer> of(List<ScoredAttempt> attempts, String scorer) {
    SampleCounts<Integer> counts = new SampleCounts<>();
    attempts.forEach(attempt -> counts.of(attempt.index()).add(attempt.verdict(scorer), false));
    return counts;
  }

  /// Counts one score.
  public void add(K sample, Score score) {
    of(sample).add(score);
  }

  /// Returns the counter of one sample.
  VerdictCounter of(K sample) {
    return samples.computeIfAbsent(sample, first -> new VerdictCounter());
  }

  /// Returns the samples with their counts, in their order.
  Map<K, Counts> bySample() {
    Map<K, Counts> counts = new LinkedHashMap<>();
    samples.forEach((sample, counter) -> counts.put(sample, counter.counts()));
    return counts;
  }

  /// Returns the counts of each sample.
  public Collection<Counts> counts() {
    return samples.values().stream().map(VerdictCounter::counts).toList();
  }
}
