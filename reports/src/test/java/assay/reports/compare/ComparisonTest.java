package assay.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.reports.run.Verdict;
import assay.reports.section.ComparisonTables;
import assay.reports.statistics.Interval;
import assay.results.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final String RIGHT = "right";
  private static final String WRONG = "wrong";
  private static final String LOST = "lost";

  /// One pair won, seven lost, as in the table that [assay.reports.statistics.McNemarTest] names.
  private static Comparison of(int lostByB) {
    List<SampleOutcome> a = new ArrayList<>();
    List<SampleOutcome> b = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      a.add(sample(i, i == 0 || i >= 50 ? WRONG : RIGHT));
      b.add(sample(i, i >= 1 && i <= 7 ? WRONG : i == 0 ? RIGHT : i >= 50 ? WRONG : RIGHT));
    }
    for (int i = 100; i < 100 + lostByB; i++) {
      a.add(sample(i, RIGHT));
      b.add(sample(i, LOST));
    }
    return Comparison.of(run("a", a), run("b", b));
  }

  private static RunOutcomes run(String name, List<SampleOutcome> samples) {
    return new RunOutcomes(name, "suite", "scorer", Map.of(), samples);
  }

  private static SampleOutcome sample(int number, String verdict) {
    Verdict given =
        switch (verdict) {
          case RIGHT -> new Verdict.Correct("rule");
          case WRONG -> new Verdict.Wrong("rule");
          default -> new Verdict.NotMeasured(Cause.TIMEOUT);
        };
    return new SampleOutcome(
        "q" + number,
        "digest",
        Map.of(),
        List.of(new SampleOutcome.Attempt(given, OptionalInt.empty(), 1, false)));
  }

  @Test
  void theMidPValueStandsBesideTheExactOne() {
    Comparison comparison = of(0);
    assertThat(comparison.difference().pValue()).isCloseTo(0.0703, within(5e-5));
    assertThat(comparison.midP().orElseThrow()).isCloseTo(0.0391, within(5e-5));
    assertThat(comparison.coveringUnmeasured()).isEmpty();
  }

  @Test
  void whatWasNotMeasuredWidensTheIntervalByAllThatItCouldHaveBeen() {
    Comparison comparison = of(10);
    Interval covering = comparison.coveringUnmeasured().orElseThrow();
    // Without sampling error: -16 of 110 if all ten are wrong, -6 of 110 if all are right.
    assertThat(covering.low()).isLessThan(-16.0 / 110);
    assertThat(covering.high()).isGreaterThan(-6.0 / 110);
    assertThat(covering.low()).isGreaterThan(-0.3);
    assertThat(ComparisonTables.of(comparison, 5).toString())
        .contains("with them, whatever they would have come to: 95 % interval −");
  }

  /// Ten samples whose answers have some of ten targets; mean, interval and p are those of SciPy's
  /// `ttest_1samp` over the differences.
  @Test
  void whatIsRightInPartCountsForThatPart() {
    List<SampleOutcome> a = new ArrayList<>();
    List<SampleOutcome> b = new ArrayList<>();
    double[] first = {0.9, 0.8, 1, 0.7, 0.9, 0.6, 1, 0.5, 0.9, 0.8};
    double[] second = {1, 0.9, 0.5, 0.8, 1, 0.7, 0.4, 0.6, 1, 0.9};
    for (int i = 0; i < first.length; i++) {
      a.add(partly(i, first[i]));
      b.add(partly(i, second[i]));
    }
    Comparison comparison = Comparison.of(run("a", a), run("b", b));
    assertThat(comparison.difference().value()).isCloseTo(-0.03, within(1e-12));
    assertThat(comparison.difference().interval().low())
        .isCloseTo(-0.2267773353842886, within(1e-9));
    assertThat(comparison.difference().interval().high())
        .isCloseTo(0.1667773353842886, within(1e-9));
    assertThat(comparison.difference().pValue()).isCloseTo(0.7381066516502062, within(1e-9));
    assertThat(comparison.scoreB() - comparison.scoreA()).isCloseTo(-0.03, within(1e-12));
    assertThat(comparison.distinguished()).isFalse();
    assertThat(comparison.midP()).isEmpty();
    assertThat(comparison.flips()).hasSize(5);
    assertThat(List.of(comparison.onlyA(), comparison.onlyB())).containsExactly(2L, 3L);
  }

  @Test
  void oneSampleThatIsRightInPartSaysNothingOfOthers() {
    Comparison comparison =
        Comparison.of(run("a", List.of(partly(0, 0.5))), run("b", List.of(partly(0, 0.75))));
    assertThat(comparison.difference().value()).isEqualTo(0.25);
    assertThat(comparison.difference().interval()).isEqualTo(new Interval(-1, 1));
  }

  private static SampleOutcome partly(int number, double credit) {
    Verdict given = credit == 1 ? new Verdict.Correct("rule") : new Verdict.Wrong("rule", credit);
    return new SampleOutcome(
        "q" + number,
        "digest",
        Map.of(),
        List.of(new SampleOutcome.Attempt(given, OptionalInt.empty(), 1, false)));
  }
}
