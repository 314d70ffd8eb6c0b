package assay.reports.statistics;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/// The exact test of whether two dependent shares differ: under the null hypothesis each discordant
/// pair falls to either side with chance one half.
///
/// Source: Q. McNemar, Psychometrika 12 (1947), 153-157, in its exact binomial form.
public final class McNemarTest {
  private McNemarTest() {}

  /// Returns the two-sided p-value.
  ///
  /// @param onlyA pairs that only the first member got right, at least 0
  /// @param onlyB pairs that only the second member got right, at least 0
  public static double pValue(long onlyA, long onlyB) {
    int discordant = Math.toIntExact(Math.addExact(onlyA, onlyB));
    if (onlyA < 0 || onlyB < 0) {
      throw new IllegalArgumentException(
          "counts of pairs cannot be negative: %d and %d".formatted(onlyA, onlyB));
    }
    if (discordant == 0) {
      return 1;
    }
    int fewer = Math.toIntExact(Math.min(onlyA, onlyB));
    return Math.min(1, 2 * BinomialDistribution.of(discordant, 0.5).cumulativeProbability(fewer));
  }

  /// Returns the two-sided mid-p-value, in which the observed outcome counts half: less cautious
  /// than the exact one, and hardly ever above its rate.
  ///
  /// Source: M. W. Fagerland, S. Lydersen and P. Laake, "The McNemar Test for Binary Matched-Pairs
  /// Data", BMC Medical Research Methodology 13 (2013), 91.
  public static double midP(long onlyA, long onlyB) {
    double exact = pValue(onlyA, onlyB);
    int discordant = Math.toIntExact(onlyA + onlyB);
    if (discordant == 0) {
      return 1;
    }
    int fewer = Math.toIntExact(Math.min(onlyA, onlyB));
    BinomialDistribution fair = BinomialDistribution.of(discordant, 0.5);
    return onlyA == onlyB ? 1 - fair.probability(fewer) / 2 : exact - fair.probability(fewer);
  }
}
