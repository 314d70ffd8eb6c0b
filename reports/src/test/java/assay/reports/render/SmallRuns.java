package assay.reports.render;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Two small runs, written out by hand, that show every kind of verdict.
public final class SmallRuns {
  private static final Score RIGHT = new Score.Correct("A", "rule 1");
  private static final Score WRONG = new Score.Wrong("B", "rule 3", "");
  private static final Score NONE = new Score.NoAnswer("");
  private static final Score LOST = new Score.NotMeasured(Cause.TIMEOUT, "no reply in 60 s");

  private SmallRuns() {}

  public static Report report() {
    List<SampleRecord> once = once();
    List<SampleRecord> twice = twice();
    return Report.of(
        List.of(
            TestRuns.of(
                "mmlu-pro-tiny",
                TestRuns.manifest("Tiny-1B", "mmlu-pro/official-local", once),
                once),
            TestRuns.of(
                "code-tiny",
                TestRuns.manifest(
                    "Tiny-1B", "livecodebench/generic", twice, "temperature is 0 instead of 0.2"),
                twice)));
  }

  private static List<SampleRecord> once() {
    List<SampleRecord> records = new ArrayList<>();
    records.add(TestRuns.record(0, 0, "law", "The answer is (A).", scores(RIGHT, RIGHT)));
    records.add(TestRuns.record(1, 0, "law", "Perhaps B", scores(WRONG, NONE)));
    records.add(TestRuns.record(2, 0, "math", "The answer is (A).", scores(RIGHT, RIGHT)));
    records.add(TestRuns.record(3, 0, "math", "I think", scores(NONE, NONE)));
    SampleRecord failed = TestRuns.record(4, 0, "math", "", scores(LOST, LOST));
    records.add(TestRuns.withOutcome(failed, new Failure(Cause.TIMEOUT, "no reply in 60 s")));
    SampleRecord cut = TestRuns.record(5, 0, "law", "", scores(RIGHT, WRONG));
    records.add(
        TestRuns.withOutcome(
            cut,
            new Completion(
                "The answer is (A). Question: What",
                OptionalInt.of(100),
                OptionalInt.of(2048),
                StopReason.TOKEN_LIMIT,
                Duration.ofSeconds(3))));
    return records;
  }

  private static List<SampleRecord> twice() {
    List<SampleRecord> records = new ArrayList<>();
    Score failing = new Score.Wrong("print(1)", "tests", "test 2: expected 3, found 1");
    Score passing = new Score.Correct("print(3)", "tests");
    Score[][] verdicts = {{passing, passing}, {passing, failing}, {failing, failing}};
    for (int sample = 0; sample < verdicts.length; sample++) {
      for (int attempt = 0; attempt < verdicts[sample].length; attempt++) {
        records.add(
            TestRuns.record(
                sample, attempt, "easy", "```", Map.of("code/real", verdicts[sample][attempt])));
      }
    }
    return records;
  }

  private static Map<String, Score> scores(Score official, Score first) {
    Map<String, Score> scores = new LinkedHashMap<>();
    scores.put("choice/official", official);
    scores.put("choice/first-rule", first);
    return scores;
  }
}
