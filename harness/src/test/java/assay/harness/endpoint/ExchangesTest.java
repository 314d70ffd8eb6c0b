package assay.harness.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.CallFacts;
import assay.results.Completion;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
/// cassettes of pydantic-ai.
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
            "llama",
            "mistral",
            "ollama",
            "openai",
            "openrouter",
            "sglang",
            "vllm");
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void isReadAsItSays(String name) throws Exception {
    JsonNode exchange = JSON.readTree(folder().resolve(name).toFile());
    Api api = Api.labelled(exchange.path("api").asText()).orElseThrow();
    boolean stream = exchange.path("stream").asBoolean();
    Completion done =
        (Completion)
            Endpoints.ask(
                Endpoints.speaking(api, stream),
                api == Api.COMPLETIONS ? Endpoints.textRequest() : Endpoints.request(),
                call -> replayed(exchange));
    JsonNode expected = exchange.path("expected");
    assertThat(done.answerText().orElse("").strip())
        .isEqualTo(expected.path("answer").asText().strip());
    String thoughts = String.join("", done.reasoning().thoughts(done.text()));
    assertThat(thoughts.replaceAll("</?think>", "").strip())
        .isEqualTo(expected.path("thoughts").asText());
    assertThat(done.stopReason().truncated())
        .isEqualTo(expected.path("finish").asText().equals("length"));
    CallFacts call = done.call().orElseThrow();
    assertThat(call.finish()).isEqualTo(expected.path("finish").asText());
    assertThat(call.id()).isEqualTo(expected.path("id").asText());
    assertThat(call.model()).isEqualTo(expected.path("model").asText());
    assertThat(call.tries()).isEqualTo(1);
    assertThat(call.stream().isPresent()).isEqualTo(stream);
    JsonNode usage = expected.path("usage");
    assertThat(done.usage().prompt()).isEqualTo(count(usage.path("prompt")));
    assertThat(done.usage().completion()).isEqualTo(count(usage.path("completion")));
    assertThat(done.usage().reasoning()).isEqualTo(count(usage.path("reasoning")));
    assertThat(done.usage().cached()).isEqualTo(count(usage.path("cached")));
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
