package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.results.Draw;
import assay.results.SampleRecord;
import assay.results.store.RunDirectory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--limit` draws by category, and every reader weighs what was drawn.
final class DrawnRunTest {
  @TempDir private Path folder;
  private Path data;
  private Path recording;

  /// 24 questions of law, all answered rightly, and 10 of math, all answered wrongly. The first 8
  /// are of law.
  @BeforeEach
  void write() throws IOException {
    List<String> rows = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < 34; i++) {
      boolean law = i % 17 < 12;
      rows.add(
          """
          {"question_id": %d, "question": "q %d", "options": ["x", "y"], "answer": "A", \
          "answer_index": 0, "cot_content": "", "category": "%s", "src": "s"}\
          """
              .formatted(i, i, law ? "law" : "math"));
      outputs.add(
          """
          {"question_id": %d, "output": "The answer is (%s).", "answer": "A", "n_options": 2}\
          """
              .formatted(i, law ? "A" : "B"));
    }
    data = Files.write(folder.resolve("data.jsonl"), rows);
    recording = Files.write(folder.resolve("outputs.jsonl"), outputs);
  }

  private Commands.Result attempt(String out, String... more) {
    String[] args = Suites.line(data, "recorded:" + recording, folder.resolve(out), "--json");
    return Commands.run(Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
  }

  private JsonNode run(String out, String... more) throws IOException {
    Commands.Result result = attempt(out, more);
    assertThat(result.status()).as(result.err()).isZero();
    return accuracy(result.out());
  }

  private static JsonNode accuracy(String json) throws IOException {
    JsonNode tree = new JsonMapper().readTree(json);
    JsonNode run = tree.has("runs") ? tree.path("runs").path(0) : tree;
    return run.path("scorers").path(0).path("accuracy");
  }

  private List<SampleRecord> records(String run) throws IOException {
    try (Stream<SampleRecord> records = RunDirectory.open(folder.resolve(run)).records()) {
      return records.sorted(Comparator.comparingInt(SampleRecord::index)).toList();
    }
  }

  @Test
  void theScoreOfADrawIsWeighedByItsCategories() throws IOException {
    JsonNode accuracy = run("drawn", "--limit", "5");
    Draw draw =
        RunDirectory.open(folder.resolve("drawn"))
            .manifest()
            .dataset()
            .selected()
            .draw()
            .orElseThrow();
    // 5 of 34 are 3.5 of law and 1.5 of math: math alone would get less than two.
    assertThat(draw.strata()).hasSize(1);
    assertThat(accuracy.path("value").asDouble()).isBetween(0.0, 1.0);
    accuracy = run("more", "--limit", "8");
    // 6 of the 24 (5.65) and 2 of the 10 (2.35): plain 6/8, weighed 24/34.
    assertThat(records("more")).hasSize(8);
    assertThat(accuracy.path("value").asDouble()).isCloseTo(24.0 / 34, within(1e-9));
    assertThat(run("first", "--first", "8").path("value").asDouble()).isEqualTo(1.0);
  }

  @Test
  void manifestReportAndComparisonSayAndWeighTheDraw() throws IOException {
    run("one", "--limit", "8", "--limit-seed", "3");
    run("two", "--limit", "8", "--limit-seed", "3", "--coordinate", "take=2");
    assertThat(RunDirectory.open(folder.resolve("one")).manifest().deviations())
        .contains("samples: 8 drawn of 34 by category, seed 3");
    Path pages = folder.resolve("pages");
    Commands.run("report", folder.resolve("one").toString(), "--out", pages.toString());
    String report = Files.readString(pages.resolve("report.md"));
    assertThat(report)
        .contains("those of all 34 samples, from which 8 were drawn by category (seed 3)")
        .contains("finite population correction");
    JsonNode compared =
        new JsonMapper()
            .readTree(
                Commands.run(
                        "compare",
                        folder.resolve("one").toString(),
                        folder.resolve("two").toString(),
                        "--json")
                    .out());
    assertThat(compared.findValue("scoreA").asDouble()).isCloseTo(24.0 / 34, within(1e-9));
  }

  @Test
  void shardsOfADrawAreMergedToTheSameRunAndResumeKeepsIt() throws IOException {
    JsonNode whole = run("whole", "--limit", "8");
    run("part1", "--limit", "8", "--shard", "1/2");
    run("part2", "--limit", "8", "--shard", "2/2");
    Commands.Result merged =
        Commands.run(
            "merge",
            folder.resolve("part1").toString(),
            folder.resolve("part2").toString(),
            "--out",
            folder.resolve("merged").toString());
    assertThat(merged.status()).as(merged.err()).isZero();
    assertThat(records("merged"))
        .extracting(each -> each.sample().id())
        .isEqualTo(records("whole").stream().map(each -> each.sample().id()).toList());
    assertThat(
            accuracy(Commands.run("report", folder.resolve("merged").toString(), "--json").out()))
        .isEqualTo(whole);
    Path file = folder.resolve("whole/records.jsonl");
    Files.write(file, Files.readAllLines(file).subList(0, 3));
    assertThat(run("whole", "--limit", "8", "--resume")).isEqualTo(whole);
    assertThat(attempt("whole", "--limit", "8", "--limit-seed", "1", "--resume").err())
        .contains("holds another run")
        .contains("dataset.draw.seed");
  }

  @Test
  void whatContradictsIsRefused() {
    assertThat(attempt("x", "--limit", "3", "--first", "3").err()).contains("exclude each other");
    assertThat(attempt("x", "--limit-seed", "3").err()).contains("say how --limit draws");
    assertThat(attempt("x", "--limit", "0").err()).contains("--limit must be at least 1, found 0");
    assertThat(attempt("x", "--limit", "3", "--limit-by", "colour").err())
        .contains("--limit-by colour: the samples differ in category");
    assertThat(folder.resolve("x")).doesNotExist();
  }
}
