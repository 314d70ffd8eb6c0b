package assay.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The tests that may be looked at after every pair, beside the one that may not.
final class AnytimeTestTest {
  private static final double RATE = 0.05;
  private static final int RUNS = 2_000;
  private static final int PAIRS = 300;

  @Test
  void isTheMeanOfLikelihoodRatiosUnderJeffreysPrior() {
    // E(3, 1) = 2^4 B(3.5, 1.5) / B(0.5, 0.5); by the gamma function at halves:
    // B(3.5, 1.5) = (15/8 sqrt(pi)) (1/2 sqrt(pi)) / 24, and B(0.5, 0.5) = pi.
    assertThat(AnytimeTest.logEvidence(3, 1))
        .isCloseTo(Math.log(16 * 15 / 16.0 / 24), within(1e-12));
    assertThat(AnytimeTest.logEvidence(0, 0)).isCloseTo(0, within(1e-12));
    assertThat(AnytimeTest.pValue(0, 12)).isLessThan(0.01);
  }

  @Test
  void lookingAfterEveryPairRaisesManyFalseAlarmsByMcNemarAndFewByEvidence() {
    SplittableRandom random = new SplittableRandom(20_261_130);
    int exact = 0;
    int anytime = 0;
    for (int run = 0; run < RUNS; run++) {
      int a = 0;
      boolean exactAlarm = false;
      boolean anytimeAlarm = false;
      for (int pairs = 1; pairs <= PAIRS; pairs++) {
        a += random.nextInt(2);
        exactAlarm |= McNemarTest.pValue(a, pairs - a) <= RATE;
        anytimeAlarm |= AnytimeTest.logEvidence(a, pairs - a) >= -Math.log(RATE);
      }
      exact += exactAlarm ? 1 : 0;
      anytime += anytimeAlarm ? 1 : 0;
    }
    // Summed over all paths by Python: 0.3163 and 0.0343; three standard errors are allowed.
    assertThat((double) exact / RUNS).isCloseTo(0.3163, within(0.031));
    assertThat((double) anytime / RUNS).isCloseTo(0.0343, within(0.0122)).isLessThan(RATE);
  }

  @Test
  void theEvidenceOfPairsAboveZeroIsTheSameTestToOneSide() {
    SplittableRandom random = new SplittableRandom(1);
    MeanEvidence up = new MeanEvidence(0);
    MeanEvidence down = new MeanEvidence(0);
    int lost = 0;
    for (int pair = 1; pair <= 300; pair++) {
      boolean loses = random.nextDouble() < 0.45;
      lost += loses ? 1 : 0;
      up.add(loses ? -1 : 1);
      down.add(loses ? 1 : -1);
      // Both halves of the prior together are the whole of it.
      double both = Math.log((Math.exp(up.log()) + Math.exp(down.log())) / 2);
      assertThat(both)
          .as("pair %d", pair)
          .isCloseTo(AnytimeTest.logEvidence(pair - lost, lost), within(1e-6));
    }
  }

  @Test
  void theLowerBoundHoldsAtTheMomentThatSuitsItLeast() {
    SplittableRandom random = new SplittableRandom(5);
    int missed = 0;
    int runs = 300;
    for (int run = 0; run < runs; run++) {
      // A mean of -0.04: the candidate loses 10 % and gains 6 %.
      MeanEvidence evidence = new MeanEvidence(-0.04);
      boolean above = false;
      for (int item = 0; item < 2_000; item++) {
        double draw = random.nextDouble();
        evidence.add(draw < 0.10 ? -1 : draw < 0.16 ? 1 : 0);
        above |= evidence.log() >= -Math.log(RATE);
      }
      missed += above ? 1 : 0;
    }
    assertThat((double) missed / runs).isLessThanOrEqualTo(RATE);
    double[] same = new double[1_000];
    assertThat(MeanEvidence.lowerBound(same, 1_000, RATE)).isBetween(-0.02, 0.0);
    assertThat(MeanEvidence.lowerBound(same, 0, RATE)).isEqualTo(-1);
  }
}
