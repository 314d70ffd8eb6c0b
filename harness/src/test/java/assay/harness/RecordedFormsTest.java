package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.SampleRecord;
import assay.results.store.RunDirectory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// MMLU-Pro's published outputs by each of the three commands that read them.
final class RecordedFormsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String OUTPUTS =
      """
      {"question_id": 1, "question": "One?", "options": ["a", "b", "c", "N/A"], "answer": "B", \
      "category": "law", "model_outputs": "The answer is (B).", "pred": "B"}
      {"question_id": 2, "question": "Two?", "n_options": 3, "answer": "A", "category": "law", \
      "output": "The answer is (C).", "pred": "C"}
      {"question_id": 3, "question": "Three?", "options": ["a", "b", "c"], "answer": "A", \
      "category": "math", "output": null, "pred": null}
      {"question_id": 4, "question": "Four?", "options": ["a", "b", "c"], "answer": "A", \
      "category": "math", "output": "none of them", "pred": null}
      """;
  private static final Map<String, String> VERDICTS =
      Map.of("1", "correct B", "2", "wrong C", "3", "not-measured ", "4", "no-answer ");

  @TempDir private Path folder;
  private Path outputs;

  @BeforeEach
  void write() throws IOException {
    outputs = Files.writeString(folder.resolve("model_outputs_some.jsonl"), OUTPUTS);
  }

  private static Commands.Result assay(String... args) {
    Commands.Result result = Commands.run(args);
    assertThat(result.status()).as(result.err()).isZero();
    return result;
  }

  private static Map<String, String> verdicts(Path run) throws IOException {
    try (Stream<SampleRecord> records = RunDirectory.open(run).records()) {
      Map<String, String> verdicts = new TreeMap<>();
      records.forEach(
          record ->
              verdicts.put(
                  record.sample().id(),
                  record.primaryScore().verdict() + " " + record.primaryScore().answerText()));
      return verdicts;
    }
  }

  private JsonNode scored(Path verdicts) throws IOException {
    return JSON.readTree(
        assay(
                "score",
                "--suite",
                "mmlu-pro",
                "--recorded",
                outputs.toString(),
                "--scorer",
                "choice/official",
                "--verdicts",
                verdicts.toString(),
                "--json")
            .out());
  }

  @Test
  void whatTheScriptFoundIsNoVerdictWhereTheFileDoesNotTell() throws IOException {
    Files.writeString(
        outputs,
        """
        {"question_id": 1, "n_options": 3, "answer": "B", "output": "The answer is (B).", "pred": "B"}
        {"question_id": 2, "n_options": 3, "answer": "A", "output": "The answer is (A)."}
        {"question_id": 3, "n_options": 3, "answer": "A", "output": "none", "pred": null}
        """);
    Path run = folder.resolve("run");
    assay("import", "--format", "mmlu-pro-official", outputs.toString(), "--out", run.toString());
    try (Stream<SampleRecord> records = RunDirectory.open(run).records()) {
      assertThat(records.map(record -> record.scores().get("recorded/prediction").verdict()))
          .containsExactly("correct", "not-measured", "no-answer");
    }
  }

  @Test
  void anImportIsNotToldToContinueARun() {
    String[] line = {
      "import",
      "--format",
      "mmlu-pro-official",
      outputs.toString(),
      "--out",
      folder.resolve("run").toString()
    };
    assay(line);
    Commands.Result again = Commands.run(line);
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err())
        .contains("holds a run already; choose another --out")
        .doesNotContain("--resume");
  }

  @Test
  void scoreChoosesByDateOnlyWhereTheDataTellsIt() {
    for (String bound : List.of("--from", "--to")) {
      Commands.Result result =
          Commands.run(
              "score",
              "--suite",
              "livecodebench",
              "--recorded",
              outputs.toString(),
              "--scorer",
              "choice/official",
              bound,
              "2024-08-01");
      assertThat(result.status()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).contains("name it with --data");
    }
  }

  @Test
  void scoreReadsThem() throws IOException {
    Path file = folder.resolve("verdicts.jsonl");
    scored(file);
    Map<String, String> verdicts = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode row = JSON.readTree(line);
      verdicts.put(
          row.path("id").asText(),
          row.path("verdict").asText() + " " + row.path("answer").asText());
    }
    assertThat(verdicts).isEqualTo(VERDICTS);
  }

  @Test
  void importReadsThemAlike() throws IOException {
    Path run = folder.resolve("imported");
    assay("import", "--format", "mmlu-pro-official", outputs.toString(), "--out", run.toString());
    assertThat(verdicts(run)).isEqualTo(VERDICTS);
  }

  @Test
  void theRecordedModelReadsThemAlike() throws IOException {
    List<String> rows = new ArrayList<>();
    for (String line : OUTPUTS.lines().toList()) {
      JsonNode row = JSON.readTree(line);
      rows.add(
          JSON.createObjectNode()
              .put("question_id", row.path("question_id").asInt())
              .put("question", row.path("question").asText())
              .put("answer", row.path("answer").asText())
              .put("category", row.path("category").asText())
              .set("options", JSON.createArrayNode().add("a").add("b").add("c"))
              .toString());
    }
    Path data = Files.write(folder.resolve("data.jsonl"), rows);
    Path run = folder.resolve("run");
    assay(Suites.line(data, "recorded:" + outputs, run));
    assertThat(verdicts(run)).isEqualTo(VERDICTS);
  }

  /// A digit is below `A`, and was once taken for an option of negative number.
  @Test
  void aTargetThatIsNoLetterIsNoQuestionToGuess() throws IOException {
    assertThat(scored(folder.resolve("letters.jsonl")).path("randomFallback").path("unanswered"))
        .hasToString("1");
    Files.writeString(outputs, OUTPUTS.replaceAll("\"answer\": \"[AB]\"", "\"answer\": \"7\""));
    assertThat(scored(folder.resolve("digits.jsonl")).has("randomFallback")).isFalse();
  }
}
