package assay.reports.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// The difference of two means, after minus before, as if both sides had the strata in the
/// proportions of the two together: direct standardisation.
///
/// Source: J. L. Fleiss, B. Levin and M. C. Paik, "Statistical Methods for Rates and Proportions",
/// 3rd edition, 2003, chapter 19.
///
/// @param value the difference
/// @param standardError of the value
/// @param interval the 95 % interval by the normal distribution
public record StandardisedDifference(double value, double standardError, Interval interval) {
  private static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(0.025);

  /// The items of one stratum, each with its score from 0 to 1.
  public record ShareStratum(List<Double> before, List<Double> after) {
    public ShareStratum {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }

    /// Returns whether both sides have the two items that a variance needs.
    public boolean usable() {
      return before.size() > 1 && after.size() > 1;
    }

    private int size() {
      return before.size() + after.size();
    }
  }

  /// Returns the difference over the strata that are usable; empty if none is.
  public static Optional<StandardisedDifference> of(List<ShareStratum> strata) {
    List<ShareStratum> usable = strata.stream().filter(ShareStratum::usable).toList();
    double total = usable.stream().mapToInt(ShareStratum::size).sum();
    if (usable.isEmpty()) {
      return Optional.empty();
    }
    double value = 0;
    double variance = 0;
    for (ShareStratum stratum : usable) {
      double weight = stratum.size() / total;
      double[] before = stratum.before().stream().mapToDouble(x -> x).toArray();
      double[] after = stratum.after().stream().mapToDouble(x -> x).toArray();
      value += weight * (mean(after) - mean(before));
      variance += weight * weight * (errorSquare(after) + errorSquare(before));
    }
    double error = Math.sqrt(variance);
    return Optional.of(
        new StandardisedDifference(
            value, error, new Interval(value - Z * error, value + Z * error)));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /// Returns the square of the standard error of a mean.
  private static double errorSquare(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    return squares / (values.length - 1) / values.length;
  }
}
