package assay.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.reports.render.ReportWriter;
import assay.results.CallFacts;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Cost;
import assay.results.Failure;
import assay.results.Reasoning;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.StopReason;
import assay.results.StreamTimes;
import assay.results.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What runs tell of their calls, and what reports make of it.
final class CallUseTest {
  private static final String SCORER = "choice/official";

  @TempDir private Path folder;

  private static SampleRecord answered(int index, boolean right, CallFacts call, Usage usage) {
    Score score = right ? new Score.Correct("A", "rule 1") : new Score.Wrong("B", "rule 1", "");
    SampleRecord record = TestRuns.record(index, 0, "law", "A", Map.of(SCORER, score));
    return TestRuns.withOutcome(
        record,
        new Completion(
            "A",
            usage,
            StopReason.STOP,
            Reasoning.of("A"),
            Duration.ofSeconds(1),
            Optional.empty(),
            Optional.empty(),
            Optional.of(call)));
  }

  private static CallFacts call(String model, int firstMillis, String cost) {
    return new CallFacts(
        model,
        "id",
        "stop",
        1,
        Optional.of(new StreamTimes(Duration.ofMillis(firstMillis), gaps(firstMillis))),
        Optional.of(new Cost(new BigDecimal(cost), "USD")),
        false,
        false);
  }

  /// Two gaps: a tenth and three tenths of the time to the first token.
  private static StreamTimes.Gaps gaps(int firstMillis) {
    return StreamTimes.Gaps.NONE
        .and(Duration.ofMillis(firstMillis / 10))
        .and(Duration.ofMillis(3L * firstMillis / 10));
  }

  private static Usage usage(int prompt, int completion, int reasoning, int cached) {
    return new Usage(
        OptionalInt.of(prompt),
        OptionalInt.of(completion),
        OptionalInt.of(reasoning),
        OptionalInt.of(cached));
  }

  /// Four samples: two right answers, one of them kept, a wrong one, and one that was lost.
  private static List<SampleRecord> records(String cost) {
    List<SampleRecord> records = new ArrayList<>();
    records.add(answered(0, true, call("big-1", 100, cost), usage(50, 20, 10, 0)));
    records.add(answered(1, true, call("big-1", 300, cost).fromCache(), usage(50, 30, 10, 40)));
    CallFacts third = call("big-2", 200, cost).after(3);
    records.add(answered(2, false, third, usage(50, 40, 10, 0)));
    SampleRecord lost =
        TestRuns.record(3, 0, "law", "", Map.of(SCORER, new Score.NotMeasured(Cause.TIMEOUT, "")));
    records.add(TestRuns.withOutcome(lost, new Failure(Cause.TIMEOUT, "no reply")));
    return records;
  }

  private static RunRecords run(String name, List<SampleRecord> records) {
    return TestRuns.of(name, TestRuns.manifest(name, "mmlu-pro/official-local", records), records);
  }

  @Test
  void costTokensCacheNamesAndTheFirstTokenAreCounted() {
    CallUse use = CallUse.of(run("run", records("0.5")));
    assertThat(use.answers()).isEqualTo(3);
    assertThat(use.kept()).isEqualTo(1);
    assertThat(use.tries()).as("one call, and three").isEqualTo(4);
    assertThat(use.retried()).isEqualTo(1);
    assertThat(use.models()).containsExactly(Map.entry("big-1", 2L), Map.entry("big-2", 1L));
    assertThat(use.stream())
        .isEqualTo(
            new StreamUse(
                AnswerTimes.Median.of(new double[] {0.1, 0.2, 0.3}),
                AnswerTimes.Median.of(new double[] {0.02, 0.04, 0.06}),
                OptionalDouble.of(0.09)));
    assertThat(use.tokens()).isEqualTo(new TokenUse(150, 3, 90, 3, 30, 3, 40, 3));
    CallUse.Bill bill = use.bill().orElseThrow();
    assertThat(bill.paid()).isEqualByComparingTo("1.0");
    assertThat(bill.worth()).isEqualByComparingTo("1.5");
    assertThat(bill.perSample().orElseThrow()).isCloseTo(0.375, within(1e-12));
    assertThat(bill.perCorrect().orElseThrow()).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void whereAnAnswerHasNoPriceNothingIsSaidPerSample() {
    List<SampleRecord> records = new ArrayList<>(records("0.5"));
    records.set(0, answered(0, true, CallFacts.UNKNOWN, Usage.UNKNOWN));
    CallUse.Bill bill = CallUse.of(run("run", records)).bill().orElseThrow();
    assertThat(bill.priced()).isEqualTo(2);
    assertThat(bill.perSample()).isEmpty();
    assertThat(bill.perCorrect()).isEmpty();
  }

  @Test
  void aReportShowsThemInEveryFormAndScoreAgainstCost() throws IOException {
    ReportWriter.write(
        Report.of(List.of(run("dear", records("0.5")), run("cheap", records("0.0001")))), folder);
    String markdown = Files.readString(folder.resolve("report.md"));
    assertThat(markdown)
        .contains("## Calls and cost")
        .contains("dear was answered by more than one model: big-1 2 times, big-2 1 times.")
        .contains("| dear | USD | 1.00 | 1.50 | 0.375 | 0.75 |")
        .contains("| cheap | USD | 0.0002 | 0.0003 | 0.000075 | 0.00015 |")
        .contains("Front of score against cost per sample in USD");
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("Score against cost per sample in USD");
    assertThat(Files.readString(folder.resolve("calls.csv")))
        .contains("cost_per_correct")
        .contains(
            "dear,3,1,4,1,150,40,90,30,0.2,0.04,0.09,3,\"big-1, big-2\",USD,1,1.5,0.375,0.75,3");
    assertThat(Files.readString(folder.resolve("summary.json")))
        .contains("\"calls\"")
        .contains("\"costPerCorrect\" : 0.75")
        .contains("\"reasoning\" : 30");
    assertThat(folder.resolve("cost-money.png")).isRegularFile();
  }

  @Test
  void runsWithoutServersSayNothingOfThem() throws IOException {
    List<SampleRecord> records =
        List.of(
            TestRuns.record(0, 0, "law", "A", Map.of(SCORER, new Score.Correct("A", "rule 1"))));
    ReportWriter.write(Report.of(List.of(run("run", records))), folder);
    assertThat(Files.readString(folder.resolve("report.md"))).doesNotContain("Calls and cost");
    assertThat(folder.resolve("calls.csv")).doesNotExist();
  }
}
