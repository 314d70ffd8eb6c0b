package assay.reports.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/// The percentile interval of a mean of differences, items resampled with replacement.
///
/// Items with the same difference are one class, and a resample is drawn class by class from the
/// multinomial distribution that resampling items amounts to: the cost grows with the number of
/// distinct differences and not with the items.
///
/// Source: B. Efron, "Bootstrap Methods: Another Look at the Jackknife", Annals of Statistics 7
/// (1979), 1-26.
public final class PairedBootstrap {
  private static final int RESAMPLES = 10_000;
  private static final double TAIL = 0.025;

  private PairedBootstrap() {}

  /// Returns the 95 % interval; the same differences and seed give the same interval.
  ///
  /// @param differences one for each item, at least one
  public static Interval interval(double[] differences, long seed) {
    if (differences.length == 0) {
      throw new IllegalArgumentException("there is nothing to resample");
    }
    Items items = Items.of(differences);
    return interval(items::resampledMean, seed);
  }

  /// Returns the 95 % interval of a mean over a finite population, of whose strata items were drawn
  /// at their own rates. Each stratum is resampled alone, and what its mean moves by is shrunk by
  /// `sqrt((1 - n / N) n / (n - 1))`, so that the variance is that of [StratifiedShare]; a stratum
  /// with one item does not move.
  ///
  /// Source: J. N. K. Rao and C. F. J. Wu, "Resampling Inference with Complex Survey Data", Journal
  /// of the American Statistical Association 83 (1988), 231-241.
  ///
  /// @param strata at least one
  public static Interval interval(List<Stratum> strata, long seed) {
    if (strata.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to resample");
    }
    double all = strata.stream().mapToDouble(each -> each.weight() * each.values().size()).sum();
    List<Shrunk> parts = strata.stream().map(each -> Shrunk.of(each, all)).toList();
    return interval(
        random -> parts.stream().mapToDouble(part -> part.resampled(random)).sum(), seed);
  }

  /// What was drawn of one stratum.
  ///
  /// @param weight how much each item counts, relative to those of other strata
  /// @param rate share of the stratum's items that were drawn, above 0 and at most 1
  /// @param values one for each item, at least one
  public record Stratum(double weight, double rate, List<Double> values) {
    public Stratum {
      values = List.copyOf(values);
    }
  }

  private static Interval interval(ToDoubleFunction<SplittableRandom> mean, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      means[i] = mean.applyAsDouble(random);
    }
    Arrays.sort(means);
    return new Interval(quantile(means, TAIL), quantile(means, 1 - TAIL));
  }

  /// A stratum's part of the whole mean.
  private record Shrunk(Items items, double mean, double share, double shrink) {
    static Shrunk of(Stratum stratum, double all) {
      double[] values = stratum.values().stream().mapToDouble(Double::doubleValue).toArray();
      double count = values.length;
      return new Shrunk(
          Items.of(values),
          Arrays.stream(values).average().orElseThrow(),
          stratum.weight() * count / all,
          count < 2 ? 0 : Math.sqrt((1 - stratum.rate()) * count / (count - 1)));
    }

    double resampled(SplittableRandom random) {
      return shrink == 0
          ? share * mean
          : share * (mean + shrink * (items.resampledMean(random) - mean));
    }
  }

  /// Items by their value.
  private static final class Items {
    private final double[] values;
    private final int[] counts;
    private final int all;

    private Items(Map<Double, Integer> classes, int all) {
      this.values = classes.keySet().stream().mapToDouble(value -> value).toArray();
      this.counts = classes.values().stream().mapToInt(count -> count).toArray();
      this.all = all;
    }

    static Items of(double[] values) {
      Map<Double, Integer> classes = new TreeMap<>();
      for (double value : values) {
        classes.merge(value + 0.0, 1, Integer::sum); // -0.0 is the same class as 0.0
      }
      return new Items(classes, values.length);
    }

    double resampledMean(SplittableRandom random) {
      int left = all;
      int classItemsLeft = all;
      double sum = 0;
      for (int i = 0; i < values.length - 1 && left > 0; i++) {
        int drawn = binomial(left, (double) counts[i] / classItemsLeft, random);
        sum += drawn * values[i];
        left -= drawn;
        classItemsLeft -= counts[i];
      }
      return (sum + left * values[values.length - 1]) / all;
    }

    private static int binomial(int trials, double chance, SplittableRandom random) {
      return BinomialDistribution.of(trials, chance)
          .inverseCumulativeProbability(random.nextDouble());
    }
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
