package assay.reports.statistics;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// The odds of a right answer after against before, pooled over strata of equal difficulty.
///
/// Sources: N. Mantel and W. Haenszel, "Statistical Aspects of the Analysis of Data from
/// Retrospective Studies of Disease", Journal of the National Cancer Institute 22 (1959), 719-748;
/// interval: J. Robins, N. Breslow and S. Greenland, Biometrics 42 (1986), 311-323. The test has no
/// correction for continuity.
///
/// @param oddsRatio pooled, above 0; below 1 if answers after are less often right
/// @param interval its 95 % interval
/// @param pValue two-sided, of the null hypothesis that the odds are equal in every stratum
public record MantelHaenszel(double oddsRatio, Interval interval, double pValue) {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double TAIL = 0.025;

  /// One stratum.
  ///
  /// @param before right answers before
  /// @param nBefore answers before
  /// @param after right answers after
  /// @param nAfter answers after
  public record CountStratum(long before, long nBefore, long after, long nAfter) {}

  /// Returns the pooled odds; empty if they are 0 or endless, or no stratum has answers on both
  /// sides.
  public static Optional<MantelHaenszel> of(List<CountStratum> strata) {
    double r = 0;
    double s = 0;
    double pr = 0;
    double cross = 0;
    double qs = 0;
    double excess = 0;
    double variance = 0;
    for (CountStratum each : strata) {
      double a = each.after();
      double b = each.nAfter() - a;
      double c = each.before();
      double d = each.nBefore() - c;
      double n = a + b + c + d;
      if (each.nBefore() == 0 || each.nAfter() == 0) {
        continue;
      }
      double p = (a + d) / n;
      double q = (b + c) / n;
      r += a * d / n;
      s += b * c / n;
      pr += p * a * d / n;
      cross += p * b * c / n + q * a * d / n;
      qs += q * b * c / n;
      excess += a - (a + b) * (a + c) / n;
      variance += (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1));
    }
    if (r == 0 || s == 0 || variance == 0) {
      return Optional.empty();
    }
    double log = Math.log(r / s);
    double half =
        NORMAL.inverseSurvivalProbability(TAIL)
            * Math.sqrt(pr / (2 * r * r) + cross / (2 * r * s) + qs / (2 * s * s));
    double z = Math.abs(excess) / Math.sqrt(variance);
    return Optional.of(
        new MantelHaenszel(
            r / s,
            new Interval(Math.exp(log - half), Math.exp(log + half)),
            Math.min(1, 2 * NORMAL.survivalProbability(z))));
  }
}
