package assay.reports.statistics;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.TDistribution;

/// The mean of something over a finite population of which strata were sampled, adjusted by what is
/// known of every member (a control variate): where the members drawn are harder than the rest, the
/// mean is moved up, by as much as the two go together.
///
/// The combined regression estimator `y_st + b (X - x_st)`: `y_st` and `x_st` are the stratified
/// means, `X` the population's mean, and `b` the slope within strata, estimated from the sample,
/// each stratum weighed by its part in the variance. Its variance is that of the residuals within
/// strata, with the correction for a finite population and one degree of freedom taken for the
/// slope. The bias is of the order of one over the sample's size.
///
/// Source: W. G. Cochran, "Sampling Techniques", 3rd edition, Wiley 1977, sections 7.9 and 7.10.
///
/// @param sampled how many members were sampled
/// @param plain the stratified mean
/// @param plainError its standard error
/// @param value the adjusted mean
/// @param error its standard error
/// @param interval its 95 % interval, Student's t
/// @param rSquared share of the variance that the adjustment takes away, at least 0
public record RegressionEstimate(
    int sampled,
    double plain,
    double plainError,
    double value,
    double error,
    Interval interval,
    double rSquared) {
  private static final double UPPER_TAIL = 0.025;

  /// A member.
  ///
  /// @param known of every member of the population
  /// @param found of those sampled
  public record Point(double known, double found) {}

  /// What was sampled of one stratum.
  ///
  /// @param share of the population's members that are in it
  /// @param rate share of its members that were sampled, at most 1
  /// @param points at least one
  public record Stratum(double share, double rate, List<Point> points) {
    public Stratum {
      points = List.copyOf(points);
      if (points.isEmpty() || !(share > 0) || !(rate > 0 && rate <= 1)) {
        throw new IllegalArgumentException(
            "no stratum: share %s, rate %s, %d points".formatted(share, rate, points.size()));
      }
    }

    private double mean(ToDoubleFunction<Point> of) {
      return points.stream().mapToDouble(of).average().orElseThrow();
    }

    /// The covariance of two means over the stratum, as part of the population's.
    private double covariance(ToDoubleFunction<Point> one, ToDoubleFunction<Point> other) {
      int count = points.size();
      if (count < 2) {
        return 0;
      }
      double oneMean = mean(one);
      double otherMean = mean(other);
      double sum = 0;
      for (Point point : points) {
        sum += (one.applyAsDouble(point) - oneMean) * (other.applyAsDouble(point) - otherMean);
      }
      return share * share * (1 - rate) * sum / (count - 1) / count;
    }
  }

  /// Returns the estimate.
  ///
  /// @param strata with shares that sum to 1, and more points than strata by at least two
  /// @param populationMean of what is known
  public static RegressionEstimate of(List<Stratum> strata, double populationMean) {
    int sampled = strata.stream().mapToInt(each -> each.points().size()).sum();
    int freedom = sampled - strata.size() - 1;
    if (freedom < 1) {
      throw new IllegalArgumentException(
          "%d points in %d strata are too few for a slope".formatted(sampled, strata.size()));
    }
    double found = sum(strata, each -> each.share() * each.mean(Point::found));
    double known = sum(strata, each -> each.share() * each.mean(Point::known));
    double knownVariance = sum(strata, each -> each.covariance(Point::known, Point::known));
    double together = sum(strata, each -> each.covariance(Point::known, Point::found));
    double plain = sum(strata, each -> each.covariance(Point::found, Point::found));
    double slope = knownVariance > 0 ? together / knownVariance : 0;
    double left = Math.max(0, plain - slope * together) * (freedom + 1) / freedom;
    double value = found + slope * (populationMean - known);
    double half =
        Math.sqrt(left) * TDistribution.of(freedom).inverseSurvivalProbability(UPPER_TAIL);
    return new RegressionEstimate(
        sampled,
        found,
        Math.sqrt(plain),
        value,
        Math.sqrt(left),
        new Interval(value - half, value + half),
        plain > 0 ? Math.max(0, 1 - left / plain) : 0);
  }

  private static double sum(List<Stratum> strata, ToDoubleFunction<Stratum> of) {
    return strata.stream().mapToDouble(of).sum();
  }

  /// Returns how many members a plain mean would need for the same standard error, in a large
  /// population; empty where no number would do.
  public OptionalDouble worth() {
    double left = 1 - rSquared;
    return left > 1e-9 ? OptionalDouble.of(sampled / left) : OptionalDouble.empty();
  }
}
