package assay.reports.gate;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.gate.RegressionGate.Decision;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Error rates of the gate on simulated pairs of runs. With 10,000 pairs and a rate of 5 % the
/// observed share has a standard error of 0.22 points; three of them are allowed above the rate.
final class RegressionGateTest {
  private static final int PAIRS = 10_000;
  private static final double MARGIN = 0.03;
  private static final double RATE = 0.05;
  private static final double ALLOWED = RATE + 3 * Math.sqrt(RATE * (1 - RATE) / PAIRS);
  private static final long SEED = 20_261_125;

  /// Counts decisions over simulated pairs of runs whose true difference is `drop` below zero.
  private record Tally(double passed, double regressed, double meanUsed) {

    static Tally of(RegressionGate gate, int samples, double drop, double discordant) {
      return of(gate, samples, drop, discordant, PAIRS);
    }

    static Tally of(RegressionGate gate, int samples, double drop, double discordant, int pairs) {
      SplittableRandom random = new SplittableRandom(SEED);
      RegressionGate.Plan plan = gate.plan(samples);
      int passed = 0;
      int regressed = 0;
      long used = 0;
      for (int pair = 0; pair < pairs; pair++) {
        RegressionGate.GateOutcome outcome =
            plan.decide(differences(random, samples, drop, discordant));
        passed += outcome.decision() == Decision.PASS ? 1 : 0;
        regressed += outcome.decision() == Decision.REGRESSION ? 1 : 0;
        used += outcome.used();
      }
      return new Tally((double) passed / pairs, (double) regressed / pairs, (double) used / pairs);
    }

    private static double[] differences(
        SplittableRandom random, int samples, double drop, double discordant) {
      double lost = (discordant + drop) / 2;
      double[] differences = new double[samples];
      for (int i = 0; i < samples; i++) {
        double draw = random.nextDouble();
        differences[i] = draw < lost ? -1 : draw < discordant ? 1 : 0;
      }
      return differences;
    }
  }

  @Test
  void missesStayWithinTheirRateWithTenLooks() {
    Tally tally = Tally.of(new RegressionGate(MARGIN, RATE, 10), 600, MARGIN, 0.16);
    assertThat(tally.passed()).isLessThanOrEqualTo(ALLOWED);
  }

  @Test
  void falseAlarmsStayWithinTheirRateWithTenLooks() {
    RegressionGate gate = new RegressionGate(MARGIN, RATE, 10);
    assertThat(Tally.of(gate, 600, 0, 0.16).regressed()).isLessThanOrEqualTo(ALLOWED);
    // Even a drop of the whole margin is called one no more often than the rate says.
    assertThat(Tally.of(gate, 600, MARGIN, 0.16).regressed()).isLessThanOrEqualTo(ALLOWED);
  }

  @Test
  void equalRunsPassAndStopEarlyWhereTheSamplesSuffice() {
    Tally tally = Tally.of(new RegressionGate(MARGIN, RATE, 10), 3_000, 0, 0.16);
    assertThat(tally.passed()).isGreaterThan(0.95);
    assertThat(tally.meanUsed()).isLessThan(2_000);
  }

  @Test
  void aClearRegressionIsFoundEarly() {
    Tally tally = Tally.of(new RegressionGate(MARGIN, RATE, 10), 3_000, 0.10, 0.2);
    assertThat(tally.regressed()).isGreaterThan(0.99);
    assertThat(tally.meanUsed()).isLessThan(1_500);
  }

  @Test
  void oneLookHasTheSameRates() {
    Tally tally = Tally.of(new RegressionGate(MARGIN, RATE, 1), 600, MARGIN, 0.16);
    assertThat(tally.passed()).isLessThanOrEqualTo(ALLOWED);
    assertThat(tally.regressed()).isLessThanOrEqualTo(ALLOWED);
    assertThat(tally.meanUsed()).isEqualTo(600);
  }

  @Test
  void aGateThatLooksAfterEverySampleKeepsItsRates() {
    RegressionGate gate = new RegressionGate(MARGIN, RATE, 50, true);
    Tally drop = Tally.of(gate, 600, MARGIN, 0.16, 1_000);
    assertThat(drop.passed()).isLessThanOrEqualTo(RATE);
    assertThat(drop.regressed()).isLessThanOrEqualTo(RATE);
    assertThat(Tally.of(gate, 600, 0, 0.16, 1_000).regressed()).isLessThanOrEqualTo(RATE);
  }

  @Test
  void aGateThatLooksAfterEverySampleStopsWhereItIsSure() {
    RegressionGate gate = new RegressionGate(MARGIN, RATE, 50, true);
    Tally equal = Tally.of(gate, 3_000, 0, 0.16, 300);
    assertThat(equal.passed()).isGreaterThan(0.8);
    assertThat(equal.meanUsed()).isLessThan(2_500);
    Tally worse = Tally.of(gate, 3_000, 0.10, 0.2, 300);
    assertThat(worse.regressed()).isGreaterThan(0.99);
    assertThat(worse.meanUsed()).isLessThan(1_500);
    RegressionGate.GateOutcome same = gate.plan(1_504).decide(new double[1_504]);
    assertThat(same.decision()).isEqualTo(Decision.PASS);
    assertThat(same.used()).isLessThan(200);
    assertThat(same.bounds().low()).isGreaterThanOrEqualTo(-MARGIN);
  }

  @Test
  void aRunPassesAgainstItself() {
    RegressionGate.GateOutcome outcome =
        new RegressionGate(0.01, RATE, 1).plan(1_504).decide(new double[1_504]);
    assertThat(outcome.decision()).isEqualTo(Decision.PASS);
    assertThat(outcome.difference()).isZero();
  }

  @Test
  void tooFewSamplesDecideNothing() {
    RegressionGate.GateOutcome outcome =
        new RegressionGate(0.01, RATE, 1).plan(30).decide(new double[30]);
    assertThat(outcome.decision()).isEqualTo(Decision.UNDECIDED);
  }
}
