package assay.reports.run;

import assay.reports.statistics.Interval;
import assay.reports.statistics.PairedBootstrap;
import assay.reports.statistics.PluralityVote.Chance;
import assay.reports.statistics.SampleMean;
import assay.reports.statistics.WilsonInterval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/// One metric of `k` attempts at a sample, averaged over samples.
///
/// A sample with fewer than `k` measured attempts leaves the mean and opens the bounds from 0 to 1.
/// Samples, not attempts, are the independent units of both intervals. Samples that were drawn by
/// strata count as in the score, and both intervals are those of all samples from which was drawn.
///
/// @param metric what is made of the attempts
/// @param k how many
/// @param samples that have at least `k` measured attempts
/// @param estimate mean over these samples; its interval is Student's t over samples, or Wilson's
///   where all of them come to 0 or to 1
/// @param bootstrap the 95 % interval by resampling these samples; empty for fewer than two
/// @param exact whether all subsets were counted, for every sample
/// @param inParts whether some answers are right in part
public record AttemptFigure(
    AttemptMetric metric,
    int k,
    int samples,
    Estimate estimate,
    Optional<Interval> bootstrap,
    boolean exact,
    boolean inParts) {
  private static final long SEED = 20_261_130;
  private static final Interval ANYTHING = new Interval(0, 1);
  private static final int[] STEPS = {1, 2, 5};

  public AttemptFigure {
    Objects.requireNonNull(metric);
    Objects.requireNonNull(estimate);
    Objects.requireNonNull(bootstrap);
  }

  /// Returns the figure's name, such as `maj@8`.
  public String name() {
    return metric.at(k);
  }

  /// Returns what a report shows of a run's attempts; nothing where no sample has two.
  ///
  /// Unless asked otherwise that is pass@k for k = 1, 2, 5, 10, 20, 50, ... up to the most attempts
  /// at a sample, and the other metrics at that number. Votes are left out where no two attempts at
  /// any sample have the same answer, as with programs.
  ///
  /// @param asked how many attempts; empty for the numbers above
  public static List<AttemptFigure> all(List<Ballot> ballots, List<Integer> asked) {
    int most = ballots.stream().mapToInt(Ballot::attempts).max().orElse(0);
    if (most < 2) {
      return List.of();
    }
    List<AttemptFigure> figures = new ArrayList<>();
    for (AttemptMetric metric : metrics(List.of(ballots))) {
      List<Integer> usual = metric == AttemptMetric.PASS ? budgets(most) : List.of(most);
      for (int k : asked.isEmpty() ? usual : asked) {
        figures.add(of(metric, k, ballots));
      }
    }
    return figures;
  }

  /// Returns the metrics that say something of runs: votes where any two attempts of a run at a
  /// sample have the same answer.
  public static List<AttemptMetric> metrics(List<List<Ballot>> runs) {
    boolean voting =
        runs.stream()
            .flatMap(List::stream)
            .flatMap(each -> each.texts().stream())
            .anyMatch(party -> party.votes() > 1);
    return voting
        ? List.of(AttemptMetric.values())
        : List.of(AttemptMetric.PASS, AttemptMetric.AVG);
  }

  private static List<Integer> budgets(int most) {
    List<Integer> budgets = new ArrayList<>();
    for (int decade = 1; decade <= most; decade *= 10) {
      for (int step : STEPS) {
        if (step * decade < most) {
          budgets.add(step * decade);
        }
      }
    }
    budgets.add(most);
    return budgets;
  }

  /// Returns the figure over the samples with at least `k` measured attempts.
  ///
  /// @param k at least 1
  public static AttemptFigure of(AttemptMetric metric, int k, List<Ballot> ballots) {
    Map<Ballot, Chance> chances = new LinkedHashMap<>();
    double low = 0;
    double high = 0;
    double all = 0;
    for (Ballot each : ballots) {
      Interval open = ANYTHING;
      if (each.measured() >= k) {
        Chance chance = each.value(metric, k);
        chances.put(each, chance);
        open = each.bounds(metric, k, chance.value());
      }
      low += each.weight() * open.low();
      high += each.weight() * open.high();
      all += each.weight();
    }
    if (chances.isEmpty()) {
      return new AttemptFigure(metric, k, 0, Estimate.unmeasured(), Optional.empty(), true, false);
    }
    Interval bounds = new Interval(low / all, high / all);
    return new AttemptFigure(
        metric,
        k,
        chances.size(),
        ballots.getFirst().stratum().isPresent()
            ? DrawnAttempts.estimate(chances, bounds)
            : estimate(values(chances), bounds),
        chances.size() < 2 ? Optional.empty() : Optional.of(bootstrap(chances).clippedToShare()),
        chances.values().stream().allMatch(Chance::exact),
        chances.keySet().stream().anyMatch(each -> each.partly() > 0));
  }

  private static double[] values(Map<Ballot, Chance> chances) {
    return chances.values().stream().mapToDouble(Chance::value).toArray();
  }

  private static Interval bootstrap(Map<Ballot, Chance> chances) {
    return chances.keySet().iterator().next().stratum().isPresent()
        ? PairedBootstrap.interval(DrawnAttempts.strata(chances), SEED)
        : PairedBootstrap.interval(values(chances), SEED);
  }

  private static Estimate estimate(double[] values, Interval bounds) {
    SampleMean mean = SampleMean.of(values);
    return new Estimate(
        OptionalDouble.of(mean.value()),
        mean.standardError(),
        interval(mean, values.length),
        Bounds.around(mean.value(), bounds.low(), bounds.high()));
  }

  // Samples that all come to the same end are no proof that others would.
  private static Optional<Interval> interval(SampleMean mean, int samples) {
    boolean end = mean.value() == 0 || mean.value() == 1;
    return end && samples > 1
        ? Optional.of(WilsonInterval.of(mean.value(), samples))
        : mean.interval().map(Interval::clippedToShare);
  }
}
