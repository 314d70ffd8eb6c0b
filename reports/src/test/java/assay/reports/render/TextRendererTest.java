package assay.reports.render;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.reports.run.RunRecords;
import assay.reports.text.DisplayWidth;
import assay.results.SampleRecord;
import assay.results.Score;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextRendererTest {
  @Test
  void columnsLineUpWhateverTheScriptOfTheNames() {
    String text = new TextRenderer().render(Report.of(List.of(run("Tiny"), run("千问-七十亿"))));
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
    String text = new TextRenderer().render(Report.of(List.of(run("red \u001B[31m"))));
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
    assertThat(new TextRenderer().render(report)).containsOnlyOnce("run: " + note + "\n");
    assertThat(new MarkdownRenderer().render(report)).containsOnlyOnce(note);
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
