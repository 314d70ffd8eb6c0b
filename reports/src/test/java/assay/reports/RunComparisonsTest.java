package assay.reports;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.render.MarkdownRenderer;
import assay.reports.render.ReportWriter;
import assay.reports.run.RunRecords;
import assay.results.SampleRecord;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunComparisonsTest {
  @TempDir private Path folder;

  @Test
  void comparesEachRunWithTheFirstAndRanksThree() {
    RunComparisons all = Report.of(List.of(run("a", 1), run("b", 2), run("c", 3))).comparisons();
    assertThat(all.comparisons()).extracting(each -> each.a().name()).containsExactly("a", "a");
    assertThat(all.comparisons()).extracting(each -> each.b().name()).containsExactly("b", "c");
    assertThat(all.rankings())
        .singleElement()
        .extracting(each -> each.places().size())
        .isEqualTo(3);
    assertThat(all.refusals()).isEmpty();
  }

  @Test
  void saysWhyARunOfAnotherSuiteIsNotCompared() {
    List<SampleRecord> other = TestRuns.random(4, 5, 1);
    RunRecords math = TestRuns.of("m", TestRuns.manifest("M", "math-500/sound", other), other);
    Report report = Report.of(List.of(run("a", 1), run("b", 2), math));
    assertThat(report.comparisons().comparisons()).hasSize(1);
    assertThat(report.comparisons().refusals())
        .containsExactly(
            "m is not compared: no other run of this report is of math-500 and judged by"
                + " choice/official.");
    assertThat(new MarkdownRenderer().render(report)).contains("m is not compared");
  }

  @Test
  void writesComparisonsAndPicturesIntoTheFiles() throws IOException {
    ReportWriter.write(Report.of(List.of(run("a", 1), run("b", 2))), folder);
    JsonNode json = new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
    JsonNode comparison = json.get("comparisons").get(0);
    assertThat(comparison.get("difference").asDouble())
        .isCloseTo(
            comparison.get("scoreB").asDouble() - comparison.get("scoreA").asDouble(),
            Offset.offset(1e-9));
    String sentence = comparison.get("sentence").asText();
    assertThat(Files.readString(folder.resolve("report.md"))).contains(sentence.substring(0, 20));
    for (String name : List.of("accuracy", "difference-1-category", "groups-1-category")) {
      assertThat(ImageIO.read(folder.resolve(name + ".png").toFile()).getWidth())
          .as(name)
          .isGreaterThanOrEqualTo(1040);
    }
  }

  @Test
  void writesEveryFigureOfTheComparisonAsCsvToo() throws IOException {
    Report report = Report.of(List.of(run("a", 1), run("b", 2), run("c", 3)));
    ReportWriter.write(report, folder);
    JsonNode json = new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
    JsonNode first = json.get("comparisons").get(0);
    List<String> comparisons = Files.readAllLines(folder.resolve("comparisons.csv"));
    assertThat(comparisons.get(0)).startsWith("a,b,suite,scorer,facet,group,n,score_a,score_b");
    assertThat(comparisons.get(1))
        .startsWith("a,b,mmlu-pro,choice/official,,," + first.get("n").asText() + ",")
        .contains(first.get("sentence").asText());
    int rows = 1;
    int flips = 1;
    for (JsonNode each : json.get("comparisons")) {
      rows += 1 + each.get("groups").size();
      flips += each.get("flips").size();
    }
    assertThat(comparisons).hasSize(rows);
    assertThat(Files.readAllLines(folder.resolve("flips.csv"))).hasSize(flips);
    List<String> ranking = Files.readAllLines(folder.resolve("ranking.csv"));
    assertThat(ranking).hasSize(4);
    long wins = json.get("rankings").get(0).get("wins").get(0).get(1).asLong();
    String second = json.get("rankings").get(0).get("places").get(1).get("run").asText();
    assertThat(ranking.get(1)).contains(second + "=" + wins);
  }

  @Test
  void escapesWhatLatexWouldRead() {
    List<SampleRecord> records = TestRuns.random(1, 20, 1);
    RunRecords run =
        TestRuns.of("50%_$x$ & \\b{}#~^", TestRuns.manifest("M", "mmlu-pro/x", records), records);
    assertThat(TestRuns.paper(Report.of(List.of(run))))
        .contains(
            "50\\%\\_\\$x\\$ \\& \\textbackslash{}b\\{\\}\\#\\textasciitilde{}"
                + "\\textasciicircum{} & mmlu-pro & choice/official & ")
        .contains("\\toprule\n", "\\midrule\n", "\\bottomrule\n");
  }

  private static RunRecords run(String name, long seed) {
    List<SampleRecord> records = TestRuns.random(seed, 60, 1);
    return TestRuns.of(
        name, TestRuns.manifest("Model " + name, "mmlu-pro/official", records), records);
  }
}
