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
}
