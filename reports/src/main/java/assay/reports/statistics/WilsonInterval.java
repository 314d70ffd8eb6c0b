package assay.reports.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// The score interval of a share, which stays within 0 and 1 and is useful near both ends.
///
/// Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
/// Journal of the American Statistical Association 22 (1927), 209-212.
public final class WilsonInterval {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private WilsonInterval() {}

  /// Returns the 95 % interval of a share.
  ///
  /// @param share the observed share, 0 to 1
  /// @param n number of observations, above 0; an effective number need not be whole
  public static Interval of(double share, double n) {
    return of(share, n, 0.95);
  }

  /// Returns the interval of a share at a confidence between 0 and 1.
  public static Interval of(double share, double n, double confidence) {
    if (!(share >= 0 && share <= 1) || !(n > 0) || !(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "no Wilson interval for share %s of n %s at confidence %s"
              .formatted(share, n, confidence));
    }
    double z = NORMAL.inverseSurvivalProbability((1 - confidence) / 2);
    double weight = z * z / n;
    double centre = (share + weight / 2) / (1 + weight);
    double half = z / (1 + weight) * Math.sqrt(share * (1 - share) / n + weight / (4 * n));
    // At the ends the bound is the share itself, which rounding must not push aside.
    double low = share == 0 ? 0 : Math.min(centre - half, share);
    double high = share == 1 ? 1 : Math.max(centre + half, share);
    return new Interval(low, high).clippedToShare();
  }
}
