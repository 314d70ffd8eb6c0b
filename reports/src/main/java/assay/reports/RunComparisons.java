package assay.reports;

import assay.reports.compare.Comparison;
import assay.reports.compare.IncomparableRunsException;
import assay.reports.compare.PairwiseDifferences;
import assay.reports.compare.Ranking;
import assay.reports.compare.RunOutcomes;
import assay.reports.run.RunReport;
import assay.reports.run.Sharing;
import assay.reports.variants.VariantStudy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the runs of one report say about each other.
///
/// Runs of the same suite that were judged by the same scorer of their protocol form a group; in
/// each group every run is compared with the first, and three runs or more are ranked.
///
/// @param comparisons in the order of the runs
/// @param pairwise every two runs of each group
/// @param rankings one for each group of at least three runs
/// @param studies one for each group whose runs differ in what a plan varies
/// @param refusals a sentence for each run or group that could not be compared, with the reason
public record RunComparisons(
    List<Comparison> comparisons,
    List<PairwiseDifferences> pairwise,
    List<Ranking> rankings,
    List<VariantStudy> studies,
    List<String> refusals) {

  public RunComparisons {
    comparisons = List.copyOf(comparisons);
    pairwise = List.copyOf(pairwise);
    rankings = List.copyOf(rankings);
    studies = List.copyOf(studies);
    refusals = List.copyOf(refusals);
  }

  private record Group(String suite, String scorer) {}

  /// Compares the runs, and ranks them by their scores.
  public static RunComparisons of(List<RunReport> runs) {
    return of(runs, Ranking.Order.SCORE, new Sharing());
  }

  /// Compares the runs, reading the records of each once; a single run has nothing to be compared
  /// with and its records are not read.
  ///
  /// @param sharing of what the runs have alike, as ids and digests are
  public static RunComparisons of(List<RunReport> runs, Ranking.Order order, Sharing sharing) {
    Building building = new Building(order, sharing);
    if (runs.size() > 1) {
      groups(runs, building).forEach(building::group);
    }
    return new RunComparisons(
        building.comparisons,
        building.pairwise,
        building.rankings,
        building.studies,
        building.refusals);
  }

  private static Map<Group, List<RunReport>> groups(List<RunReport> runs, Building building) {
    Map<Group, List<RunReport>> groups = new LinkedHashMap<>();
    for (RunReport run : runs) {
      if (run.scorers().isEmpty()) {
        building.refusals.add(run.name() + " has no record yet, so it is not compared.");
      } else {
        Group group =
            new Group(run.manifest().dataset().suite(), run.scorers().getFirst().scorer());
        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(run);
      }
    }
    return groups;
  }

  /// The lists while they grow.
  private static final class Building {
    private final Ranking.Order order;
    private final Sharing sharing;
    private final List<Comparison> comparisons = new ArrayList<>();
    private final List<PairwiseDifferences> pairwise = new ArrayList<>();
    private final List<Ranking> rankings = new ArrayList<>();
    private final List<VariantStudy> studies = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    Building(Ranking.Order order, Sharing sharing) {
      this.order = order;
      this.sharing = sharing;
    }

    void group(Group group, List<RunReport> runs) {
      if (runs.size() == 1) {
        refusals.add(
            "%s is not compared: no other run of this report is of %s and judged by %s."
                .formatted(runs.getFirst().name(), group.suite(), group.scorer()));
        return;
      }
      List<RunOutcomes> outcomes =
          runs.stream()
              .map(run -> RunOutcomes.of(run.records(), Optional.of(group.scorer()), sharing))
              .toList();
      pairwise.add(PairwiseDifferences.of(outcomes));
      outcomes.subList(1, outcomes.size()).forEach(other -> compare(outcomes.getFirst(), other));
      if (outcomes.size() > 2) {
        rank(outcomes);
      }
      study(runs, outcomes);
    }

    private void compare(RunOutcomes first, RunOutcomes other) {
      try {
        comparisons.add(Comparison.of(first, other));
      } catch (IncomparableRunsException e) {
        refusals.add("Not compared: " + e.getMessage() + ".");
      }
    }

    private void study(List<RunReport> runs, List<RunOutcomes> outcomes) {
      try {
        VariantStudy.of(runs, outcomes).ifPresent(studies::add);
      } catch (IncomparableRunsException e) {
        refusals.add("No effects of what the runs vary: " + e.getMessage() + ".");
      }
    }

    private void rank(List<RunOutcomes> outcomes) {
      try {
        rankings.add(Ranking.of(outcomes, order));
      } catch (IncomparableRunsException e) {
        refusals.add("Not ranked: " + e.getMessage() + ".");
      }
    }
  }
}
