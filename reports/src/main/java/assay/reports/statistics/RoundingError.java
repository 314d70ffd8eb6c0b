package assay.reports.statistics;

/// Keeps what is only the error of sums of floating-point numbers from counting as a difference.
///
/// A share of right answers is a ratio of small whole numbers, so differences of means of shares
/// are zero or far larger than this error, which for thousands of addends is below 1e-12. Left in,
/// it would be printed as a difference, and where it is the same for every item it would be a
/// significant one.
final class RoundingError {
  private static final double LARGEST = 1e-12;

  private RoundingError() {}

  /// Returns a difference of shares, or of their means, without the error.
  static double removed(double difference) {
    return Math.abs(difference) < LARGEST ? 0 : difference;
  }
}
