package assay.reports.statistics;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
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
    Map<Double, Integer> classes = new TreeMap<>();
    for (double difference : differences) {
      classes.merge(difference + 0.0, 1, Integer::sum); // -0.0 is the same class as 0.0
    }
    double[] values = classes.keySet().stream().mapToDouble(value -> value).toArray();
    int[] counts = classes.values().stream().mapToInt(count -> count).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      means[i] = resampledMean(values, counts, differences.length, random);
    }
    Arrays.sort(means);
    return new Interval(quantile(means, TAIL), quantile(means, 1 - TAIL));
  }

  private static double resampledMean(
      double[] values, int[] counts, int items, SplittableRandom random) {
    int left = items;
    int classItemsLeft = items;
    double sum = 0;
    for (int i = 0; i < values.length - 1 && left > 0; i++) {
      int drawn = binomial(left, (double) counts[i] / classItemsLeft, random);
      sum += drawn * values[i];
      left -= drawn;
      classItemsLeft -= counts[i];
    }
    return (sum + left * values[values.length - 1]) / items;
  }

  private static int binomial(int trials, double chance, SplittableRandom random) {
    return BinomialDistribution.of(trials, chance)
        .inverseCumulativeProbability(random.nextDouble());
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
