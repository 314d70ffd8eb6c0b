package assay.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import assay.reports.TestRuns;
import assay.reports.statistics.Interval;
import assay.results.Cause;
import assay.results.SampleRecord;
import assay.results.Score;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunReportTest {
  private static final Score RIGHT = new Score.Correct("A", "rule 1");
  private static final Score WRONG = new Score.Wrong("B", "rule 2", "");
  private static final Score NONE = new Score.NoAnswer("");
  private static final Score LOST = new Score.NotMeasured(Cause.TIMEOUT, "no reply");

  @Test
  void leavesTheUnmeasuredOutOfTheMeanAndLetsThemBoundIt() {
    Accuracy accuracy =
        report("mmlu-pro/official-local", RIGHT, RIGHT, WRONG, NONE, LOST).getFirst().accuracy();
    assertThat(accuracy.counts()).isEqualTo(new Counts(2, 2, 1, Map.of(Cause.TIMEOUT, 1L), 0));
    assertThat(accuracy.estimate().value()).hasValue(0.5);
    assertThat(accuracy.estimate().bounds()).isEqualTo(new Interval(0.4, 0.6));
  }

  @Test
  void countsThePartThatIsRightOfAnAnswer() {
    ScorerReport report =
        report("ruler/message", RIGHT, part(3, 4), part(1, 4), WRONG, LOST).getFirst();
    Accuracy accuracy = report.accuracy();
    assertThat(accuracy.counts()).isEqualTo(new Counts(1, 3, 0, Map.of(Cause.TIMEOUT, 1L), 0, 1));
    assertThat(accuracy.estimate().value()).hasValue(0.5);
    assertThat(accuracy.estimate().bounds()).isEqualTo(new Interval(0.4, 0.6));
    // statistics.stdev([1, .75, .25, 0]) / 2
    assertThat(accuracy.estimate().standardError().orElseThrow())
        .isCloseTo(0.2282177, within(1e-7));
    assertThat(report.official()).extracting(OfficialFigure::value).containsExactly(0.4);
  }

  @Test
  void answersThatAreAllRightInTheSamePartHaveAnIntervalAroundIt() {
    Accuracy accuracy =
        report("ruler/message", part(1, 2), part(1, 2), part(1, 2)).getFirst().accuracy();
    assertThat(accuracy.estimate().value()).hasValue(0.5);
    assertThat(accuracy.estimate().interval().orElseThrow().low()).isBetween(0.05, 0.4);
  }

  private static Score part(int found, int wanted) {
    return new Score.Wrong(
        "B", "rule 2", "", Optional.empty(), Optional.of(new Score.Part(found, wanted)));
  }

  @Test
  void reportsTheOfficialLocalFigureWithAndWithoutTheExpectedGuess() {
    assertThat(
            report("mmlu-pro/official-local", RIGHT, RIGHT, WRONG, NONE, LOST)
                .getFirst()
                .official())
        .containsExactly(
            new OfficialFigure("every question counts, without an answer: wrong", 0.4, 5),
            new OfficialFigure(
                "every question counts, without an answer: wrong, plus the expected hits of a"
                    + " random guess for no answer",
                0.45,
                5));
  }

  @Test
  void dropsFailedCallsFromTheOfficialApiDenominator() {
    assertThat(
            report("mmlu-pro/official-api", RIGHT, RIGHT, WRONG, NONE, LOST).getFirst().official())
        .extracting(OfficialFigure::value)
        .containsExactly(0.5, 0.5625);
  }

  @Test
  void countsUngradedAnswersAsWrongInMathAndCode() {
    assertThat(report("math-500/qwen2.5-math", RIGHT, LOST).getFirst().official())
        .extracting(OfficialFigure::value)
        .containsExactly(0.5);
    assertThat(report("livecodebench/generic", RIGHT, LOST).getFirst().official())
        .extracting(OfficialFigure::value)
        .containsExactly(0.5);
  }

  @Test
  void estimatesNothingWhenNothingWasMeasured() {
    Estimate estimate =
        report("math-500/simple-evals", LOST, LOST).getFirst().accuracy().estimate();
    assertThat(estimate.value()).isEmpty();
    assertThat(estimate.interval()).isEmpty();
    assertThat(estimate.bounds()).isEqualTo(new Interval(0, 1));
  }

  @Test
  void saysHowEachScorerMovesTheVerdicts() {
    List<SampleRecord> records =
        List.of(
            TestRuns.record(0, 0, "law", "x", scores(RIGHT, WRONG)),
            TestRuns.record(1, 0, "law", "x", scores(WRONG, RIGHT)),
            TestRuns.record(2, 0, "law", "x", scores(NONE, RIGHT)),
            TestRuns.record(3, 0, "law", "x", scores(RIGHT, RIGHT)));
    ScorerReport other = run(records).scorers().get(1);
    assertThat(other.gained()).isEqualTo(2);
    assertThat(other.lost()).isEqualTo(1);
    assertThat(other.rules())
        .containsExactly(new RuleUse("rule 1", 3, 3), new RuleUse("rule 2", 1, 0));
  }

  @Test
  void weighsCategoriesAlikeInTheMacroMean() {
    List<SampleRecord> records = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      records.add(TestRuns.record(i, 0, "math", "x", Map.of("own", i < 4 ? RIGHT : WRONG)));
    }
    records.add(TestRuns.record(8, 0, "law", "x", Map.of("own", RIGHT)));
    records.add(TestRuns.record(9, 0, "law", "x", Map.of("own", RIGHT)));
    RunReport run = run(records);
    assertThat(run.breakdowns()).hasSize(1);
    assertThat(run.breakdowns().getFirst().slices())
        .extracting(Slice::value)
        .containsExactly("law", "math");
    assertThat(run.breakdowns().getFirst().macro().value().orElseThrow()).isEqualTo(0.75);
    assertThat(run.scorers().getFirst().accuracy().estimate().value()).hasValue(0.6);
  }

  @Test
  void clustersAttemptsAtOneSample() {
    List<SampleRecord> records = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      for (int attempt = 0; attempt < 4; attempt++) {
        records.add(TestRuns.record(i, attempt, "law", "x", Map.of("own", i < 5 ? RIGHT : WRONG)));
      }
    }
    RunReport run = run(records);
    // Forty attempts that always agree within a sample tell as much as ten samples do.
    assertThat(run.scorers().getFirst().accuracy().estimate().standardError().orElseThrow())
        .isCloseTo(Math.sqrt(0.25 / 9), within(1e-12));
    assertThat(run.attemptFigures())
        .extracting(AttemptFigure::name)
        .containsExactly("pass@1", "pass@2", "pass@4", "avg@4", "maj@4", "cons@4");
  }

  @Test
  void groupsAFacetOfDaysByMonth() {
    List<SampleRecord> records =
        List.of(
            TestRuns.record(0, 0, "2024-09-02", "x", Map.of("own", RIGHT)),
            TestRuns.record(1, 0, "2024-10-01", "x", Map.of("own", WRONG)),
            TestRuns.record(2, 0, "2024-09-30T10:00:00", "x", Map.of("own", WRONG)));
    Breakdown breakdown = run(records).breakdowns().getFirst();
    assertThat(breakdown.facet()).isEqualTo("month");
    assertThat(breakdown.slices())
        .extracting(Slice::value, slice -> slice.accuracy().counts().total())
        .containsExactly(tuple("2024-09", 2L), tuple("2024-10", 1L));
  }

  @Test
  void marksARunWithMissingAttempts() {
    List<SampleRecord> records = TestRuns.random(7, 6, 2);
    RunReport run =
        RunReport.of(
            TestRuns.of(
                "run",
                TestRuns.manifest("model", "math-500/qwen2.5-math", records),
                records.subList(0, 9)));
    assertThat(run.incomplete()).isTrue();
    assertThat(run.attempts()).isEqualTo(9);
    assertThat(run.plannedAttempts()).isEqualTo(12);
  }

  @Test
  void refusesAnAttemptThatIsRecordedTwice() {
    SampleRecord record = TestRuns.record(3, 0, "law", "x", Map.of("own", RIGHT));
    assertThatThrownBy(() -> run(List.of(record, record)))
        .isInstanceOf(InconsistentRecordsException.class)
        .hasMessage("run run, sample q3, attempt 0: recorded twice");
  }

  @Test
  void refusesRecordsOfDifferentScorers() {
    assertThatThrownBy(
            () ->
                run(
                    List.of(
                        TestRuns.record(0, 0, "law", "x", Map.of("own", RIGHT)),
                        TestRuns.record(1, 0, "law", "x", Map.of("other", RIGHT)))))
        .hasMessage(
            "run run, sample q1, attempt 0: judged by other, the run's first record by own; score"
                + " the run again with one set of scorers");
  }

  @Test
  void ordersLevelsByNumberAndDifficultiesByEffort() {
    List<String> values = new ArrayList<>(List.of("hard", "easy", "medium"));
    values.sort(new NaturalOrder());
    assertThat(values).containsExactly("easy", "medium", "hard");
    List<String> levels = new ArrayList<>(List.of("Level 10", "Level 2", "Level 1"));
    levels.sort(new NaturalOrder());
    assertThat(levels).containsExactly("Level 1", "Level 2", "Level 10");
  }

  private static Map<String, Score> scores(Score own, Score other) {
    Map<String, Score> scores = new LinkedHashMap<>();
    scores.put("own", own);
    scores.put("other", other);
    return scores;
  }

  private static List<ScorerReport> report(String protocol, Score... verdicts) {
    List<SampleRecord> records = new ArrayList<>();
    for (Score verdict : verdicts) {
      records.add(TestRuns.record(records.size(), 0, "law", "x", Map.of("own", verdict)));
    }
    return RunReport.of(TestRuns.of("run", TestRuns.manifest("model", protocol, records), records))
        .scorers();
  }

  private static RunReport run(List<SampleRecord> records) {
    return RunReport.of(
        TestRuns.of(
            "run", TestRuns.manifest("model", "mmlu-pro/official-local", records), records));
  }
}
