package assay.reports.axes;

import assay.reports.compare.Comparison;
import assay.reports.compare.IncomparableRunsException;
import assay.reports.compare.RunOutcomes;
import assay.reports.run.Accuracy;
import assay.reports.run.AnswerTimes;
import assay.reports.run.Estimate;
import assay.reports.run.RunReport;
import assay.reports.statistics.HolmAdjustment;
import assay.reports.statistics.Interval;
import assay.results.divergence.Divergence;
import assay.results.divergence.Divergence.Figures;
import assay.results.divergence.Divergence.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Files of one model on a suite, such as its quantizations, beside the one that they were made
/// from: what each takes, how far its distributions are off, and what its score shows of that.
///
/// @param suite what was asked
/// @param scorer whose verdicts the scores are
/// @param rows the reference first where it was run, then the others from the largest file down
public record QuantizationReport(String suite, String scorer, List<Row> rows) {
  private static final double LEVEL = 0.05;
  private static final String WEIGHTS = "weights";

  public QuantizationReport {
    Objects.requireNonNull(suite);
    Objects.requireNonNull(scorer);
    rows = List.copyOf(rows);
  }

  /// A run of one of the files.
  ///
  /// @param run its name
  /// @param file of the model
  /// @param figures how far its distributions are from the reference's; empty for the reference
  /// @param n attempts measured
  /// @param score of the protocol's own scorer
  /// @param times how long its answers took
  /// @param versus the run beside the reference's; empty for the reference, and where that was not
  ///   run or they share no sample
  public record Row(
      String run,
      Side file,
      Optional<Figures> figures,
      long n,
      Estimate score,
      AnswerTimes times,
      Optional<Versus> versus) {
    public Row {
      Objects.requireNonNull(run);
      Objects.requireNonNull(file);
      Objects.requireNonNull(figures);
      Objects.requireNonNull(score);
      Objects.requireNonNull(times);
      Objects.requireNonNull(versus);
    }

    Row with(Versus other) {
      return new Row(run, file, figures, n, score, times, Optional.of(other));
    }
  }

  /// A run beside the reference's, over the samples that both measured.
  ///
  /// @param samples how many
  /// @param difference run minus reference
  /// @param interval the difference's 95 % interval
  /// @param adjustedP two-sided, after Holm's correction over all files beside the reference
  /// @param lost samples that the reference alone got right, or more often
  /// @param gained samples that the run alone got right, or more often
  /// @param detectable the true difference that would have been found four times in five
  public record Versus(
      long samples,
      double difference,
      Interval interval,
      double adjustedP,
      long lost,
      long gained,
      double detectable) {
    public Versus {
      Objects.requireNonNull(interval);
    }

    /// Returns whether the run can be told from the reference: interval and corrected test must
    /// both say so.
    public boolean distinguished() {
      return adjustedP < LEVEL && !interval.contains(0);
    }
  }

  /// Returns the run of the reference, if there is one.
  public Optional<Row> reference() {
    return rows.stream().filter(row -> row.figures().isEmpty()).findFirst();
  }

  /// Returns the smallest file whose score cannot be told from the reference's.
  public Optional<Row> smallest() {
    return rows.stream()
        .filter(row -> row.versus().isPresent() && !row.versus().get().distinguished())
        .min(Comparator.comparingLong(QuantizationReport::bytes));
  }

  /// Returns the files whose score can be told from the reference's.
  public List<Row> told() {
    return rows.stream()
        .filter(row -> row.versus().isPresent() && row.versus().get().distinguished())
        .toList();
  }

  /// Returns one report for each reference, suite and scorer with a run of a file that a divergence
  /// is known of. Runs are found by the digests of their weights.
  static List<QuantizationReport> all(List<RunReport> runs, List<Divergence> divergences) {
    Map<String, Map<String, Divergence>> references = new LinkedHashMap<>();
    for (Divergence each : divergences) {
      references
          .computeIfAbsent(each.reference().weights(), key -> new LinkedHashMap<>())
          .putIfAbsent(each.model().weights(), each);
    }
    Map<List<String>, List<RunReport>> groups = new LinkedHashMap<>();
    for (RunReport run : runs) {
      if (!run.scorers().isEmpty() && run.manifest().model().digests().containsKey(WEIGHTS)) {
        List<String> key =
            List.of(run.manifest().dataset().suite(), run.scorers().getFirst().scorer());
        groups.computeIfAbsent(key, each -> new ArrayList<>()).add(run);
      }
    }
    List<QuantizationReport> reports = new ArrayList<>();
    groups.forEach(
        (key, group) ->
            references.forEach(
                (weights, known) -> {
                  if (group.stream().anyMatch(run -> known.containsKey(weights(run)))) {
                    reports.add(of(key, group, weights, known));
                  }
                }));
    return reports;
  }

  private static String weights(RunReport run) {
    return run.manifest().model().digests().get(WEIGHTS);
  }

  private static QuantizationReport of(
      List<String> key, List<RunReport> group, String reference, Map<String, Divergence> known) {
    Side original = known.values().iterator().next().reference();
    Optional<RunReport> base =
        group.stream().filter(run -> weights(run).equals(reference)).findFirst();
    List<Row> others = new ArrayList<>();
    List<Optional<Comparison>> comparisons = new ArrayList<>();
    for (RunReport run : group) {
      Divergence divergence = known.get(weights(run));
      if (divergence != null && !weights(run).equals(reference)) {
        others.add(row(run, divergence.model(), Optional.of(divergence.figures())));
        comparisons.add(base.flatMap(each -> comparison(each, run)));
      }
    }
    List<Row> rows = new ArrayList<>(compared(others, comparisons));
    rows.sort(Comparator.comparingLong(QuantizationReport::bytes).reversed());
    base.ifPresent(run -> rows.addFirst(row(run, original, Optional.empty())));
    return new QuantizationReport(key.get(0), key.get(1), rows);
  }

  private static long bytes(Row row) {
    return row.file().fileBytes().orElse(Long.MAX_VALUE);
  }

  private static Row row(RunReport run, Side file, Optional<Figures> figures) {
    Accuracy accuracy = run.scorers().getFirst().accuracy();
    return new Row(
        run.name(),
        file,
        figures,
        accuracy.counts().measured(),
        accuracy.estimate(),
        run.times(),
        Optional.empty());
  }

  private static Optional<Comparison> comparison(RunReport base, RunReport run) {
    try {
      return Optional.of(
          Comparison.of(
              RunOutcomes.of(base.records(), Optional.empty()),
              RunOutcomes.of(run.records(), Optional.empty())));
    } catch (IncomparableRunsException _) {
      return Optional.empty(); // the comparison section says why
    }
  }

  private static List<Row> compared(List<Row> rows, List<Optional<Comparison>> comparisons) {
    double[] adjusted =
        HolmAdjustment.adjust(
            comparisons.stream()
                .flatMap(Optional::stream)
                .mapToDouble(each -> each.difference().pValue())
                .toArray());
    List<Row> all = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (comparisons.get(i).isPresent()) {
        all.add(rows.get(i).with(versus(comparisons.get(i).get(), adjusted[next])));
        next++;
      } else {
        all.add(rows.get(i));
      }
    }
    return all;
  }

  private static Versus versus(Comparison each, double adjustedP) {
    return new Versus(
        each.n(),
        each.difference().value(),
        each.difference().interval(),
        adjustedP,
        each.onlyA(),
        each.onlyB(),
        each.detectable());
  }
}
