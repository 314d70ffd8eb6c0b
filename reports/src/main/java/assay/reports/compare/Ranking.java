package assay.reports.compare;

import assay.reports.statistics.HolmAdjustment;
import assay.reports.statistics.Interval;
import assay.reports.statistics.WilsonInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Several runs over the samples that all of them share, in an order.
///
/// The rank of a run is known only as far as the pairwise differences are: it lies between one plus
/// the runs that are surely better and the number of runs minus those that are surely worse, where
/// sure means a paired test that holds after Holm's correction over all pairs, so that all ranges
/// hold together with 95 %.
///
/// Source: M. Mogstad, J. P. Romano, A. M. Shaikh and D. Wilhelm, "Inference for Ranks", Review of
/// Economic Studies 91 (2024), 476-518, with marginal tests and Holm's step-down.
///
/// @param order by what the runs are sorted
/// @param samples how many samples all runs share
/// @param places in that order
/// @param wins row `i`, column `j`: samples that run `i` of the places got right and run `j` did
///   not
public record Ranking(Order order, long samples, List<RankedRun> places, List<List<Long>> wins) {
  private static final double LEVEL = 0.05;

  public Ranking {
    places = List.copyOf(places);
    wins = wins.stream().map(List::copyOf).toList();
  }

  /// By what runs are sorted.
  public enum Order {
    /// The score over what all of them measured, the best first.
    SCORE,
    /// The lower end of the interval that covers what was not measured too, the highest first: a
    /// run that measured less cannot win by that.
    LOWER_END
  }

  /// One run.
  ///
  /// @param name the run
  /// @param score mean over the shared samples
  /// @param interval of the score; all runs' intervals hold together with 95 % (Bonferroni)
  /// @param covering 95 % interval of the score over the samples that all runs have, measured or
  ///   not, which covers what was not measured too
  /// @param bestRank the best rank that the data allow, from 1
  /// @param worstRank the worst
  public record RankedRun(
      String name,
      double score,
      Interval interval,
      Interval covering,
      int bestRank,
      int worstRank) {}

  /// Ranks at least two runs that were judged by the same scorer, by their scores.
  ///
  /// @throws IncomparableRunsException if they share no measured sample
  public static Ranking of(List<RunOutcomes> runs) {
    return of(runs, Order.SCORE);
  }

  /// Ranks at least two runs that were judged by the same scorer.
  ///
  /// @throws IncomparableRunsException if they share no measured sample
  public static Ranking of(List<RunOutcomes> runs, Order order) {
    List<RunOutcomes> shared = SharedSamples.of(runs);
    Map<String, Interval> covering = new HashMap<>();
    for (RunOutcomes run : SharedSamples.withUnmeasured(runs)) {
      covering.put(run.name(), OpenScore.of(run, 1 - LEVEL));
    }
    ToDoubleFunction<RunOutcomes> by =
        switch (order) {
          case SCORE -> Ranking::score;
          case LOWER_END -> run -> covering.get(run.name()).low();
        };
    List<RunOutcomes> ordered =
        shared.stream().sorted(Comparator.comparingDouble(by).reversed()).toList();
    int count = ordered.size();
    Comparison[][] pairs = new Comparison[count][count];
    List<Double> pValues = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        pairs[i][j] = Comparison.of(ordered.get(i), ordered.get(j));
        pValues.add(pairs[i][j].difference().pValue());
      }
    }
    double[] adjusted =
        HolmAdjustment.adjust(pValues.stream().mapToDouble(Double::doubleValue).toArray());
    return assemble(order, ordered, covering, pairs, adjusted);
  }

  private static Ranking assemble(
      Order order,
      List<RunOutcomes> ordered,
      Map<String, Interval> covering,
      Comparison[][] pairs,
      double[] adjusted) {
    int count = ordered.size();
    int[] better = new int[count];
    int[] worse = new int[count];
    long[][] wins = new long[count][count];
    int test = 0;
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        wins[i][j] = pairs[i][j].onlyA();
        wins[j][i] = pairs[i][j].onlyB();
        if (adjusted[test++] < LEVEL) {
          // In another order than that of scores the one behind may be the better one.
          boolean first = pairs[i][j].difference().value() < 0;
          worse[first ? i : j]++;
          better[first ? j : i]++;
        }
      }
    }
    List<RankedRun> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double score = score(ordered.get(i));
      double items = effective(ordered.get(i));
      Interval interval = WilsonInterval.of(score, items, 1 - LEVEL / count);
      places.add(
          new RankedRun(
              ordered.get(i).name(),
              score,
              interval,
              covering.get(ordered.get(i).name()),
              1 + better[i],
              count - worse[i]));
    }
    return new Ranking(
        order,
        ordered.getFirst().samples().size(),
        places,
        Arrays.stream(wins).map(row -> Arrays.stream(row).boxed().toList()).toList());
  }

  /// Returns how many samples of one weight would tell as much: Kish's effective number.
  private static double effective(RunOutcomes run) {
    double sum = run.samples().stream().mapToDouble(SampleOutcome::weight).sum();
    double squares =
        run.samples().stream().mapToDouble(each -> each.weight() * each.weight()).sum();
    return sum * sum / squares;
  }

  private static double score(RunOutcomes run) {
    double weights = run.samples().stream().mapToDouble(SampleOutcome::weight).sum();
    return run.samples().stream().mapToDouble(each -> each.weight() * each.share()).sum() / weights;
  }
}
