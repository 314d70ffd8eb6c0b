package assay.reports.doubt;

import assay.reports.compare.Comparison;
import assay.reports.run.RunReport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Scores and differences of a report's runs without the questions in doubt, beside the official
/// ones.
///
/// @param scores of each run whose suite has questions in doubt
/// @param differences of the runs that the report compares, where a sample is left out
public record DoubtfulFigures(List<DoubtfulScore> scores, List<DoubtfulDifference> differences) {
  /// Nothing is in doubt.
  public static final DoubtfulFigures NONE = new DoubtfulFigures(List.of(), List.of());

  public DoubtfulFigures {
    scores = List.copyOf(scores);
    differences = List.copyOf(differences);
  }

  /// Returns the figures of a report.
  ///
  /// @throws ForeignKeysException if no run is of a suite that the lists have, or no run has a
  ///   question of theirs
  public static DoubtfulFigures of(
      List<RunReport> runs, List<Comparison> comparisons, DoubtfulKeys keys) {
    List<DoubtfulScore> scores =
        runs.stream()
            .filter(run -> !run.scorers().isEmpty())
            .filter(run -> keys.tasks().contains(suite(run)))
            .map(run -> DoubtfulScore.of(run, keys))
            .toList();
    requireSome(runs, scores, keys);
    Map<String, Set<String>> inDoubt = new HashMap<>();
    scores.forEach(score -> inDoubt.put(score.run(), score.kinds().keySet()));
    return new DoubtfulFigures(
        scores,
        comparisons.stream()
            .map(each -> DoubtfulDifference.of(each, ofBoth(each, inDoubt)))
            .flatMap(Optional::stream)
            .toList());
  }

  private static Set<String> ofBoth(Comparison pair, Map<String, Set<String>> inDoubt) {
    Set<String> both = new HashSet<>(inDoubt.getOrDefault(pair.a().name(), Set.of()));
    both.addAll(inDoubt.getOrDefault(pair.b().name(), Set.of()));
    return both;
  }

  private static void requireSome(
      List<RunReport> runs, List<DoubtfulScore> scores, DoubtfulKeys keys) {
    if (scores.isEmpty()) {
      throw new ForeignKeysException(
          "has questions of %s, and no run with records is of that; the runs are of %s"
              .formatted(
                  String.join(", ", keys.tasks()),
                  String.join(
                      ", ", runs.stream().map(DoubtfulFigures::suite).distinct().toList())));
    }
    for (DoubtfulScore score : scores) {
      int listed = keys.of(score.suite()).size();
      if (score.unmatched().whole() && score.unmatched().absent().size() == listed) {
        throw new ForeignKeysException(
            "has no question of %s, which is of all rows of its data: %d ids of %s are unknown there, such as %s"
                .formatted(
                    score.run(), listed, score.suite(), score.unmatched().absent().getFirst()));
      }
    }
  }

  private static String suite(RunReport run) {
    return run.manifest().dataset().suite();
  }
}
