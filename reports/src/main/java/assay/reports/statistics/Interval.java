package assay.reports.statistics;

/// A closed range of numbers.
///
/// @param low its lower end
/// @param high its upper end, not below `low`
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "an interval's lower end %s is above its upper end %s".formatted(low, high));
    }
  }

  /// Returns whether the value lies in the interval, ends included.
  public boolean contains(double value) {
    return value >= low && value <= high;
  }

  /// Returns the part of the interval that lies within 0 and 1, the range of a share.
  public Interval clippedToShare() {
    return new Interval(Math.clamp(low, 0.0, 1.0), Math.clamp(high, 0.0, 1.0));
  }
}
