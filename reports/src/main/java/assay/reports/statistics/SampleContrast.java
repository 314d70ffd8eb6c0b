package assay.reports.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/// The mean of a contrast over independent items, such as a difference of differences, with
/// Student's t interval and test.
///
/// @param items at least 2
/// @param value the mean
/// @param interval the 95 % interval
/// @param pValue two-sided, of the null hypothesis that the mean is zero
public record SampleContrast(long items, double value, Interval interval, double pValue) {

  /// Returns the mean of the items' contrasts, of which there must be at least two.
  ///
  /// @param contrasts differences of means of shares, from -2 to 2
  public static SampleContrast of(double[] contrasts) {
    double[] exact = Arrays.stream(contrasts).map(RoundingError::removed).toArray();
    SampleMean mean = SampleMean.of(exact);
    double error =
        mean.standardError()
            .orElseThrow(
                () -> new IllegalArgumentException("a contrast needs at least 2 items, found 1"));
    return new SampleContrast(
        contrasts.length,
        RoundingError.removed(mean.value()),
        mean.interval().orElseThrow(),
        pValue(mean, error, exact));
  }

  private static double pValue(SampleMean mean, double error, double[] contrasts) {
    if (error == 0) {
      return Arrays.stream(contrasts).allMatch(each -> each == 0) ? 1 : 0;
    }
    TDistribution t = TDistribution.of(contrasts.length - 1.0);
    return Math.min(1, 2 * t.survivalProbability(Math.abs(mean.value()) / error));
  }
}
