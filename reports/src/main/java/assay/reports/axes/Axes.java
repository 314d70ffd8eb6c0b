package assay.reports.axes;

import assay.reports.compare.Comparison;
import assay.reports.compare.RunOutcomes;
import assay.reports.difficulty.Adjustment;
import assay.reports.difficulty.Difficulty;
import assay.reports.doubt.DoubtfulFigures;
import assay.reports.run.RunReport;
import assay.results.speed.MeasuredSpeed;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What the runs of a report say about the recipes of their models.
///
/// @param costs score against size and time, one for each suite that has a run whose model is known
///   or whose answers were timed
/// @param experts how the tokens of each run of a mixture of experts were spread
/// @param contamination scores before and after the ends of training data
/// @param families variants of one family across suites
/// @param quantizations files of one model beside each other, where their divergence was measured
/// @param adjustments scores of drawn questions adjusted for their difficulty, where that is known
/// @param doubtful scores without questions whose key is in doubt, where such were named
/// @param speeds of models behind sequences of several lengths, as they were measured elsewhere
public record Axes(
    List<CostComparison> costs,
    List<ExpertReport> experts,
    Contaminations contamination,
    List<ModelFamily> families,
    List<QuantizationReport> quantizations,
    List<Adjustment> adjustments,
    DoubtfulFigures doubtful,
    List<MeasuredSpeed> speeds) {
  public Axes {
    costs = List.copyOf(costs);
    experts = List.copyOf(experts);
    Objects.requireNonNull(contamination);
    families = List.copyOf(families);
    quantizations = List.copyOf(quantizations);
    adjustments = List.copyOf(adjustments);
    Objects.requireNonNull(doubtful);
    speeds = List.copyOf(speeds);
  }

  /// Returns what the runs say, with what a user says about their models and questions.
  ///
  /// @param comparisons of the runs
  /// @throws assay.reports.doubt.ForeignKeysException if the questions in doubt are none of the
  ///   runs'
  public static Axes of(List<RunReport> runs, List<Comparison> comparisons, AxisOptions options) {
    return new Axes(
        CostComparison.all(runs, options.models()),
        runs.stream().map(ExpertReport::of).flatMap(Optional::stream).toList(),
        Contaminations.of(runs, options),
        ModelFamily.all(runs, options.labels()),
        QuantizationReport.all(runs, options.divergences()),
        options.difficulty().map(known -> adjustments(runs, known)).orElse(List.of()),
        options
            .doubtful()
            .map(keys -> DoubtfulFigures.of(runs, comparisons, keys))
            .orElse(DoubtfulFigures.NONE),
        options.speeds());
  }

  private static List<Adjustment> adjustments(List<RunReport> runs, Difficulty difficulty) {
    return runs.stream()
        .filter(run -> !run.scorers().isEmpty())
        .map(
            run ->
                Adjustment.of(
                    RunOutcomes.of(run.records(), Optional.empty()), run.manifest(), difficulty))
        .toList();
  }
}
