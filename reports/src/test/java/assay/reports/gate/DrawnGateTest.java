package assay.reports.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.reports.DrawnRuns;
import assay.reports.compare.Comparison;
import assay.reports.compare.RunOutcomes;
import assay.reports.gate.RegressionGate.Decision;
import assay.reports.gate.RegressionGate.GateOutcome;
import assay.reports.run.RunRecords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A gate over samples that were drawn at different rates.
final class DrawnGateTest {
  private static final double MARGIN = 0.03;
  private static final double RATE = 0.05;

  private static RunOutcomes outcomes(RunRecords run) {
    return RunOutcomes.of(run, Optional.empty());
  }

  private static GateDemands demands(int looks) {
    return new GateDemands(new RegressionGate(MARGIN, RATE, looks), Set.of(), Optional.empty(), 1);
  }

  @Test
  void theDifferenceIsThatOfAllSamplesForWhichTheDrawnOnesStand() {
    double whole =
        Comparison.of(
                outcomes(DrawnRuns.whole("a", 0.9, 1)), outcomes(DrawnRuns.whole("b", 0.6, 1)))
            .difference()
            .value();
    RunOutcomes before = outcomes(DrawnRuns.drawn("a", 0.9, 1));
    RunOutcomes after = outcomes(DrawnRuns.drawn("b", 0.6, 1));
    assertThat(RegressionCheck.of(before, after, demands(1)).outcome().difference())
        .isCloseTo(whole, within(1e-12));
    assertThat(new RunningGate(demands(1).gate(), before, 1).look(after, 1).difference())
        .isCloseTo(whole, within(1e-12));
    assertThat(Comparison.of(before, after).difference().value()).isCloseTo(whole, within(1e-12));
  }

  @Test
  void aBaselineFileKeepsWhatItsSamplesCount(@TempDir Path folder) throws Exception {
    Baseline run = Baseline.of(DrawnRuns.drawn("a", 0.9, 1), Optional.empty());
    Path file = folder.resolve("baseline.jsonl");
    BaselineFile.write(run, file);
    RunOutcomes after = outcomes(DrawnRuns.drawn("b", 0.6, 1));
    assertThat(BaselineFile.read(file).outcomes().samples().getFirst().weight())
        .isEqualTo(1.6, within(1e-12));
    assertThat(RegressionCheck.of(BaselineFile.read(file).outcomes(), after, demands(1)).outcome())
        .isEqualTo(RegressionCheck.of(run.outcomes(), after, demands(1)).outcome());
  }

  /// The drop over all samples is the margin exactly, while the plain mean of those drawn hardly
  /// drops: a gate that counted them alike would often open.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void errorsStayWithinTheirRateWhereWeightsTurnTheDifference(boolean anytime) {
    int trials = anytime ? 500 : 3_000;
    RegressionGate gate = new RegressionGate(MARGIN, RATE, anytime ? 50 : 5, anytime);
    RegressionGate.Plan plan = gate.plan(600);
    Random random = new Random(20_261_130);
    int passed = 0;
    int regressed = 0;
    int plain = 0;
    for (int trial = 0; trial < trials; trial++) {
      List<Double> values = new ArrayList<>();
      List<Double> alike = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        boolean common = i % 2 == 0;
        double draw = random.nextDouble();
        double difference =
            common
                ? (draw < 0.10 ? -1 : draw < 0.12 ? 1 : 0)
                : draw < 0.04 ? -1 : draw < 0.15 ? 1 : 0;
        // As many were drawn of 1,000 common samples as of 500 rare ones.
        values.add(difference * (common ? 4 / 3.0 : 2 / 3.0));
        alike.add(difference);
      }
      Collections.shuffle(values, random);
      GateOutcome outcome = plan.decide(new LookedAt(values, 4 / 3.0));
      passed += outcome.decision() == Decision.PASS ? 1 : 0;
      regressed += outcome.decision() == Decision.REGRESSION ? 1 : 0;
      plain += plan.decide(new LookedAt(alike, 1)).decision() == Decision.PASS ? 1 : 0;
    }
    double allowed = RATE + 3 * Math.sqrt(RATE * (1 - RATE) / trials);
    assertThat((double) passed / trials).isLessThanOrEqualTo(allowed);
    assertThat((double) regressed / trials).isLessThanOrEqualTo(allowed);
    assertThat((double) plain / trials).isGreaterThan(allowed);
  }
}
