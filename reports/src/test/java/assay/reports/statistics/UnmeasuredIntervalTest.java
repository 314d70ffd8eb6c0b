package assay.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class UnmeasuredIntervalTest {
  /// Values of the paper that [McNemarTest#midP] names, tables 1 and 2.
  @Test
  void theMidPValueIsThePublishedOne() {
    assertThat(McNemarTest.pValue(1, 7)).isCloseTo(0.0703, within(5e-5));
    assertThat(McNemarTest.midP(1, 7)).isCloseTo(0.0391, within(5e-5));
    assertThat(McNemarTest.pValue(6, 16)).isCloseTo(0.0525, within(5e-5));
    assertThat(McNemarTest.midP(6, 16)).isCloseTo(0.0347, within(5e-5));
    assertThat(McNemarTest.midP(0, 0)).isEqualTo(1);
  }

  @Test
  void theIntervalOfUnmeasuredTermsIsTheUsualOneWithoutAny() {
    double[] terms = new double[400];
    for (int i = 0; i < 400; i++) {
      terms[i] = i % 4 == 0 ? 1 : 0;
    }
    Interval interval = UnmeasuredInterval.of(terms, terms, 0.95);
    double error = Math.sqrt(0.25 * 0.75 / 399);
    assertThat(interval.low()).isCloseTo(0.25 - 1.959964 * error, within(1e-6));
    assertThat(interval.high()).isCloseTo(0.25 + 1.959964 * error, within(1e-6));
  }

  @Test
  void aWideRangeTakesTheOneSidedQuantileAtEitherEnd() {
    double[] low = new double[400];
    double[] high = new double[400];
    for (int i = 0; i < 400; i++) {
      low[i] = i % 4 == 0 ? 1 : 0;
      high[i] = i % 4 == 0 || i % 4 == 1 ? 1 : 0;
    }
    Interval interval = UnmeasuredInterval.of(low, high, 0.95);
    assertThat(interval.low())
        .isCloseTo(0.25 - 1.644854 * Math.sqrt(0.25 * 0.75 / 399), within(1e-6));
    assertThat(interval.high()).isCloseTo(0.5 + 1.644854 * Math.sqrt(0.25 / 399), within(1e-6));
  }

  @Test
  void itCoversWhateverTheUnmeasuredWouldHaveComeTo() {
    SplittableRandom random = new SplittableRandom(11);
    for (double hidden : new double[] {0, 0.5, 1}) {
      int covered = 0;
      for (int trial = 0; trial < 1_000; trial++) {
        double[] low = new double[200];
        double[] high = new double[200];
        for (int i = 0; i < 200; i++) {
          boolean measured = random.nextDouble() < 0.95;
          double score = random.nextDouble() < 0.6 ? 1 : 0;
          low[i] = measured ? score : 0;
          high[i] = measured ? score : 1;
        }
        double truth = 0.95 * 0.6 + 0.05 * hidden;
        covered += UnmeasuredInterval.of(low, high, 0.95).contains(truth) ? 1 : 0;
      }
      assertThat(covered).isGreaterThan(930);
    }
  }
}
