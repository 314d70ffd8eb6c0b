package assay.harness.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.engine.LanguageModel;
import assay.engine.decoding.DecodingOptions;
import assay.engine.decoding.TokenLogprobs;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `/v1/completions` over real HTTP, against what the engine itself computes.
@Timeout(300)
final class TextCompletionsTest {
  private static final String PATH = "/v1/completions";
  private static final String SKY = "The sky is \u00fcber \ud83d\ude00 blue";

  @TempDir private static Path folder;
  private static Served served;

  @BeforeAll
  static void serve() throws IOException {
    served = Served.demo(folder);
  }

  @AfterAll
  static void stop() {
    assertThat(served.faults()).isEmpty();
    served.close();
  }

  private static int[] tokens(String text) {
    return served.model().model().tokenizer().encode(text);
  }

  /// Returns what the engine writes alone.
  private static String alone(String prompt, int count) {
    return served
        .model()
        .model()
        .generate(
            tokens(prompt),
            DecodingOptions.greedy(count).stoppingAt(List.of(), served.model().model().endTokens()),
            1)
        .getFirst()
        .text();
  }

  private static JsonNode greedy(String prompt, String more) throws Exception {
    return served.json(
        PATH,
        "{\"model\": \"demo\", \"temperature\": 0, \"prompt\": %s%s}".formatted(prompt, more));
  }

  private static String quoted(String text) {
    return new JsonMapper().valueToTree(text).toString();
  }

  @Test
  void continuesATextAsTheEngineDoesAlone() throws Exception {
    JsonNode answer = greedy(quoted(SKY), ", \"max_tokens\": 20, \"no_such_field\": [1]");
    assertThat(answer.path("object").asText()).isEqualTo("text_completion");
    assertThat(answer.path("id").asText()).startsWith("cmpl-");
    assertThat(answer.path("model").asText()).isEqualTo("demo");
    JsonNode choice = answer.path("choices").get(0);
    assertThat(choice.path("text").asText()).isEqualTo(alone(SKY, 20));
    assertThat(choice.path("finish_reason").asText()).isEqualTo("length");
    assertThat(choice.path("logprobs").isNull()).isTrue();
    JsonNode usage = answer.path("usage");
    assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(tokens(SKY).length);
    assertThat(usage.path("completion_tokens").asInt()).isEqualTo(20);
    assertThat(usage.path("total_tokens").asInt()).isEqualTo(tokens(SKY).length + 20);
  }

  @Test
  void writesSixteenTokensUnlessToldOtherwise() throws Exception {
    assertThat(greedy("\"one\"", "").path("usage").path("completion_tokens").asInt()).isEqualTo(16);
  }

  @Test
  void takesTextsTokensAndListsOfThem() throws Exception {
    String ids = new JsonMapper().writeValueAsString(tokens(SKY));
    String other = new JsonMapper().writeValueAsString(tokens("one two"));
    String expected = alone(SKY, 8);
    assertThat(texts(greedy(ids, ", \"max_tokens\": 8"))).containsExactly(expected);
    assertThat(texts(greedy("[%s, %s]".formatted(other, ids), ", \"max_tokens\": 8")))
        .containsExactly(alone("one two", 8), expected);
    JsonNode two =
        greedy("[\"one two\", %s]".formatted(quoted(SKY)), ", \"max_tokens\": 8, \"n\": 2");
    assertThat(texts(two))
        .containsExactly(alone("one two", 8), alone("one two", 8), expected, expected);
    assertThat(two.path("choices"))
        .extracting(c -> c.path("index").asInt())
        .containsExactly(0, 1, 2, 3);
    assertThat(two.path("usage").path("completion_tokens").asInt()).isEqualTo(32);
    assertThat(two.path("usage").path("prompt_tokens").asInt())
        .isEqualTo(tokens(SKY).length + tokens("one two").length);
  }

  private static List<String> texts(JsonNode answer) {
    List<String> texts = new ArrayList<>();
    answer.path("choices").forEach(choice -> texts.add(choice.path("text").asText()));
    return texts;
  }

  @Test
  void aSeedMakesADrawRepeatableAndChoicesDiffer() throws Exception {
    String body =
        "{\"prompt\": \"one\", \"max_tokens\": 12, \"seed\": %d, \"n\": 3, \"temperature\": 0.9,"
            + " \"top_p\": 0.95}";
    List<String> first = texts(served.json(PATH, body.formatted(7)));
    assertThat(texts(served.json(PATH, body.formatted(7)))).isEqualTo(first);
    assertThat(first).doesNotHaveDuplicates();
    assertThat(texts(served.json(PATH, body.formatted(8))).getFirst())
        .as("choice i has the seed s + i")
        .isEqualTo(first.get(1));
    String free = "{\"prompt\": \"one\", \"max_tokens\": 12}";
    assertThat(texts(served.json(PATH, free))).isNotEqualTo(texts(served.json(PATH, free)));
  }

