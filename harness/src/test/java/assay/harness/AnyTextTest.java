package assay.harness;

import static assay.harness.HostileTexts.assertPlain;
import static assay.harness.HostileTexts.succeed;
import static assay.harness.HostileTexts.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Completion;
import assay.results.SampleRecord;
import assay.results.store.RunDirectory;
import assay.results.text.Escapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Any text that a data file, a model or a log can hold goes through every reader and every writer:
/// it is read, kept and scored, and what is written is well-formed and gives no orders. The text
/// stands in ids, questions, options, categories, completions, answers and the model's name.
final class AnyTextTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @TempDir private Path folder;

  private Path data(String text) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ObjectNode row = JSON.createObjectNode();
      row.put("id", i + " " + text).put("question", "question " + text);
      row.put("city", "answer " + i + " " + text).put("category", "kind " + text);
      lines.add(JSON.writeValueAsString(row));
    }
    return Files.write(folder.resolve("data.jsonl"), lines);
  }

  /// The first answers are right; the others lack the text that makes the difference.
  private Path recording(String text, int right) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ObjectNode row = JSON.createObjectNode();
      row.put("id", i + " " + text).put("model", "model " + text);
      row.put("output", "answer " + i + " " + (i < right ? text : text.replace(text, "?")));
      lines.add(JSON.writeValueAsString(row));
    }
    return Files.write(folder.resolve("recording" + right + ".jsonl"), lines);
  }

  private Path suite(String text) throws IOException {
    ObjectNode suite = JSON.createObjectNode();
    suite.put("name", "own").put("prompt", "Say {question} " + text).put("id", "id");
    suite.put("target", "city").put("scorer", "exact").put("maxTokens", 8);
    suite.putArray("facets").add("category");
    suite.put("data", "data.jsonl");
    return Files.write(folder.resolve("own.json"), JSON.writeValueAsBytes(suite));
  }

  private Path run(String text, int right) throws IOException {
    Path out = folder.resolve("run" + right);
    Path recording = recording(text, right);
    data(text);
    succeed("run", "--suite", suite(text), "--model", "recorded:" + recording, "--out", out);
    return out;
  }

  @ParameterizedTest(name = "text {index}")
  @FieldSource("assay.harness.HostileTexts#ALL")
  void isKeptInRecordsAndScored(String text) throws IOException {
    Path out = run(text, 2);
    RunDirectory run = RunDirectory.open(out);
    assertThat(run.manifest().model().name()).isEqualTo("model " + text);
    try (Stream<SampleRecord> stored = run.records()) {
      List<SampleRecord> records =
          stored.sorted(Comparator.comparingInt(SampleRecord::index)).toList();
      assertThat(records).hasSize(4);
      for (SampleRecord record : records) {
        assertThat(record.sample().id()).isEqualTo(record.index() + " " + text);
        assertThat(record.sample().target()).isEqualTo("answer " + record.index() + " " + text);
        assertThat(record.sample().facets()).containsEntry("category", "kind " + text);
        assertThat(record.primaryScore().correct()).isEqualTo(record.index() < 2);
      }
      assertThat(((Completion) records.getFirst().outcome()).text()).isEqualTo("answer 0 " + text);
    }
    // A run is a recording too.
    Path again = folder.resolve("again");
    succeed("run", "--suite", suite(text), "--model", "recorded:" + out, "--out", again);
    assertThat(RunDirectory.open(again).manifest().dataset().rows())
        .isEqualTo(run.manifest().dataset().rows());
  }

  @ParameterizedTest(name = "text {index}")
  @FieldSource("assay.harness.HostileTexts#ALL")
  void isKeptInVerdicts(String text) throws IOException {
    data(text);
    Path verdicts = folder.resolve("verdicts.jsonl");
    succeed(
        "score",
        "--suite",
        suite(text),
        "--data",
        folder.resolve("data.jsonl"),
        "--recorded",
        recording(text, 2),
        "--scorer",
        "exact",
        "--verdicts",
        verdicts);
    List<String> lines = lines(verdicts);
    assertThat(lines).hasSize(4);
    for (int i = 0; i < 4; i++) {
      JsonNode verdict = JSON.readTree(lines.get(i));
      assertThat(verdict.path("id").asText()).isEqualTo(i + " " + text);
      assertThat(verdict.path("verdict").asText()).isEqualTo(i < 2 ? "correct" : "wrong");
    }
    assertThat(JSON.readTree(lines.getFirst()).path("answer").asText())
        .isEqualTo("answer 0 " + text);
  }

  @ParameterizedTest(name = "text {index}")
  @FieldSource("assay.harness.HostileTexts#ALL")
  void isKeptWherePairsAreGraded(String text) throws IOException {
    ObjectNode pair = JSON.createObjectNode().put("id", text).put("gold", "7").put("pred", text);
    Path pairs = Files.writeString(folder.resolve("p.jsonl"), JSON.writeValueAsString(pair) + "\n");
    Path verdicts = folder.resolve("verdicts.jsonl");
    for (String scorer : List.of("math/sound", "math/hendrycks", "math/math-verify")) {
      succeed("grade", "--scorer", scorer, "--pairs", pairs, "--verdicts", verdicts, "--json");
      JsonNode verdict = JSON.readTree(lines(verdicts).getFirst());
      assertThat(verdict.path("id").asText()).isEqualTo(text);
      assertThat(verdict.path("verdict").asText()).isNotEqualTo("correct");
    }
  }

  @ParameterizedTest(name = "text {index}")
  @FieldSource("assay.harness.HostileTexts#ALL")
  void everyFormOfADataFileIsRead(String text) throws IOException {
    Path suite = suite(text);
    data(text);
    List<String> rows = lines(folder.resolve("data.jsonl"));
    String array = "[" + String.join(",", rows) + "]";
    Files.writeString(folder.resolve("array.json"), array);
    Files.writeString(
        folder.resolve("object.json"),
        "{\"a\":" + rows.get(0) + ",\"b\":" + rows.get(1) + "," + "\"c\":" + rows.get(2) + "}");
    for (String file : List.of("array.json", "object.json")) {
      Path out = folder.resolve("run-" + file);
      succeed(
          "run",
          "--suite",
          suite,
          "--data",
          folder.resolve(file),
          "--model",
          "recorded:" + recording(text, 2),
          "--out",
          out);
      assertThat(RunDirectory.open(out).manifest().dataset().rows().getFirst().id())
          .isEqualTo("0 " + text);
    }
  }

  @ParameterizedTest(name = "text {index}")
  @FieldSource("assay.harness.HostileTexts#ALL")
  void everyFileOfAReportIsWellFormed(String text) throws Exception {
    Path out = folder.resolve("report");
    succeed("report", run(text, 1), run(text, 3), "--out", out);
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".png")) {
          assertThat(ImageIO.read(file.toFile())).as(name).isNotNull();
          continue;
        }
        String written = utf8(file);
        switch (name.substring(name.lastIndexOf('.'))) {
          case ".csv" -> csv(written);
          case ".json" -> assertThat(JSON.readTree(written).isObject()).isTrue();
          default -> assertPlain(name, written);
        }
      }
    }
    assertThat(JSON.readTree(utf8(out.resolve("summary.json"))).findValuesAsText("model"))
        .contains("model " + text);
  }

  private static void csv(String written) throws IOException {
    try (CSVParser rows = CSVParser.parse(written, CSVFormat.RFC4180)) {
      List<CSVRecord> all = rows.getRecords();
      assertThat(all).isNotEmpty().allMatch(row -> row.size() == all.getFirst().size());
    }
    assertThat(written).doesNotContain("\u0000", "\u001b", "\u009b");
  }

  @ParameterizedTest(name = "text {index}")
  @FieldSource("assay.harness.HostileTexts#ALL")
  void comparisonsGatesAndExportsAreWellFormed(String text) throws Exception {
    Path a = run(text, 1);
    Path b = run(text, 3);
    Path markdown = folder.resolve("comparison.md");
    succeed("compare", a, b, "--markdown", markdown);
    assertPlain("Markdown", utf8(markdown));
    JsonNode comparison = JSON.readTree(succeed("compare", a, b, "--json").out());
    assertThat(comparison.path("flips").findValuesAsText("id"))
        .containsExactly("1 " + text, "2 " + text);

    Path junit = folder.resolve("gate.xml");
    Path baseline = folder.resolve("baseline.jsonl");
    succeed("regress", "--baseline", a, "--write-baseline", baseline);
    Commands.Result gate =
        HostileTexts.run(
            "regress",
            "--baseline",
            baseline,
            "--candidate",
            b,
            "--junit",
            junit,
            "--markdown",
            markdown,
            "--json");
    // Four samples are too few for a decision.
    assertThat(gate.status()).as(gate.err()).isLessThan(70);
    assertThat(JSON.readTree(gate.out()).path("comparison").path("n").asInt()).isEqualTo(4);
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(junit.toFile())
                .getElementsByTagName("testcase")
                .getLength())
        .isPositive();
    assertPlain("Markdown", utf8(markdown));

    JsonNode lmEval = JSON.readTree(succeed("export", "--format", "lm-eval", a).out());
    assertThat(lmEval.path("model_name").asText()).isEqualTo("model " + text);
    Path card = folder.resolve("card.yml");
    succeed("export", "--format", "model-index", a, "--out", card);
    assertThat(
            new YAMLMapper().readTree(utf8(card)).path("model-index").path(0).path("name").asText())
        .isEqualTo("model " + Escapes.WELL_FORMED.apply(text));
  }

  private static List<String> lines(Path file) throws IOException {
    return List.of(utf8(file).split("\n"));
  }
}
