package assay.reports.statistics;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.TDistribution;

/// The mean of independent values, with the interval of Student's t distribution.
///
/// @param value the mean
/// @param standardError of the mean; empty with fewer than two values
/// @param interval the 95 % interval; empty with fewer than two values
public record SampleMean(double value, OptionalDouble standardError, Optional<Interval> interval) {
  private static final double UPPER_TAIL = 0.025;

  /// Returns the mean of at least one value.
  public static SampleMean of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("there is no mean of no values");
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    if (values.length == 1) {
      return new SampleMean(mean, OptionalDouble.empty(), Optional.empty());
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    int freedom = values.length - 1;
    double error = Math.sqrt(squares / freedom / values.length);
    double half = error * TDistribution.of(freedom).inverseSurvivalProbability(UPPER_TAIL);
    return new SampleMean(
        mean, OptionalDouble.of(error), Optional.of(new Interval(mean - half, mean + half)));
  }
}