  @Test
  void endsBeforeAStopString() throws Exception {
    String whole = alone(SKY, 30);
    String stop = whole.substring(whole.length() / 2, whole.length() / 2 + 3);
    JsonNode answer =
        greedy(
            quoted(SKY), ", \"max_tokens\": 30, \"stop\": [\"zzzz\", %s]".formatted(quoted(stop)));
    assertThat(texts(answer)).containsExactly(whole.substring(0, whole.indexOf(stop)));
    assertThat(answer.path("choices").get(0).path("finish_reason").asText()).isEqualTo("stop");
  }

  @Test
  void streamsTheSameTextAndItsUsage() throws Exception {
    String whole = alone(SKY, 30);
    String stop = whole.substring(whole.length() / 2, whole.length() / 2 + 3);
    for (String more : List.of("", ", \"stop\": " + quoted(stop))) {
      List<JsonNode> events =
          served.events(
              PATH,
              "{\"prompt\": %s, \"max_tokens\": 30, \"temperature\": 0, \"stream\": true, \"stream_options\": {\"include_usage\": true}%s}"
                  .formatted(quoted(SKY), more));
      String expected = more.isEmpty() ? whole : whole.substring(0, whole.indexOf(stop));
      assertThat(streamed(events, 0)).isEqualTo(expected);
      JsonNode last = events.getLast();
      assertThat(last.path("choices").isEmpty()).isTrue();
      assertThat(last.path("usage").path("prompt_tokens").asInt()).isEqualTo(tokens(SKY).length);
      assertThat(events.getFirst().path("usage").isNull()).isTrue();
      assertThat(
              events.get(events.size() - 2).path("choices").get(0).path("finish_reason").asText())
          .isEqualTo(more.isEmpty() ? "length" : "stop");
      assertThat(events)
          .extracting(e -> e.path("id").asText())
          .containsOnly(last.path("id").asText());
    }
  }

  private static String streamed(List<JsonNode> events, int index) {
    StringBuilder text = new StringBuilder();
    for (JsonNode event : events) {
      for (JsonNode choice : event.path("choices")) {
        text.append(choice.path("index").asInt() == index ? choice.path("text").asText() : "");
      }
    }
    return text.toString();
  }

  @Test
  void tellsTheLogProbabilitiesOfWhatItWrote() throws Exception {
    JsonNode answer = greedy(quoted(SKY), ", \"max_tokens\": 6, \"logprobs\": 2");
    JsonNode logprobs = answer.path("choices").get(0).path("logprobs");
    LanguageModel model = served.model().model().weights();
    List<TokenLogprobs> own =
        served
            .model()
            .model()
            .generate(tokens(SKY), DecodingOptions.greedy(6).withLogprobs(2), 1)
            .getFirst()
            .logprobs();
    assertThat(model).isNotNull();
    assertThat(logprobs.path("tokens").size()).isEqualTo(6);
    for (int i = 0; i < 6; i++) {
      assertThat(logprobs.path("token_logprobs").get(i).asDouble())
          .isCloseTo(own.get(i).logprob(), within(1e-12));
      assertThat(logprobs.path("top_logprobs").get(i).size()).isEqualTo(2);
    }
    assertThat(logprobs.path("text_offset").get(0).asInt()).isZero();
  }

  /// What lm-evaluation-harness asks: the prompt with its log-probabilities and one token more.
  @Test
  void givesAPromptBackWithItsLogProbabilities() throws Exception {
    int[] tokens = tokens(SKY);
    List<TokenLogprobs> own = served.model().model().weights().logprobs(tokens, 1);
    String ids = new JsonMapper().writeValueAsString(tokens);
    for (String prompt : List.of(ids, quoted(SKY))) {
      for (int more = 0; more < 2; more++) {
        JsonNode choice =
            greedy(prompt, ", \"echo\": true, \"logprobs\": 1, \"max_tokens\": " + more)
                .path("choices")
                .get(0);
        JsonNode logprobs = choice.path("logprobs");
        assertThat(choice.path("text").asText()).isEqualTo(SKY + (more == 0 ? "" : alone(SKY, 1)));
        assertThat(logprobs.path("tokens").size()).isEqualTo(tokens.length + more);
        assertThat(logprobs.path("token_logprobs").get(0).isNull()).isTrue();
        assertThat(logprobs.path("top_logprobs").get(0).isNull()).isTrue();
        for (int i = 1; i < tokens.length; i++) {
          assertThat(logprobs.path("token_logprobs").get(i).asDouble())
              .isCloseTo(own.get(i - 1).logprob(), within(1e-12));
        }
        assertThat(joined(logprobs, tokens.length)).as("offsets").isEqualTo(SKY);
      }
    }
  }

