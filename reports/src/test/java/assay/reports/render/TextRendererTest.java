package assay.reports.render;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.reports.run.RunRecords;
import assay.reports.text.DisplayWidth;
import assay.results.CallFacts;
import assay.results.Completion;
import assay.results.Cost;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.Work;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextRendererTest {
  @Test
  void columnsLineUpWhateverTheScriptOfTheNames() {
    String text =
        new TextRenderer().renderAllScorers(Report.of(List.of(run("Tiny"), run("千问-七十亿"))));
    List<String> lines = text.lines().limit(3).toList();
    assertThat(lines)
        .extracting(line -> DisplayWidth.of(upTo(line, "  own")))
        .containsExactly(
            DisplayWidth.of(upTo(lines.getFirst(), "  scorer")),
            DisplayWidth.of(upTo(lines.get(1), "  own")),
            DisplayWidth.of(upTo(lines.get(1), "  own")));
  }

  @Test
  void noControlCharacterReachesTheTerminal() {
    String text = rendered(Report.of(List.of(run("red \u001B[31m"))));
    assertThat(text).contains("red <U+001B>[31m").doesNotContain("\u001B");
  }

  @Test
  void saysHowManyFailuresOnlyTheOfficialHarnessSees() {
    Score artefact = new Score.Wrong("print(3)", "official-artefact", "TypeError");
    Score wrong = new Score.Wrong("print(1)", "wrong-answer", "");
    Score right = new Score.Correct("print(3)", "all-tests");
    List<SampleRecord> records =
        List.of(
            programs(0, right, right),
            programs(1, artefact, right),
            programs(2, wrong, wrong),
            programs(3, new Score.NoAnswer(""), new Score.NoAnswer("")));
    RunRecords run =
        TestRuns.of("run", TestRuns.manifest("Tiny", "livecodebench/generic", records), records);

    Report report = Report.of(List.of(run));
    String note =
        "code/official: 1 of 3 failures are artefacts of the official harness: they pass as real"
            + " programs.";
    assertThat(rendered(report)).containsOnlyOnce("run: " + note + "\n");
    assertThat(new MarkdownRenderer().render(report)).containsOnlyOnce(note);
  }

  private static String rendered(Report report) {
    return new TextRenderer().render(report, run -> "runs/" + run.name());
  }

  @Test
  void oneLineARunTellsScoreTimePaceAndCost() {
    RunRecords plain = run("Tiny");
    Work work = new Work(Duration.ofSeconds(12), 6_000);
    CallFacts paid = CallFacts.UNKNOWN.costing(new Cost(new BigDecimal("0.42"), "EUR"));
    List<SampleRecord> records = plain.source().open().map(each -> paying(each, paid)).toList();
    RunManifest manifest = plain.manifest();
    RunRecords run =
        new RunRecords(
            "tiny",
            manifest.in(manifest.circumstances().worked(Optional.of(work))),
            records::stream);
    assertThat(rendered(Report.of(List.of(run))).lines())
        .containsExactly(
            "model  protocol        score, %   95 % interval  n  not measured  truncated  time"
                + "  tokens/s      cost",
            "Tiny   math-500/sound    100.00  20.65 – 100.00  1             0          0  12 s"
                + "       500  0.42 EUR");
  }

  @Test
  void otherRulesAreToldOnlyWhereTheyMoveTheScoreByMoreThanAPoint() {
    assertThat(rendered(Report.of(List.of(judged(100, 1))))).doesNotContain("other rule");
    assertThat(rendered(Report.of(List.of(judged(100, 2)))))
        .containsOnlyOnce("\n  other rule: 98.0 (b); assay disagreements runs/run\n");
    assertThat(rendered(Report.of(List.of(judged(100, 5, 2)))))
        .containsOnlyOnce("\n  other rules: 95.0 to 98.0 (b 95.0); assay disagreements runs/run\n");
  }

  @Test
  void runsOfTheSameModelAndProtocolAreToldApartByTheirNames() {
    RunRecords one = run("Tiny");
    RunRecords other = new RunRecords("other", one.manifest(), one.source());
    assertThat(
            rendered(Report.of(List.of(one, other)))
                .lines()
                .map(line -> line.replaceFirst(" .*", "")))
        .containsExactly("run", "Tiny", "other");
  }

  /// A run of which the first scorer calls everything right, and each further one all but a number.
  private static RunRecords judged(int samples, int... wrong) {
    List<SampleRecord> records = new ArrayList<>();
    for (int sample = 0; sample < samples; sample++) {
      Map<String, Score> scores = new LinkedHashMap<>();
      scores.put("a", new Score.Correct("A", "rule"));
      for (int rule = 0; rule < wrong.length; rule++) {
        scores.put(
            String.valueOf((char) ('b' + rule)),
            sample < wrong[rule] ? new Score.NoAnswer("") : new Score.Correct("A", "rule"));
      }
      records.add(TestRuns.record(sample, 0, "law", "x", scores));
    }
    return TestRuns.of("run", TestRuns.manifest("Tiny", "math-500/sound", records), records);
  }

  private static SampleRecord paying(SampleRecord of, CallFacts call) {
    return TestRuns.withOutcome(of, ((Completion) of.outcome()).withCall(call));
  }

  private static SampleRecord programs(int sample, Score official, Score real) {
    Map<String, Score> scores = new LinkedHashMap<>();
    scores.put("code/official", official);
    scores.put("code/real", real);
    return TestRuns.record(sample, 0, "easy", "x", scores);
  }

  @ParameterizedTest
  @CsvSource({"abc, 3", "é, 1", "e\u0301, 1", "千问, 4", "한글, 4", "ｆｕｌｌ, 8", "😀, 2", "−, 1"})
  void countsTerminalCells(String text, int cells) {
    assertThat(DisplayWidth.of(text)).isEqualTo(cells);
  }

  private static String upTo(String line, String column) {
    int at = line.indexOf(column);
    return at < 0 ? line.substring(0, line.indexOf("  scorer")) : line.substring(0, at);
  }

  private static RunRecords run(String model) {
    List<SampleRecord> records =
        List.of(TestRuns.record(0, 0, "law", "x", Map.of("own", new Score.Correct("A", "rule"))));
    return TestRuns.of(model, TestRuns.manifest(model, "math-500/sound", records), records);
  }
}
