package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens by source and script, against the ids that the reference tokenizers give.
final class TokensCommandTest {
  private static final String MARK = "\n__ggml_vocab_test__\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ggml-vocab-llama-spm",
        "ggml-vocab-gpt-2",
        "ggml-vocab-phi-3",
        "ggml-vocab-deepseek-coder",
        "ggml-vocab-starcoder"
      })
  void countsLikeTheReferenceTokenizers(String name) throws IOException {
    Path model = SharedData.file("tokenizers/" + name + ".gguf");
    Path input = SharedData.file("tokenizers/" + name + ".gguf.inp");
    Path ids = SharedData.file("tokenizers/" + name + ".gguf.out");
    JsonNode found =
        json("--model", model.toString(), "--text", "all=" + input, "--separator", MARK);
    long expected = 0;
    for (String line : Files.readAllLines(ids)) {
      expected += line.isBlank() ? 0 : line.strip().split("\\s+").length;
    }
    String texts = Files.readString(input).replace(MARK, "");
    assertThat(sum(found, "texts")).isEqualTo(46);
    assertThat(sum(found, "characters")).isEqualTo(texts.codePointCount(0, texts.length()));
    assertThat(sum(found, "bytes")).isEqualTo(texts.getBytes(StandardCharsets.UTF_8).length);
    long tokens = 0;
    for (JsonNode source : found.path("sources")) {
      tokens += source.path("tokenizers").get(0).path("tokens").asLong();
    }
    assertThat(tokens).isEqualTo(expected);
  }

  @Test
  void comparesTokenizersBySourceAndScript() throws IOException {
    Path one = SharedData.file("tokenizers/ggml-vocab-gpt-2.gguf");
    Path two = SharedData.file("tokenizers/ggml-vocab-llama-spm.gguf");
    Path file = Files.writeString(folder.resolve("mixed.txt"), "Hello world!|你好，世界|Привет мир|42");
    JsonNode found =
        json(
            "--model",
            one.toString(),
            "--model",
            two.toString(),
            "--text",
            file.toString(),
            "--separator",
            "|",
            "--suite",
            "mmlu-pro=" + Suites.questions(folder, 3),
            "--budget",
            "100");
    List<String> groups = new ArrayList<>();
    found
        .path("sources")
        .forEach(
            each -> groups.add(each.path("source").asText() + " " + each.path("script").asText()));
    assertThat(groups)
        .containsExactly(
            "mmlu-pro LATIN",
            "mixed.txt LATIN",
            "mixed.txt HAN",
            "mixed.txt CYRILLIC",
            "mixed.txt none");
    JsonNode latin = found.path("sources").get(1);
    assertThat(latin.path("words").asInt()).isEqualTo(2);
    // "Hello", " world", "!"
    JsonNode gpt = latin.path("tokenizers").get(0);
    assertThat(gpt.path("tokens").asInt()).isEqualTo(3);
    assertThat(gpt.path("tokensPerCharacter").asDouble()).isCloseTo(3 / 12.0, within(1e-12));
    assertThat(gpt.path("tokensPerWord").asDouble()).isCloseTo(1.5, within(1e-12));
    assertThat(gpt.path("charactersInBudget").asInt()).isEqualTo(400);
    JsonNode han = found.path("sources").get(2);
    assertThat(han.path("words").isMissingNode()).isTrue();
    assertThat(han.path("characters").asInt()).isEqualTo(5);
    assertThat(han.path("bytes").asInt()).isEqualTo(15);
    assertThat(han.path("tokenizers").get(1).path("tokenizer").asText())
        .isEqualTo("ggml-vocab-llama-spm.gguf");
  }

  @Test
  void needsATextAndAKnownSuite() {
    Commands.Result result = Commands.run("engine", "tokens", "--model", "x.gguf");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("there is no text");
  }

  private static long sum(JsonNode found, String field) {
    long sum = 0;
    for (JsonNode source : found.path("sources")) {
      sum += source.path(field).asLong();
    }
    return sum;
  }

  private static JsonNode json(String... arguments) throws IOException {
    Commands.Result result =
        Commands.run(
            Stream.concat(Stream.of("engine", "tokens", "--json"), Stream.of(arguments))
                .toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    return new JsonMapper().readTree(result.out());
  }
}
