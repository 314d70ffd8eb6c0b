package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.results.Completion;
import assay.results.ContinuationLikelihoods;
import assay.results.ContinuationLikelihoods.Option;
import assay.results.Digests;
import assay.results.Prompt;
import assay.results.SampleRecord;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A trained model on 20 real questions of MMLU-Pro, whose options have from 4 to 10 members,
/// against what lm-evaluation-harness 0.4.13 said of them: its own task of the leaderboard
/// (`leaderboard/mmlu_pro`), and one of the form of ARC's; its model was Transformers with the same
/// file's weights in F32.
final class LikelihoodReferenceTest {
  private static final String REFERENCE = "lm-eval-likelihoods.json";
  private static final Path MODEL =
      Path.of(
              System.getenv()
                  .getOrDefault(
                      "ASSAY_MODELS", System.getProperty("user.home") + "/.cache/assay/models"))
          .resolve("SmolLM2-135M-Instruct.Q4_1.gguf");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"leaderboard", "cloze-0shot"})
  void promptsLikelihoodsAndVerdictsAreThoseOfTheOtherHarness(String protocol) throws Exception {
    Path questions = SharedData.file("mmlu_pro/questions.jsonl");
    Path shots = SharedData.file("mmlu_pro/validation_cot_reconstructed.jsonl");
    assumeTrue(Files.isRegularFile(MODEL), "no model at " + MODEL + "; tools/models gets it");
    Map<String, JsonNode> expected = expected();
    Path out = folder.resolve("run");
    Commands.Result result =
        Commands.run(
            "run",
            "--suite",
            "mmlu-pro",
            "--protocol",
            "mmlu-pro/" + protocol,
            "--data",
            only(questions, expected).toString(),
            "--shots",
            shots.toString(),
            "--model",
            MODEL.toString(),
            "--no-cache",
            "--out",
            out.toString());
    assertThat(result.status()).as(result.err()).isZero();
    List<SampleRecord> records = StoredRecords.of(out);
    assertThat(records).hasSize(20);
    for (SampleRecord record : records) {
      JsonNode reference = expected.get(record.sample().id()).path(protocol);
      Prompt.Continuations asked = (Prompt.Continuations) record.prompt();
      assertThat(Digests.ofText(asked.text())).isEqualTo(reference.path("prompt").asText());
      List<Option> options = options(record);
      assertThat(options).hasSize(reference.path("loglikelihoods").size());
      for (int i = 0; i < options.size(); i++) {
        assertThat(options.get(i).loglikelihood())
            .as(record.sample().id() + asked.continuations().get(i))
            .isCloseTo(reference.path("loglikelihoods").path(i).asDouble(), within(0.01));
        assertThat(options.get(i).greedy()).isEqualTo(reference.path("greedy").path(i).asBoolean());
      }
      record
          .scores()
          .forEach(
              (scorer, score) ->
                  assertThat(score.correct() ? 1 : 0)
                      .as(record.sample().id() + " " + scorer)
                      .isEqualTo(
                          reference
                              .path(scorer.replace("likelihood/", "").replace('-', '_'))
                              .asInt(-1)));
    }
  }

  private static List<Option> options(SampleRecord record) {
    return ContinuationLikelihoods.of(((Completion) record.outcome()).text())
        .orElseThrow()
        .options();
  }

  private static Map<String, JsonNode> expected() throws Exception {
    Map<String, JsonNode> byId = new HashMap<>();
    try (InputStream in = LikelihoodReferenceTest.class.getResourceAsStream(REFERENCE)) {
      new JsonMapper()
          .readTree(in)
          .path("questions")
          .forEach(each -> byId.put(each.path("id").asText(), each));
    }
    return byId;
  }

  private Path only(Path questions, Map<String, JsonNode> wanted) throws Exception {
    JsonMapper json = new JsonMapper();
    List<String> lines =
        Files.readAllLines(questions).stream()
            .filter(line -> wanted.containsKey(id(json, line)))
            .toList();
    return Files.write(folder.resolve("questions.jsonl"), lines);
  }

  private static String id(JsonMapper json, String line) {
    try {
      return json.readTree(line).path("question_id").asText();
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }
}
