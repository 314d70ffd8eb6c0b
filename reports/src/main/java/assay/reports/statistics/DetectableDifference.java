package assay.reports.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// The smallest true difference that a comparison of this size would have found.
///
/// Source: R. J. Connor, "Sample Size for Testing Differences in Proportions for the Paired-Sample
/// Design", Biometrics 43 (1987), 207-211, in the normal form without continuity correction, with
/// the standard error that was observed.
public final class DetectableDifference {
  private static final double TWO_SIDED_LEVEL = 0.05;
  private static final double POWER = 0.8;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private DetectableDifference() {}

  /// Returns the difference that a two-sided test at 5 % finds with 80 % power.
  ///
  /// @param standardError of the difference, above 0
  public static double of(double standardError) {
    double level = NORMAL.inverseSurvivalProbability(TWO_SIDED_LEVEL / 2);
    double power = NORMAL.inverseCumulativeProbability(POWER);
    return Math.min(1, (level + power) * standardError);
  }
}
