package assay.reports.doubt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// P-values by SciPy 1.17.1: `mannwhitneyu(right, wrong, alternative="less", method="exact")`, and
/// with ties the share of all choices of as many `rankdata` whose sum is no larger.
final class RightByRankTest {
  private static double p(double[] right, double[] wrong) {
    return RightByRank.of(right, wrong).pValue();
  }

  @Test
  void theExactTestIsThatOfSciPy() {
    assertThat(p(new double[] {.30, .31}, new double[] {.36, .40, .43, .49, .66}))
        .isCloseTo(0.047619047619047616, within(1e-12));
    assertThat(p(new double[] {.30, .43, .36}, new double[] {.31, .40, .49, .66}))
        .isCloseTo(0.2, within(1e-12));
    assertThat(p(new double[] {.66}, new double[] {.31, .40, .49})).isEqualTo(1);
  }

  @Test
  void tiesShareTheirRank() {
    assertThat(p(new double[] {.3, .3}, new double[] {.3, .4, .5})).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void oneGroupAloneSaysNothing() {
    assertThat(p(new double[] {.3, .4}, new double[0])).isEqualTo(1);
  }

  @Test
  void theAttainedSizeIsTheLargestPValueUnderTheLevel() {
    RightByRank test =
        RightByRank.of(new double[] {.30, .31}, new double[] {.36, .40, .43, .49, .66});
    // 1 and 2 of 21 choices have the two lowest sums.
    assertThat(test.attained(0.05)).isCloseTo(1.0 / 21, within(1e-12));
    assertThat(test.attained(0.04)).isZero();
    assertThat(test.attained(0.1)).isCloseTo(2.0 / 21, within(1e-12));
  }
}