  /// Puts the prompt together again of what stands at each token's offset.
  private static String joined(JsonNode logprobs, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int from = logprobs.path("text_offset").get(i).asInt();
      int to =
          i + 1 < count
              ? logprobs.path("text_offset").get(i + 1).asInt()
              : SKY.codePointCount(0, SKY.length());
      text.append(SKY, SKY.offsetByCodePoints(0, from), SKY.offsetByCodePoints(0, to));
    }
    return text.toString();
  }

  @Test
  void refusesWhatItDoesNotServeByName() throws Exception {
    assertRefused("best_of", "{\"prompt\": \"a\", \"best_of\": 3}");
    assertRefused("suffix", "{\"prompt\": \"a\", \"suffix\": \"b\"}");
    assertRefused(
        "response_format", "{\"prompt\": \"a\", \"response_format\": {\"type\": \"json_object\"}}");
    served.json(PATH, "{\"prompt\": \"a\", \"best_of\": 1, \"suffix\": null, \"max_tokens\": 1}");
  }

  private static void assertRefused(String field, String body) throws Exception {
    JsonNode error = served.refusal(400, PATH, body);
    assertThat(error.path("param").asText()).isEqualTo(field);
    assertThat(error.path("code").asText()).isEqualTo("unsupported_parameter");
    assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    assertThat(error.path("message").asText()).contains("'" + field + "'");
  }

  @Test
  void namesAFieldOfAWrongType() throws Exception {
    for (String[] wrong :
        new String[][] {
          {"prompt", "1"},
          {"prompt[1]", "[\"a\", 2]"},
          {"prompt[0]", "[1.5]"},
          {"prompt[0]", "[100000000]"},
          {"prompt", "\"\\ud800\""}
        }) {
      JsonNode error = served.refusal(400, PATH, "{\"prompt\": %s}".formatted(wrong[1]));
      assertThat(error.path("param").asText()).as(wrong[1]).isEqualTo(wrong[0]);
    }
    for (String[] wrong :
        new String[][] {
          {"temperature", "\"hot\"", "expected a number, but got a string"},
          {"max_tokens", "2.5", "expected an integer, but got a decimal number"},
          {"stream", "1", "expected a boolean, but got an integer"},
          {"stop", "{}", "expected a string or an array of strings, but got an object"},
          {"n", "0", "expected a value from 1 to 128, but got 0"},
          {"max_tokens", "1" + "0".repeat(30), "but got 1" + "0".repeat(30) + " instead"},
          {"seed", "-" + "9".repeat(25), "expected a value from -9223372036854775808 to "},
          {"top_p", "1.5", "expected a number above 0 to 1.0, but got 1.5"},
          {"logit_bias", "[]", "expected an object, but got an array"},
          {"echo", "\"yes\"", "expected a boolean, but got a string"}
        }) {
      JsonNode error =
          served.refusal(
              400, PATH, "{\"prompt\": \"a\", \"%s\": %s}".formatted(wrong[0], wrong[1]));
      assertThat(error.path("param").asText()).isEqualTo(wrong[0]);
      assertThat(error.path("message").asText()).contains("'" + wrong[0] + "'", wrong[2]);
    }
  }

  @Test
  void saysInOpenAisWordsThatAPromptDoesNotFit() throws Exception {
    int context = served.model().positions();
    JsonNode error =
        served.refusal(400, PATH, "{\"prompt\": \"one\", \"max_tokens\": %d}".formatted(context));
    assertThat(error.path("code").asText()).isEqualTo("context_length_exceeded");
    assertThat(error.path("message").asText())
        .startsWith(
            "This model's maximum context length is %d tokens. However, you requested %d tokens ("
                .formatted(context, context + tokens("one").length));
    assertThat(
            served
                .refusal(404, PATH, "{\"model\": \"gpt\", \"prompt\": \"a\"}")
                .path("code")
                .asText())
        .isEqualTo("model_not_found");
  }

  @Test
  void aBiasBansATokenAndEndTokensMayBeIgnored() throws Exception {
    int[] chosen = tokens(alone("one", 1));
    assertThat(chosen).hasSize(1);
    JsonNode other =
        greedy(
            "\"one\"", ", \"max_tokens\": 1, \"logit_bias\": {\"%d\": -1000}".formatted(chosen[0]));
    assertThat(texts(other).getFirst()).isNotEqualTo(alone("one", 1));
    assertThat(
            greedy("\"one\"", ", \"max_tokens\": 300, \"ignore_eos\": true")
                .path("usage")
                .path("completion_tokens")
                .asInt())
        .isEqualTo(300);
  }
}
