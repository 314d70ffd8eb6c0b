package assay.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Sums of shares in another order differ in their last bits, and so may means over them.
final class RoundingErrorTest {
  private static final double ERROR = (0.1 + 0.2 + 0.3) / 3 - (0.3 + 0.2 + 0.1) / 3;

  private static double[] everywhere(int items) {
    double[] contrasts = new double[items];
    Arrays.fill(contrasts, ERROR);
    return contrasts;
  }

  @Test
  void aContrastThatIsOnlyTheErrorOfItsSumsIsNone() {
    assertThat(ERROR).isNotZero();
    SampleContrast contrast = SampleContrast.of(everywhere(20));
    assertThat(contrast.value()).isZero();
    assertThat(contrast.pValue()).isEqualTo(1);
    assertThat(contrast.interval()).isEqualTo(new Interval(0, 0));
  }

  @Test
  void contrastsThatCancelHaveAMeanOfZero() {
    double[] contrasts = {0.1, 0.2, -0.3, 0.3, -0.1, -0.2};
    assertThat(Arrays.stream(contrasts).reduce(0, Double::sum)).isNotZero();
    SampleContrast contrast = SampleContrast.of(contrasts);
    assertThat(contrast.value()).isZero();
    assertThat(contrast.interval().high()).isGreaterThan(0.1);
    assertThat(PairedDifference.ofClusters(contrasts).value()).isZero();
  }

  @Test
  void theSmallestRealDifferenceStays() {
    double[] contrasts = new double[1_000_000];
    contrasts[0] = 1.0 / 64;
    assertThat(SampleContrast.of(contrasts).value()).isEqualTo(1.0 / 64 / 1_000_000);
  }
}
