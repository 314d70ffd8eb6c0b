package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Replays of real models' recorded MMLU-Pro outputs, against the counts that the official
/// extractors give.
final class RecordedScoresTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "outputs_Phi-3-mini-4k-instruct.sub8.jsonl",
        "outputs_Meta-Llama-3-8B.sub8.jsonl",
        "outputs_Qwen1.5-7B-Chat.sub8.jsonl",
        "outputs_gemini-1.5-flash-002.sub8.jsonl",
        "outputs_Mixtral-8x7B-v0.1.full.jsonl.gz",
        "outputs_Mistral-7B-v0.1.full.jsonl.gz",
        "outputs_Llama-2-70b-hf.full.jsonl.gz",
        "outputs_Qwen1.5-110B.full.jsonl.gz"
      })
  void officialCountsAreReproducedQuestionByQuestion(String name) throws IOException {
    Path recorded = SharedData.file("mmlu_pro/" + name);
    JsonNode expected =
        JSON.readTree(SharedData.file("mmlu_pro/expected_scores.json").toFile())
            .path("mmlu_pro/" + name);
    JsonNode first = score(recorded, "choice/first-rule", "regex1");
    assertThat(first.path("samples").asInt()).isEqualTo(expected.path("n").asInt());
    assertThat(first.path("correct").asInt()).isEqualTo(expected.path("l1_ok").asInt());
    assertThat(first.path("noAnswer").asInt()).isEqualTo(expected.path("l1_none").asInt());
    JsonNode chain = score(recorded, "choice/official", "regex_chain");
    assertThat(chain.path("correct").asInt()).isEqualTo(expected.path("chain_ok").asInt());
    assertThat(chain.path("noAnswer").asInt()).isEqualTo(expected.path("chain_none").asInt());
    assertThat(chain.path("notMeasured").asInt()).isZero();
    expected
        .path("chain_by_category")
        .properties()
        .forEach(
            category -> {
              JsonNode found = chain.path("byCategory").path(category.getKey());
              assertThat(found.path("correct").asInt())
                  .as(category.getKey())
                  .isEqualTo(category.getValue().get(0).asInt());
              assertThat(found.path("samples").asInt())
                  .as(category.getKey())
                  .isEqualTo(category.getValue().get(1).asInt());
            });
  }

  /// Returns the summary, after comparing the answer to each question with the recorded extraction.
  private JsonNode score(Path recorded, String scorer, String field) throws IOException {
    Path verdicts = folder.resolve(field + ".jsonl");
    Commands.Result result =
        Commands.run(
            "score",
            "--suite",
            "mmlu-pro",
            "--recorded",
            recorded.toString(),
            "--scorer",
            scorer,
            "--verdicts",
            verdicts.toString(),
            "--json");
    assertThat(result.status()).as(result.err()).isZero();
    List<String> found = new ArrayList<>();
    for (String line : Files.readAllLines(verdicts)) {
      JsonNode verdict = JSON.readTree(line);
      found.add(verdict.path("id").asText() + " " + verdict.path("answer").asText());
    }
    List<String> expected = new ArrayList<>();
    for (String line : lines(recorded)) {
      JsonNode row = JSON.readTree(line);
      expected.add(row.path("question_id").asText() + " " + row.path(field).asText(""));
    }
    assertThat(found).isEqualTo(expected);
    return JSON.readTree(result.out());
  }

  private static List<String> lines(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
