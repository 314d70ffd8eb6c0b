package assay.reports.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/// The difference of two means over the same items, second minus first.
///
/// Items that were answered once by each side are pairs: the interval is that of Bonett and Price,
/// which stays honest with few or no discordant pairs, and the test is McNemar's exact one. Items
/// with several answers, or with some that are right in part, are clusters: interval and test are
/// Student's t over the items' differences.
///
/// Sources: D. G. Bonett and R. M. Price, "Adjusted Wald Confidence Interval for a Difference of
/// Binomial Proportions Based on Paired Data", Journal of Educational and Behavioral Statistics 37
/// (2012), 479-488; E. Miller, "Adding Error Bars to Evals" (arXiv 2411.00640), section 4.
///
/// @param items how many items both sides have
/// @param value second mean minus first
/// @param standardError of the value, 0 or more
/// @param interval the 95 % interval, within -1 and 1
/// @param pValue two-sided, of the null hypothesis that there is no difference
public record PairedDifference(
    long items, double value, double standardError, Interval interval, double pValue) {
  private static final double CONFIDENCE = 0.95;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /// Returns the difference over pairs of which some are discordant.
  ///
  /// @param onlyA pairs that only the first side got right
  /// @param onlyB pairs that only the second side got right
  /// @param pairs all pairs, at least 1
  public static PairedDifference ofPairs(long onlyA, long onlyB, long pairs) {
    requirePairs(onlyA, onlyB, pairs);
    double value = (double) (onlyB - onlyA) / pairs;
    double share = (double) (onlyA + onlyB) / pairs;
    double error = Math.sqrt(Math.max(0, share - value * value) / pairs);
    return new PairedDifference(
        pairs,
        value,
        error,
        intervalOfPairs(onlyA, onlyB, pairs, CONFIDENCE),
        McNemarTest.pValue(onlyA, onlyB));
  }

  /// Returns the difference of one item that was answered several times or in part, which says
  /// nothing of others.
  public static PairedDifference ofOne(double difference) {
    return new PairedDifference(1, difference, 0, new Interval(-1, 1), 1);
  }

  /// Returns the two-sided interval of Bonett and Price at a confidence between 0 and 1; its lower
  /// end is the one-sided bound at half the rest.
  public static Interval intervalOfPairs(long onlyA, long onlyB, long pairs, double confidence) {
    requirePairs(onlyA, onlyB, pairs);
    double p12 = (onlyA + 1.0) / (pairs + 2.0);
    double p21 = (onlyB + 1.0) / (pairs + 2.0);
    double difference = p21 - p12;
    double error = Math.sqrt((p12 + p21 - difference * difference) / (pairs + 2.0));
    double half = NORMAL.inverseSurvivalProbability((1 - confidence) / 2) * error;
    return within(difference - half, difference + half);
  }

  /// Returns the difference over items with several answers each.
  ///
  /// @param differences mean of the second side minus mean of the first, for each item; at least
  ///   two items
  public static PairedDifference ofClusters(double[] differences) {
    double mean = mean(differences);
    double error = standardError(differences, mean);
    double p = 1;
    if (error > 0) {
      TDistribution t = TDistribution.of(differences.length - 1.0);
      p = Math.min(1, 2 * t.survivalProbability(Math.abs(mean) / error));
    } else if (mean != 0) {
      p = 0;
    }
    return new PairedDifference(
        differences.length, mean, error, intervalOfClusters(differences, CONFIDENCE), p);
  }

  /// Returns the two-sided t interval over items with several answers each.
  public static Interval intervalOfClusters(double[] differences, double confidence) {
    double mean = mean(differences);
    TDistribution t = TDistribution.of(differences.length - 1.0);
    double half =
        t.inverseSurvivalProbability((1 - confidence) / 2) * standardError(differences, mean);
    return within(mean - half, mean + half);
  }

  /// Returns this difference with items that count differently: value and standard error are
  /// weighed, the interval is moved with the value and widened by Kish's design effect, and the
  /// test is the same. Where all weights are equal, this is the difference itself.
  ///
  /// Source: L. Kish, "Survey Sampling", Wiley 1965, section 11.7.
  ///
  /// @param differences of each item
  /// @param weights of each, above 0
  public PairedDifference weighed(double[] differences, double[] weights) {
    if (Arrays.stream(weights).allMatch(weight -> weight == weights[0])) {
      return this;
    }
    double sum = 0;
    double all = 0;
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * differences[i];
      all += weights[i];
      squares += weights[i] * weights[i];
    }
    double moved = RoundingError.removed(sum / all);
    double wider = Math.sqrt(weights.length * squares) / all;
    return new PairedDifference(
        items,
        moved,
        standardError * wider,
        within(moved - wider * (value - interval.low()), moved + wider * (interval.high() - value)),
        pValue);
  }

  private static double mean(double[] differences) {
    if (differences.length < 2) {
      throw new IllegalArgumentException(
          "a clustered difference needs at least 2 items, found " + differences.length);
    }
    return RoundingError.removed(Arrays.stream(differences).sum() / differences.length);
  }

  private static double standardError(double[] differences, double mean) {
    double squares = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
    return Math.sqrt(squares / (differences.length - 1) / differences.length);
  }

  private static Interval within(double low, double high) {
    return new Interval(Math.max(-1, low), Math.min(1, high));
  }

  private static void requirePairs(long onlyA, long onlyB, long pairs) {
    if (onlyA < 0 || onlyB < 0 || pairs < 1 || onlyA + onlyB > pairs) {
      throw new IllegalArgumentException(
          "%d and %d discordant of %d pairs".formatted(onlyA, onlyB, pairs));
    }
  }
}
