package assay.reports.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.reports.compare.IncomparableRunsException;
import assay.reports.compare.RunOutcomes;
import assay.reports.compare.SampleOutcome;
import assay.reports.gate.RegressionGate.Decision;
import assay.reports.gate.RegressionGate.GateOutcome;
import assay.reports.run.Verdict;
import assay.results.Cause;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// The gate on a candidate that is still being asked.
final class RunningGateTest {
  private static final int SAMPLES = 600;
  private static final RegressionGate GATE = new RegressionGate(0.03, 0.05, 10);

  private static RunOutcomes run(String name, IntFunction<Verdict> verdicts) {
    List<SampleOutcome> samples = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      samples.add(
          new SampleOutcome(
              "s" + i,
              "digest",
              Map.of(),
              List.of(
                  new SampleOutcome.Attempt(verdicts.apply(i), OptionalInt.empty(), 1, false))));
    }
    return new RunOutcomes(name, "suite", "scorer", Map.of(), samples);
  }

  private static Verdict verdict(boolean right) {
    return right ? new Verdict.Correct("rule") : new Verdict.Wrong("rule");
  }

  private static GateOutcome last(RunningGate gate, RunOutcomes candidate) {
    GateOutcome outcome = gate.look(candidate, 1);
    for (int look = 2; look <= gate.looks() && outcome.decision() == Decision.UNDECIDED; look++) {
      outcome = gate.look(candidate, look);
    }
    return outcome;
  }

  @Test
  void decidesAsTheGateOnFinishedRunsWhereverThatStops() {
    Set<Integer> looks = new HashSet<>();
    for (int seed = 0; seed < 12; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double drop = seed / 40.0;
      RunOutcomes a = run("a", i -> verdict(i % 2 == 0));
      RunOutcomes b = run("b", i -> verdict(i % 2 == 0 && random.nextDouble() > drop));
      GateOutcome live = last(new RunningGate(GATE, a, seed), b);
      GateDemands demands = new GateDemands(GATE, Set.of(), Optional.empty(), seed);
      GateOutcome finished = RegressionCheck.of(a, b, demands).outcome();
      assertThat(live.decision()).isEqualTo(finished.decision());
      assertThat(live.used()).isEqualTo(finished.used());
      assertThat(live.saved()).isEqualTo(finished.saved());
      assertThat(live.bounds().low()).isCloseTo(finished.bounds().low(), within(1e-9));
      looks.add(live.look());
    }
    assertThat(looks).hasSizeGreaterThan(2);
  }

  @Test
  void batchesAreAllSamplesOnceInAnOrderOfTheSeed() {
    RunOutcomes a = run("a", i -> verdict(true));
    RunningGate gate = new RunningGate(GATE, a, 1);
    List<String> asked = new ArrayList<>();
    for (int look = 1; look <= gate.looks(); look++) {
      assertThat(gate.batch(look)).hasSize(SAMPLES / 10);
      asked.addAll(gate.batch(look));
    }
    assertThat(asked).doesNotHaveDuplicates().hasSize(SAMPLES);
    assertThat(new RunningGate(GATE, a, 2).batch(1)).isNotEqualTo(gate.batch(1));
    assertThat(new RunningGate(new RegressionGate(0.03, 0.05, 1), a, 1).batch(1))
        .containsExactlyElementsOf(a.samples().stream().map(SampleOutcome::id).toList());
  }

  @Test
  void lostSamplesMakeTheGateNoBolder() {
    RunOutcomes a = run("a", i -> verdict(true));
    RunOutcomes whole = run("b", i -> verdict(i % 10 != 0));
    RunOutcomes half =
        run(
            "b",
            i -> i % 2 == 1 ? new Verdict.NotMeasured(Cause.ENDPOINT_ERROR) : verdict(i % 20 != 0));
    GateOutcome seen = new RunningGate(GATE, a, 3).look(whole, 5);
    GateOutcome lost = new RunningGate(GATE, a, 3).look(half, 5);
    assertThat(lost.used()).isBetween(100, 200);
    assertThat(lost.available()).isEqualTo(lost.used() + SAMPLES / 2);
    assertThat(lost.difference() - lost.bounds().low())
        .isGreaterThan(seen.difference() - seen.bounds().low());
    RunOutcomes none = run("b", i -> new Verdict.NotMeasured(Cause.TIMEOUT));
    assertThat(last(new RunningGate(GATE, a, 3), none).decision()).isEqualTo(Decision.UNDECIDED);
  }

  @Test
  void aBaselineWithoutMeasuredSamplesIsRefused() {
    RunOutcomes none = run("none", i -> new Verdict.NotMeasured(Cause.TIMEOUT));
    assertThatThrownBy(() -> new RunningGate(GATE, none, 0))
        .isInstanceOf(IncomparableRunsException.class)
        .hasMessageContaining("none has no measured sample");
  }
}
