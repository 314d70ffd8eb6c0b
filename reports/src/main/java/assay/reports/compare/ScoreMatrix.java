package assay.reports.compare;

import assay.reports.run.RunReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/// The runs of a report as models by suites.
///
/// @param lineup the rows
/// @param suites the columns, in the order of the runs
public record ScoreMatrix(Lineup lineup, List<Suite> suites) {
  public ScoreMatrix {
    Objects.requireNonNull(lineup);
    suites = List.copyOf(suites);
  }

  /// The runs of one suite that were judged by the same scorer of their protocol.
  ///
  /// @param name of the suite
  /// @param scorer whose verdicts count
  /// @param runs each of another model, in the report's order, at least one
  /// @param pairwise their differences; empty for a run alone
  public record Suite(
      String name, String scorer, List<RunReport> runs, Optional<PairwiseDifferences> pairwise) {
    public Suite {
      Objects.requireNonNull(name);
      Objects.requireNonNull(scorer);
      runs = List.copyOf(runs);
      Objects.requireNonNull(pairwise);
    }

    /// Returns the run of a model, if it has one here.
    public Optional<RunReport> run(Lineup lineup, int number) {
      return runs.stream().filter(run -> lineup.number(run.name()) == number).findFirst();
    }
  }

  /// Returns the matrix. Runs without a record have no cell.
  public static ScoreMatrix of(List<RunReport> runs, List<PairwiseDifferences> pairwise) {
    Map<List<String>, List<RunReport>> groups = new LinkedHashMap<>();
    for (RunReport run : runs) {
      if (!run.scorers().isEmpty()) {
        String suite = run.manifest().dataset().suite();
        String scorer = run.scorers().getFirst().scorer();
        groups.computeIfAbsent(List.of(suite, scorer), key -> new ArrayList<>()).add(run);
      }
    }
    List<Suite> suites = new ArrayList<>();
    groups.forEach(
        (key, group) ->
            suites.add(
                new Suite(
                    key.getFirst(),
                    key.getLast(),
                    group,
                    pairwise.stream()
                        .filter(
                            each ->
                                each.suite().equals(key.getFirst())
                                    && each.scorer().equals(key.getLast()))
                        .findFirst())));
    return new ScoreMatrix(Lineup.of(runs), suites);
  }

  /// Returns the numbers of the models as their rows are shown: the highest mean of their scores
  /// first.
  public List<Integer> order() {
    return IntStream.range(0, lineup.labels().size())
        .boxed()
        .sorted(Comparator.comparingDouble(model -> -mean(model)))
        .toList();
  }

  private double mean(int model) {
    return suites.stream()
        .flatMap(suite -> suite.run(lineup, model).stream())
        .flatMapToDouble(run -> run.scorers().getFirst().accuracy().estimate().value().stream())
        .average()
        .orElse(-1);
  }

  /// Returns a column's heading: the suite, with the scorer where several columns are of it.
  public String heading(Suite suite) {
    boolean shared = suites.stream().filter(each -> each.name().equals(suite.name())).count() > 1;
    return shared ? suite.name() + " by " + suite.scorer() : suite.name();
  }
}
