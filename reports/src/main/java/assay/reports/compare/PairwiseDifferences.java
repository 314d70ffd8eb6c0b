package assay.reports.compare;

import assay.reports.statistics.HolmAdjustment;
import assay.reports.statistics.Interval;
import assay.reports.statistics.PairedDifference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The paired difference of every two runs of a suite that were judged by the same scorer, each
/// over the samples that the two share.
///
/// @param suite what was asked
/// @param scorer whose verdicts are compared
/// @param runs names, in the report's order
/// @param later row `i`, column `j`: run `i + 1 + j` minus run `i`; empty where they share no
///   measured sample
public record PairwiseDifferences(
    String suite, String scorer, List<String> runs, List<List<Optional<PairedDifference>>> later) {
  private static final double LEVEL = 0.05;

  public PairwiseDifferences {
    Objects.requireNonNull(suite);
    Objects.requireNonNull(scorer);
    runs = List.copyOf(runs);
    later = later.stream().map(List::copyOf).toList();
  }

  /// A run beside a baseline.
  ///
  /// @param samples that both measured
  /// @param value the run minus the baseline
  /// @param interval the value's 95 % interval
  /// @param adjustedP two-sided, after Holm's correction over all runs beside this baseline
  public record Versus(long samples, double value, Interval interval, double adjustedP) {
    /// Returns whether the two differ: interval and corrected test must both say so.
    public boolean distinguished() {
      return adjustedP < LEVEL && !interval.contains(0);
    }
  }

  /// Compares every two runs of a group.
  public static PairwiseDifferences of(List<RunOutcomes> group) {
    List<List<Optional<PairedDifference>>> rows = new ArrayList<>();
    for (int i = 0; i < group.size(); i++) {
      List<Optional<PairedDifference>> row = new ArrayList<>();
      for (RunOutcomes other : group.subList(i + 1, group.size())) {
        row.add(difference(group.get(i), other));
      }
      rows.add(row);
    }
    return new PairwiseDifferences(
        group.getFirst().suite(),
        group.getFirst().scorer(),
        group.stream().map(RunOutcomes::name).toList(),
        rows);
  }

  private static Optional<PairedDifference> difference(RunOutcomes a, RunOutcomes b) {
    List<Alignment.Pair> pairs = Alignment.of(a.samples(), b.samples()).pairs();
    return pairs.isEmpty() ? Optional.empty() : Optional.of(Comparison.difference(pairs));
  }

  /// Returns every other run beside a baseline, by name in the report's order; runs that share no
  /// measured sample with it are missing.
  public Map<String, Versus> versus(String baseline) {
    int base = runs.indexOf(baseline);
    Map<String, PairedDifference> found = new LinkedHashMap<>();
    for (int i = 0; i < runs.size(); i++) {
      String run = runs.get(i);
      if (i != base) {
        later
            .get(Math.min(i, base))
            .get(Math.abs(i - base) - 1)
            .ifPresent(difference -> found.put(run, difference));
      }
    }
    double[] adjusted =
        HolmAdjustment.adjust(
            found.values().stream().mapToDouble(PairedDifference::pValue).toArray());
    Map<String, Versus> beside = new LinkedHashMap<>();
    found.forEach(
        (run, difference) ->
            beside.put(run, versus(difference, runs.indexOf(run) < base, adjusted[beside.size()])));
    return beside;
  }

  private static Versus versus(PairedDifference each, boolean reversed, double adjustedP) {
    Interval interval = each.interval();
    return reversed
        ? new Versus(
            each.items(), -each.value(), new Interval(-interval.high(), -interval.low()), adjustedP)
        : new Versus(each.items(), each.value(), interval, adjustedP);
  }
}
