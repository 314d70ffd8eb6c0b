package assay.harness.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.harness.run.CompletionRequest;
import assay.harness.run.RunFailedException;
import assay.results.CallFacts;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.ContinuationLikelihoods;
import assay.results.ContinuationLikelihoods.Option;
import assay.results.Failure;
import assay.results.GenerationSettings;
import assay.results.Message;
import assay.results.Outcome;
import assay.results.Prompt;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What servers and hosted interfaces really sent, replayed by a real server.
///
/// Each file says where it was recorded; `tools/exchanges/reshape.py` makes those from the
/// cassettes of pydantic-ai, and `tools/exchanges/record.py` records those of a running server with
/// what was asked, which the program has to ask to the letter.
final class ExchangesTest {
  private static final JsonMapper JSON = new JsonMapper();

  static Stream<String> recorded() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(ExchangesTest.class.getResource("exchanges"), "exchanges").toURI());
  }

  @Test
  void theyAreOfManyServers() throws Exception {
    assertThat(recorded())
        .extracting(name -> name.replaceAll("[-.].*", ""))
        .contains(
            "anthropic",
            "deepseek",
            "gemini",
            "groq",
            "litellm",
            "llama",
            "mistral",
            "ollama",
            "openai",
            "openrouter",
            "sglang",
            "transformers",
            "vllm");
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void isReadAsItSays(String name) throws Exception {
    JsonNode exchange = JSON.readTree(folder().resolve(name).toFile());
    JsonNode expected = exchange.path("expected");
    if (expected.has("ends")) {
      assertThatThrownBy(() -> outcome(exchange))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("HTTP " + exchange.path("status").asText())
          .hasMessageContaining(expected.path("ends").asText());
    } else if (expected.has("cause")) {
      fails((Failure) outcome(exchange), expected);
    } else if (expected.has("options")) {
      scores(((Completion) outcome(exchange)).text(), expected.path("options"));
    } else {
      // Some servers stream unasked.
      boolean streamed = exchange.path("headers").toString().contains("text/event-stream");
      answers((Completion) outcome(exchange), streamed, expected);
    }
  }

  private static void fails(Failure failure, JsonNode expected) {
    assertThat(failure.cause()).isEqualTo(Cause.valueOf(expected.path("cause").asText()));
    assertThat(failure.detail()).contains(expected.path("says").asText());
    if (expected.has("again")) {
      assertThat(failure.detail().endsWith(", after 3 tries"))
          .as(failure.detail())
          .isEqualTo(expected.path("again").asBoolean());
    }
  }

  private static void scores(String text, JsonNode expected) {
    List<Option> options = ContinuationLikelihoods.of(text).orElseThrow().options();
    assertThat(options).hasSize(expected.size());
    for (int i = 0; i < options.size(); i++) {
      Option option = options.get(i);
      JsonNode one = expected.path(i);
      assertThat(option.continuation()).isEqualTo(one.path("continuation").asText());
      assertThat(option.loglikelihood())
          .isCloseTo(one.path("loglikelihood").asDouble(), within(1e-9));
      assertThat(option.tokens()).isEqualTo(one.path("tokens").asInt());
      assertThat(option.greedy()).isEqualTo(one.path("greedy").asBoolean());
    }
  }

  private static void answers(Completion done, boolean stream, JsonNode expected) {
    assertThat(done.answerText().orElse("").strip())
        .isEqualTo(expected.path("answer").asText().strip());
    String thoughts = String.join("", done.reasoning().thoughts(done.text()));
    assertThat(thoughts.replaceAll("</?think>", "").strip())
        .isEqualTo(expected.path("thoughts").asText().strip());
    boolean cut = List.of("length", "max_tokens").contains(expected.path("finish").asText());
    assertThat(done.stopReason().truncated()).isEqualTo(expected.path("cut").asBoolean(cut));
    CallFacts call = done.call().orElseThrow();
    assertThat(call.finish()).isEqualTo(expected.path("finish").asText());
    assertThat(call.id()).isEqualTo(expected.path("id").asText());
    assertThat(call.model()).isEqualTo(expected.path("model").asText());
    // What is empty is asked for once more.
    assertThat(call.tries()).isEqualTo(done.text().isEmpty() ? 2 : 1);
    assertThat(call.stream().isPresent()).isEqualTo(stream);
    JsonNode usage = expected.path("usage");
    assertThat(done.usage().prompt()).isEqualTo(count(usage.path("prompt")));
    assertThat(done.usage().completion()).isEqualTo(count(usage.path("completion")));
    assertThat(done.usage().reasoning()).isEqualTo(count(usage.path("reasoning")));
    assertThat(done.usage().cached()).isEqualTo(count(usage.path("cached")));
  }

  /// Asks what the exchange asked, where it has that, and holds the call against it.
  private static Outcome outcome(JsonNode exchange) throws Exception {
    Api api = Api.labelled(exchange.path("api").asText()).orElseThrow();
    JsonNode asked = exchange.path("request");
    boolean known = asked.has("model");
    CompletionRequest request =
        known
            ? request(asked, exchange.path("expected").path("context").asText())
            : api == Api.COMPLETIONS ? Endpoints.textRequest() : Endpoints.request();
    EndpointOptions options =
        Endpoints.speaking(api, exchange.path("stream").asBoolean(), added(asked));
    return Endpoints.ask(
        options,
        request,
        call -> {
          if (known) {
            ObjectNode sent = call.body().deepCopy();
            sent.set("model", asked.path("model"));
            assertThat((Object) sent).isEqualTo(asked);
          }
          return replayed(exchange);
        });
  }

  private static CompletionRequest request(JsonNode asked, String context) {
    GenerationSettings settings =
        GenerationSettings.greedy(
            asked.path("max_output_tokens").asInt(asked.path("max_tokens").asInt()),
            texts(asked.path("stop")).toList());
    Prompt prompt =
        switch (asked.path("prompt").getNodeType()) {
          case ARRAY ->
              new Prompt.Continuations(
                  context,
                  texts(asked.path("prompt"))
                      .map(each -> each.substring(context.length()))
                      .toList());
          case STRING -> new Prompt.Text(asked.path("prompt").asText());
          default ->
              new Prompt.Chat(
                  asked
                      .path(asked.has("input") ? "input" : "messages")
                      .valueStream()
                      .map(
                          each ->
                              new Message(
                                  each.path("role").asText(), each.path("content").asText()))
                      .toList());
        };
    return new CompletionRequest("1", 0, prompt, settings);
  }

  /// Returns what a user adds with `--body` so that a call is like this one.
  private static Map<String, JsonNode> added(JsonNode asked) {
    Map<String, JsonNode> body = new HashMap<>();
    for (String field : List.of("structured_outputs", "prompt_logprobs")) {
      if (asked.has(field)) {
        body.put(field, asked.path(field));
      }
    }
    if (asked.has("prompt_logprobs")) {
      body.put("echo", JSON.nullNode());
      body.put("logprobs", JSON.nullNode());
    }
    return body;
  }

  private static Stream<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText);
  }

  private static FakeEndpoint.Answer replayed(JsonNode exchange) {
    Map<String, String> headers = new HashMap<>();
    exchange
        .path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    byte[] body = body(exchange.path("body")).getBytes(StandardCharsets.UTF_8);
    return new FakeEndpoint.Pieces(exchange.path("status").asInt(), headers, List.of(body), 0);
  }

  private static String body(JsonNode body) {
    if (body.isTextual()) {
      return body.asText();
    }
    StringJoiner lines = new StringJoiner("\n");
    body.forEach(line -> lines.add(line.asText()));
    return lines.toString();
  }

  private static OptionalInt count(JsonNode count) {
    return count.isInt() ? OptionalInt.of(count.asInt()) : OptionalInt.empty();
  }
}
