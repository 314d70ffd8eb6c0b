package assay.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class AnytimeValuesTest {
  private static final int TRIALS = 2_000;
  private static final int PAIRS = 400;

  /// In whole numbers the e-value is (2b)! (2c)! / (2^(b+c) b! c! (b+c)!).
  private static double exact(int b, int c) {
    BigInteger above = factorial(2 * b).multiply(factorial(2 * c));
    BigInteger below =
        factorial(b).multiply(factorial(c)).multiply(factorial(b + c)).shiftLeft(b + c);
    return new BigDecimal(above).divide(new BigDecimal(below), MathContext.DECIMAL64).doubleValue();
  }

  private static BigInteger factorial(int n) {
    BigInteger product = BigInteger.ONE;
    for (int i = 2; i <= n; i++) {
      product = product.multiply(BigInteger.valueOf(i));
    }
    return product;
  }

  @Test
  void theEvidenceIsWhatWholeNumbersGive() {
    for (int b = 0; b <= 60; b += 3) {
      for (int c = 0; c <= 60; c += 4) {
        assertThat(Math.exp(AnytimeTest.logEvidence(b, c)))
            .isCloseTo(exact(b, c), within(1e-9 * exact(b, c)));
      }
    }
    assertThat(AnytimeTest.pValue(0, 0)).isEqualTo(1);
    assertThat(AnytimeTest.pValue(0, 10)).isCloseTo(1024.0 / 184_756, within(1e-12));
  }

  @Test
  void lookingAfterEveryPairKeepsItsErrorRateWhereTheExactTestLosesIt() {
    SplittableRandom random = new SplittableRandom(20_261_129);
    int anytime = 0;
    int exact = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      int b = 0;
      int c = 0;
      boolean stopped = false;
      boolean alarmed = false;
      for (int pair = 0; pair < PAIRS; pair++) {
        if (random.nextBoolean()) {
          b++;
        } else {
          c++;
        }
        stopped |= AnytimeTest.differs(b, c, 0.05);
        alarmed |= McNemarTest.pValue(b, c) <= 0.05;
      }
      anytime += stopped ? 1 : 0;
      exact += alarmed ? 1 : 0;
    }
    assertThat((double) anytime / TRIALS).isLessThan(0.05);
    assertThat((double) exact / TRIALS).isGreaterThan(0.25);
  }

  @Test
  void aRealDifferenceIsFound() {
    SplittableRandom random = new SplittableRandom(7);
    int found = 0;
    for (int trial = 0; trial < 500; trial++) {
      int b = 0;
      int c = 0;
      boolean stopped = false;
      for (int pair = 0; pair < PAIRS && !stopped; pair++) {
        if (random.nextDouble() < 0.65) {
          b++;
        } else {
          c++;
        }
        stopped = AnytimeTest.differs(b, c, 0.05);
      }
      found += stopped ? 1 : 0;
    }
    assertThat(found).isGreaterThan(475);
  }

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
