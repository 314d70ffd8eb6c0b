package assay.reports.statistics;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.TDistribution;

/// The mean of values that come in clusters, such as the tokens of a text.
///
/// The mean is the sum of all values over their number. Its standard error takes clusters, not
/// values, as independent: `sqrt(G/(G-1) * sum((sum_i - mean * n_i)^2)) / n` over `G` clusters; the
/// interval is that of Student's t with `G - 1` degrees of freedom.
///
/// Source: K.-Y. Liang and S. L. Zeger, Biometrika 73 (1986), 13-22.
///
/// @param value the mean
/// @param standardError of the mean; empty with fewer than two clusters
/// @param interval the 95 % interval; empty with fewer than two clusters
public record ClusteredMean(
    double value, OptionalDouble standardError, Optional<Interval> interval) {
  private static final double UPPER_TAIL = 0.025;

  /// Returns the mean over clusters; the `counts[i]` values of cluster `i` have the sum `sums[i]`.
  ///
  /// @throws IllegalArgumentException if there is no cluster, or one without values
  public static ClusteredMean of(double[] sums, long[] counts) {
    if (sums.length == 0 || sums.length != counts.length) {
      throw new IllegalArgumentException(
          "expected as many sums as counts, at least one; found %d and %d"
              .formatted(sums.length, counts.length));
    }
    double sum = 0;
    long values = 0;
    for (int i = 0; i < sums.length; i++) {
      if (counts[i] < 1) {
        throw new IllegalArgumentException("cluster %d has %d values".formatted(i, counts[i]));
      }
      sum += sums[i];
      values += counts[i];
    }
    double mean = sum / values;
    if (sums.length == 1) {
      return new ClusteredMean(mean, OptionalDouble.empty(), Optional.empty());
    }
    double squares = 0;
    for (int i = 0; i < sums.length; i++) {
      double residual = sums[i] - mean * counts[i];
      squares += residual * residual;
    }
    double freedom = sums.length - 1;
    double error = Math.sqrt(sums.length / freedom * squares) / values;
    double half = error * TDistribution.of(freedom).inverseSurvivalProbability(UPPER_TAIL);
    return new ClusteredMean(
        mean, OptionalDouble.of(error), Optional.of(new Interval(mean - half, mean + half)));
  }
}
