package assay.reports.run;

import assay.reports.statistics.Interval;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/// A figure between 0 and 1 with everything that says how far it can be trusted.
///
/// @param value over what was measured; empty if nothing was
/// @param standardError of the value, where there are at least two independent samples
/// @param interval the 95 % interval from sampling
/// @param bounds the lowest and the highest value that the unmeasured attempts leave open
public record Estimate(
    OptionalDouble value,
    OptionalDouble standardError,
    Optional<Interval> interval,
    Interval bounds) {

  public Estimate {
    Objects.requireNonNull(value);
    Objects.requireNonNull(standardError);
    Objects.requireNonNull(interval);
    Objects.requireNonNull(bounds);
  }

  /// Returns a figure of which everything was measured.
  public static Estimate known(double value, Interval interval) {
    return new Estimate(
        OptionalDouble.of(value),
        OptionalDouble.empty(),
        Optional.of(interval),
        new Interval(value, value));
  }

  /// Returns the estimate of something that was not measured at all.
  public static Estimate unmeasured() {
    return new Estimate(
        OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty(), new Interval(0, 1));
  }
}
