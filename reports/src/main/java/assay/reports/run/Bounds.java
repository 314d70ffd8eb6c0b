package assay.reports.run;

import assay.reports.statistics.Interval;

/// Bounds of a mean that was summed separately from its value.
final class Bounds {
  private Bounds() {}

  /// Returns the interval from `low` to `high`, which contains the value even when the last bit of
  /// a sum says otherwise.
  static Interval around(double value, double low, double high) {
    return new Interval(Math.min(low, value), Math.max(high, value)).clippedToShare();
  }
}
