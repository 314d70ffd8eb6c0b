package assay.reports.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// The interval of a mean of which some terms are only known to lie between two bounds, as those of
/// samples that were not measured: it covers the sampling and the unmeasured alike, whatever the
/// unmeasured would have come to.
///
/// Source: G. W. Imbens and C. F. Manski, "Confidence Intervals for Partially Identified
/// Parameters", Econometrica 72 (2004), 1845-1857, equations 6 and 7.
public final class UnmeasuredInterval {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private UnmeasuredInterval() {}

  /// Returns the interval, cut to the range that the bounds allow.
  ///
  /// @param low least that each term can be
  /// @param high most that each term can be, for as many terms, at least 2
  /// @param confidence between 0 and 1
  public static Interval of(double[] low, double[] high, double confidence) {
    if (low.length != high.length || low.length < 2) {
      throw new IllegalArgumentException(
          "expected bounds of at least 2 terms, found %d and %d"
              .formatted(low.length, high.length));
    }
    double lowMean = Arrays.stream(low).average().orElseThrow();
    double highMean = Arrays.stream(high).average().orElseThrow();
    double lowError = error(low, lowMean);
    double highError = error(high, highMean);
    double factor = factor(highMean - lowMean, Math.max(lowError, highError), confidence);
    return new Interval(
        Math.max(Arrays.stream(low).min().orElseThrow(), lowMean - factor * lowError),
        Math.min(Arrays.stream(high).max().orElseThrow(), highMean + factor * highError));
  }

  private static double error(double[] terms, double mean) {
    double squares = Arrays.stream(terms).map(term -> (term - mean) * (term - mean)).sum();
    return Math.sqrt(squares / (terms.length - 1) / terms.length);
  }

  /// Solves `Phi(c + width / error) - Phi(-c) = confidence`: between the one-sided and the
  /// two-sided quantile, as a true value can be near one end of the range only.
  private static double factor(double width, double error, double confidence) {
    double ratio = error == 0 ? 0 : width / error;
    double low = NORMAL.inverseCumulativeProbability(confidence);
    double high = NORMAL.inverseSurvivalProbability((1 - confidence) / 2);
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      double covered =
          NORMAL.cumulativeProbability(middle + ratio) - NORMAL.cumulativeProbability(-middle);
      if (covered < confidence) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
