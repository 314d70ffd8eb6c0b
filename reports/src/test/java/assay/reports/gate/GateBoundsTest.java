package assay.reports.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.reports.compare.RunOutcomes;
import assay.reports.compare.SampleOutcome;
import assay.reports.gate.RegressionGate.Decision;
import assay.reports.render.RegressionRenderer;
import assay.reports.run.Verdict;
import assay.results.Cause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A gate's words show the bound that decided.
final class GateBoundsTest {
  private static final double MARGIN = 0.02;

  /// The baseline is right everywhere, the candidate but for the first ids.
  private static RegressionCheck check(boolean anytime, int samples, int lost) {
    RegressionGate gate = new RegressionGate(MARGIN, 0.05, anytime ? 50 : 1, anytime);
    return RegressionCheck.of(
        run("before", samples, 0),
        run("after", samples, lost),
        new GateDemands(gate, Set.of(), Optional.empty(), 1));
  }

  private static RunOutcomes run(String name, int samples, int lost) {
    Verdict[] verdicts = new Verdict[samples];
    Arrays.setAll(verdicts, i -> i < lost ? wrong() : right());
    return verdicts(name, verdicts);
  }

  /// Half of the answers drop from all to nine tenths: a mean of -0.05, which both gates see,
  /// though no count of changed verdicts does.
  @Test
  void answersThatAreRightInPartAreNoDiscordantPairs() {
    RunOutcomes before = parts("before", 0.9, 0.9);
    RegressionGate gate = new RegressionGate(MARGIN, 0.05, 50, true);
    RegressionCheck check =
        RegressionCheck.of(
            before, parts("after", 0.9, 0.8), new GateDemands(gate, Set.of(), Optional.empty(), 1));
    assertThat(check.outcome().decision()).isEqualTo(Decision.REGRESSION);
    assertThat(check.outcome().difference()).isCloseTo(-0.05, within(0.01));
    assertThat(check.comparison().difference().value())
        .isCloseTo(check.outcome().difference(), within(1e-9));
    assertThat(check.anytimeP()).isEmpty();
    assertThat(check.findings().getFirst().message())
        .contains("answers that are right in part are no discordant pairs");
  }

  private static RunOutcomes parts(String name, double first, double second) {
    Verdict[] verdicts = new Verdict[2_000];
    Arrays.setAll(verdicts, i -> new Verdict.Wrong("rule", i % 2 == 0 ? first : second));
    return verdicts(name, verdicts);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRegressionShowsTheUpperBoundThatLiesBelowTheMargin(boolean anytime) {
    RegressionCheck check = check(anytime, 1_000, 200);
    assertThat(check.outcome().decision()).isEqualTo(Decision.REGRESSION);
    double upper = check.outcome().bounds().high();
    assertThat(upper).isLessThanOrEqualTo(-MARGIN);
    assertThat(upper).isGreaterThan(check.outcome().difference());
    assertThat(check.findings().getFirst().message())
        .contains("points, upper bound " + points(upper) + ", margin -2.00")
        .doesNotContain("lower bound");
    assertThat(RegressionRenderer.json(check).path("upperBound").asDouble())
        .isCloseTo(upper, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPassShowsTheLowerBoundThatLiesAboveTheMargin(boolean anytime) {
    RegressionCheck check = check(anytime, 3_000, 3);
    assertThat(check.outcome().decision()).isEqualTo(Decision.PASS);
    double lower = check.outcome().bounds().low();
    assertThat(lower).isGreaterThanOrEqualTo(-MARGIN);
    assertThat(check.findings().getFirst().message())
        .contains("points, lower bound " + points(lower) + ", margin -2.00")
        .doesNotContain("upper bound");
  }

  @Test
  void anUndecidedGateShowsThatTheMarginLiesBetweenItsBounds() {
    RegressionCheck check = check(false, 300, 6);
    assertThat(check.outcome().decision()).isEqualTo(Decision.UNDECIDED);
    assertThat(check.outcome().bounds().contains(-MARGIN)).isTrue();
    assertThat(check.findings().getFirst().message())
        .contains(
            "points, bounds %s to %s, margin -2.00"
                .formatted(
                    points(check.outcome().bounds().low()),
                    points(check.outcome().bounds().high())));
  }

  private static String points(double share) {
    return "%+.2f".formatted(100 * share);
  }

  /// The baseline has s1 and s2 right, the candidate s1 alone; s4 is in neither, and s3 was not
  /// measured.
  @Test
  void whatMustBeSolvedIsToldByWhatIsKnownOfIt() {
    RunOutcomes before = verdicts("before", right(), right(), wrong(), right());
    Verdict lost = new Verdict.NotMeasured(Cause.TIMEOUT);
    RunOutcomes after = verdicts("after", right(), wrong(), wrong(), lost);
    MustSolve found = MustSolve.of(before, after, Set.of("s0", "s1", "s2", "s3", "s4"));
    assertThat(found.words())
        .isEqualTo(
            "no longer solved: s1; not solved, nor by the baseline: s2; not measured: s3, s4");
    assertThat(found.all()).containsExactly("s1", "s2", "s3", "s4");
  }

  private static Verdict right() {
    return new Verdict.Correct("rule");
  }

  private static Verdict wrong() {
    return new Verdict.Wrong("rule");
  }

  private static RunOutcomes verdicts(String name, Verdict... verdicts) {
    List<SampleOutcome> outcomes = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      outcomes.add(
          new SampleOutcome(
              "s" + outcomes.size(),
              "digest",
              Map.of(),
              List.of(new SampleOutcome.Attempt(verdict, OptionalInt.empty(), 1, false))));
    }
    return new RunOutcomes(name, "suite", "scorer", Map.of(), outcomes);
  }
}
