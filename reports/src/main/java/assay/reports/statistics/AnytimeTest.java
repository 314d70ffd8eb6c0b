package assay.reports.statistics;

import org.apache.commons.numbers.gamma.LogBeta;

/// The test of whether two dependent shares differ that may be looked at after every pair: an
/// e-value of the discordant pairs, which averages the likelihood ratio of every share against one
/// half by Jeffreys' prior.
///
/// Under the null hypothesis that a discordant pair falls to either side with chance one half, the
/// chance that it ever reaches `1 / rate` is at most the rate, however often and whenever one looks
/// and stops. McNemar's test, looked at after every pair, has no such bound.
///
/// Sources: H. Robbins, "Statistical Methods Related to the Law of the Iterated Logarithm", Annals
/// of Mathematical Statistics 41 (1970), 1397-1409; A. Ramdas et al., "Game-Theoretic Statistics
/// and Safe Anytime-Valid Inference", Statistical Science 38 (2023), 576-601.
public final class AnytimeTest {
  private AnytimeTest() {}

  /// Returns the natural logarithm of the e-value `2^(a+b) B(a + 1/2, b + 1/2) / B(1/2, 1/2)`,
  /// which is below 0 where the data speak for the null hypothesis.
  ///
  /// @param onlyA pairs that only the first member got right, at least 0
  /// @param onlyB pairs that only the second member got right, at least 0
  public static double logEvidence(long onlyA, long onlyB) {
    if (onlyA < 0 || onlyB < 0) {
      throw new IllegalArgumentException(
          "counts of pairs cannot be negative: %d and %d".formatted(onlyA, onlyB));
    }
    return (onlyA + onlyB) * Math.log(2)
        + LogBeta.value(onlyA + 0.5, onlyB + 0.5)
        - LogBeta.value(0.5, 0.5);
  }

  /// Returns a p-value that holds at whatever moment one stops: one over the e-value.
  public static double pValue(long onlyA, long onlyB) {
    return Math.min(1, Math.exp(-logEvidence(onlyA, onlyB)));
  }
}
