package assay.reports;

import assay.reports.axes.Axes;
import assay.reports.axes.AxisOptions;
import assay.reports.compare.Ranking;
import assay.reports.compare.ScoreMatrix;
import assay.reports.run.AttemptChoice;
import assay.reports.run.RunRecords;
import assay.reports.run.RunReport;
import assay.reports.run.Sharing;
import java.util.List;
import java.util.Objects;

/// The figures of one run or of several side by side.
///
/// @param runs in the order given, each with a name of its own
/// @param comparisons what several runs say about each other
/// @param axes what they say about the recipes of their models
public record Report(List<RunReport> runs, RunComparisons comparisons, Axes axes) {
  public Report {
    runs = List.copyOf(runs);
    Objects.requireNonNull(comparisons);
    if (runs.stream().map(RunReport::name).distinct().count() < runs.size()) {
      throw new IllegalArgumentException(
          "two runs of a report have the same name: "
              + String.join(", ", runs.stream().map(RunReport::name).toList()));
    }
    Objects.requireNonNull(axes);
  }

  /// Returns the runs as models by suites.
  public ScoreMatrix matrix() {
    return ScoreMatrix.of(runs, comparisons.pairwise());
  }

  /// Returns the report on the runs. Each record is read once, and once more where there are
  /// several runs, and where samples were tried several times; no prompt and no completion is kept.
  ///
  /// @throws InconsistentRecordsException if the records of a run contradict each other
  public static Report of(List<RunRecords> runs) {
    return of(runs, AxisOptions.DEFAULT);
  }

  /// Returns the report on the runs with what a user says about their models.
  ///
  /// @throws InconsistentRecordsException if the records of a run contradict each other
  public static Report of(List<RunRecords> runs, AxisOptions options) {
    return of(runs, options, AttemptChoice.DEFAULT, Ranking.Order.SCORE);
  }

  /// Returns the report on the runs with what a user says about their models and attempts.
  ///
  /// @param order of rankings
  /// @throws InconsistentRecordsException if the records of a run contradict each other
  /// @throws assay.reports.doubt.ForeignKeysException if the options name questions in doubt that
  ///   are none of the runs'
  public static Report of(
      List<RunRecords> runs, AxisOptions options, AttemptChoice attempts, Ranking.Order order) {
    Sharing sharing = new Sharing();
    List<RunReport> reports =
        runs.stream().map(run -> RunReport.of(run, attempts, sharing)).toList();
    RunComparisons comparisons = RunComparisons.of(reports, order, sharing);
    return new Report(reports, comparisons, Axes.of(reports, comparisons.comparisons(), options));
  }
}
