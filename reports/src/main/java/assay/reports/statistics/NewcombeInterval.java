package assay.reports.statistics;

/// The interval of a difference of two independent shares, made of an interval of each by squaring
/// and adding; with Wilson's it is Newcombe's hybrid score interval.
///
/// Source: R. G. Newcombe, "Interval Estimation for the Difference between Independent
/// Proportions", Statistics in Medicine 17 (1998), 873-890, method 10.
public final class NewcombeInterval {
  private NewcombeInterval() {}

  /// Returns the interval of the second share minus the first, at the confidence of the given
  /// intervals.
  public static Interval of(double first, Interval ofFirst, double second, Interval ofSecond) {
    double difference = second - first;
    double down = Math.hypot(second - ofSecond.low(), ofFirst.high() - first);
    double up = Math.hypot(ofSecond.high() - second, first - ofFirst.low());
    return new Interval(Math.max(-1, difference - down), Math.min(1, difference + up));
  }
}
