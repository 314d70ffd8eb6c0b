package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.run.ExitCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The engine's commands against references made by others.
final class EngineCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "qwen2, qwen2, scalar, 1e-4",
    "qwen2, qwen2, auto, 1e-4",
    "qwen2-tied, qwen2-tied, auto, 1e-4",
    "qwen2-q8_0, qwen2-q8_0.dequant, scalar, 1e-4",
    "qwen2-q8_0, qwen2-q8_0.dequant, auto, 1e-3",
    "qwen2-bf16, qwen2-bf16.dequant, auto, 1e-4",
    "qwen2-f16, qwen2-f16.dequant, auto, 1e-4"
  })
  void logitsAndGreedyTokensAreThoseOfLlamaCpp(
      String model, String reference, String kernels, float tolerance) throws IOException {
    Path file = SharedData.file("golden/" + model + ".gguf");
    JsonNode expected = JSON.readTree(SharedData.file("golden/" + reference + ".json").toFile());
    String prompt = ids(expected.path("prompt"));
    Path out = folder.resolve("logits.npy");
    Commands.Result logits =
        Commands.run(
            "engine",
            "logits",
            "--model",
            file.toString(),
            "--tokens",
            prompt + "," + ids(expected.path("greedy")),
            "--kernels",
            kernels,
            "--out",
            out.toString());
    assertThat(logits.status()).as(logits.err()).isZero();
    FloatBuffer found = floats(out);
    FloatBuffer golden = floats(SharedData.file("golden/" + reference + ".logits.npy"));
    assertThat(found.remaining()).isEqualTo(golden.remaining());
    float largest = 0;
    for (int i = 0; i < golden.remaining(); i++) {
      largest = Math.max(largest, Math.abs(found.get(i) - golden.get(i)));
    }
    assertThat(largest).isLessThan(tolerance);

    Commands.Result generated =
        Commands.run(
            "engine",
            "generate",
            "--model",
            file.toString(),
            "--tokens",
            prompt,
            "--max-tokens",
            "16",
            "--temperature",
            "0",
            "--kernels",
            kernels,
            "--json");
    assertThat(generated.status()).as(generated.err()).isZero();
    assertThat(JSON.readTree(generated.out()).path("tokens")).isEqualTo(expected.path("greedy"));
  }

  @Test
  void inspectionNeedsTheHeaderOnly() throws IOException {
    Path file = SharedData.file("golden/qwen2-q8_0.gguf");
    Commands.Result result =
        Commands.run("engine", "inspect", "--model", file.toString(), "--json");
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode node = JSON.readTree(result.out());
    assertThat(node.path("architecture").asText()).isEqualTo("qwen2");
    assertThat(node.path("vocabSize").asInt()).isEqualTo(320);
    assertThat(node.path("tensors").path("Q8_0").path("count").asInt()).isPositive();
    assertThat(node.path("kvBytesPerToken").asLong()).isPositive();
  }

  @Test
  void kvBytesAreShownForEachTypeOfEntry() throws IOException {
    // Two layers, keys and values, two heads of 16 elements; a Q8_0 block has a scale of 2 bytes.
    Path file = SharedData.file("golden/qwen2.gguf");
    JsonNode node =
        JSON.readTree(
            Commands.run("engine", "inspect", "--model", file.toString(), "--json").out());
    JsonNode bytes = node.path("kvBytesPerTokenByType");
    long elements = 2L * 2 * 2 * node.path("headDim").asLong();
    assertThat(bytes.path("F32").asLong()).isEqualTo(4 * elements);
    assertThat(bytes.path("F16").asLong()).isEqualTo(2 * elements);
    assertThat(bytes.path("Q8_0").asLong()).isEqualTo(elements + 2 * 2 * 2 * 2);
  }

  @Test
  void whatASequenceNeedsIsShownByTheKindOfAttention() throws IOException {
    for (String model : List.of("qwen2", "gemma2", "deepseek2")) {
      Path file = SharedData.file("golden/" + model + ".gguf");
      JsonNode node =
          JSON.readTree(
              Commands.run("engine", "inspect", "--model", file.toString(), "--json").out());
      long perToken = node.path("kvBytesPerToken").asLong();
      long needed = node.at("/kvBytesNeededAt/32768").asLong();
      switch (node.path("attention").asText()) {
        case "full", "latent" -> assertThat(needed).isEqualTo(32_768 * perToken);
        case "windowed and full" -> assertThat(needed).isLessThan(32_768 * perToken);
        default -> throw new AssertionError(node);
      }
      assertThat(node.path("attention").asText())
          .isEqualTo(
              Map.of("qwen2", "full", "gemma2", "windowed and full", "deepseek2", "latent")
                  .get(model));
    }
  }

  @Test
  void severalCompletionsComeFromOnePrefill() throws IOException {
    List<JsonNode> several = generate("--completions", "3", "--seed", "5");
    assertThat(several).hasSize(3);
    assertThat(several.stream().map(node -> node.path("reusedTokens").asInt()))
        .containsExactly(0, 96, 96);
    for (int i = 0; i < 3; i++) {
      JsonNode alone = generate("--seed", String.valueOf(5 + i)).getFirst();
      assertThat(several.get(i).path("tokens")).isEqualTo(alone.path("tokens"));
      assertThat(several.get(i).path("text")).isEqualTo(alone.path("text"));
    }
  }

  @Test
  void samplingFlagsReachTheSampler() throws IOException {
    List<JsonNode> biased = generate("--logit-bias", "7=1000,9=-1000");
    biased.getFirst().path("tokens").forEach(token -> assertThat(token.asInt()).isEqualTo(7));
    List<String> free = List.of("--temperature", "1", "--seed", "3");
    JsonNode plain = generate(free.toArray(String[]::new)).getFirst().path("tokens");
    for (List<String> flag :
        List.of(
            List.of("--min-p", "0.7"),
            List.of("--typical-p", "0.05"),
            List.of("--repetition-penalty", "8"),
            List.of("--frequency-penalty", "-20"),
            List.of("--presence-penalty", "-20"))) {
      List<String> flags = new ArrayList<>(free);
      flags.addAll(flag);
      assertThat(generate(flags.toArray(String[]::new)).getFirst().path("tokens"))
          .as(flag.getFirst())
          .isNotEqualTo(plain);
    }
  }

  @Test
  void generatedLogprobsAgreeWithThoseOfTheWholeText() throws IOException {
    JsonNode generated = generate("--logprobs", "2").getFirst();
    JsonNode expected = JSON.readTree(SharedData.file("golden/qwen2.json").toFile());
    Commands.Result result =
        Commands.run(
            "engine",
            "logprobs",
            "--model",
            SharedData.file("golden/qwen2.gguf").toString(),
            "--tokens",
            ids(expected.path("prompt")) + "," + ids(expected.path("greedy")),
            "--top",
            "2",
            "--json");
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode all = JSON.readTree(result.out());
    assertThat(all).hasSize(111);
    for (int i = 0; i < 16; i++) {
      JsonNode token = generated.path("logprobs").get(i);
      assertThat(token).isEqualTo(all.get(95 + i));
      assertThat(token.path("rank").asInt()).isEqualTo(1);
      assertThat(token.path("top").get(0).path("logprob")).isEqualTo(token.path("logprob"));
    }
  }

  @Test
  void loglikelihoodIsTheSumOverTheContinuation() throws IOException {
    Path model = SharedData.file("golden/qwen2.gguf");
    Commands.Result result =
        Commands.run(
            "engine",
            "loglikelihood",
            "--model",
            model.toString(),
            "--prompt",
            "Sixteen tokens and more are computed once, and these are more: 2+2= ",
            "--continuation",
            "4",
            "--continuation",
            "five",
            "--json");
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode scored = JSON.readTree(result.out());
    assertThat(scored).hasSize(2);
    for (JsonNode node : scored) {
      double sum = 0;
      StringBuilder text = new StringBuilder();
      for (JsonNode token : node.path("tokens")) {
        sum += token.path("logprob").asDouble();
        text.append(token.path("text").asText());
      }
      assertThat(node.path("loglikelihood").asDouble()).isEqualTo(sum).isNegative();
      assertThat(text).hasToString(" " + node.path("continuation").asText());
    }
    assertThat(scored.get(1).path("bytes").asInt()).isEqualTo(4);
    assertThat(scored.get(1).path("reusedTokens").asInt()).isPositive();
  }

  @Test
  void ropeScalingAndCacheTypeChangeTheNumbers() throws IOException {
    JsonNode plain = generate("--logprobs", "0").getFirst().path("logprobs");
    for (List<String> flags :
        List.of(
            List.of("--rope-scaling", "linear", "--rope-factor", "2"),
            List.of("--kv-type", "f16"),
            List.of("--kv-type", "q8_0"))) {
      List<String> all = new ArrayList<>(List.of("--logprobs", "0"));
      all.addAll(flags);
      assertThat(generate(all.toArray(String[]::new)).getFirst().path("logprobs"))
          .as(flags.toString())
          .isNotEqualTo(plain);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rope-factor 4 | --rope-factor and --rope-original-context need --rope-scaling KIND",
        "--rope-scaling yarn | --rope-scaling yarn needs --rope-factor F",
        "--rope-scaling yearn --rope-factor 4 | --rope-scaling yearn: expected one of none,"
            + " linear,",
        "--rope-scaling yarn --rope-factor 0.5 | expected at least 1, found 0.5",
        "--rope-scaling longrope --rope-factor 4 | longrope needs divisors that only models made"
            + " for it bring",
        "--kv-type q4 | --kv-type q4: expected one of f32, f16, q8_0",
        "--min-p 2 | minP is out of range",
        "--repetition-penalty 0 | repetition is out of range",
        "--completions 0 | --completions must be at least 1, found 0",
        "--logit-bias 320=1 | token 320 with a logit bias is not in the vocabulary of 320"
      })
  void flagsThatMakeNoSenseAreWrongUsage(String flags, String message) {
    List<String> words = new ArrayList<>(List.of("engine", "generate", "--tokens", "1,2"));
    words.addAll(List.of("--model", SharedData.file("golden/qwen2.gguf").toString()));
    words.addAll(List.of("--max-tokens", "4"));
    words.addAll(List.of(flags.split(" ", -1)));
    Commands.Result result = Commands.run(words.toArray(String[]::new));
    assertThat(result.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(result.err()).contains(message);
  }

  /// Generates 16 tokens behind the golden prompt, in JSON.
  private static List<JsonNode> generate(String... flags) throws IOException {
    JsonNode expected = JSON.readTree(SharedData.file("golden/qwen2.json").toFile());
    List<String> words = new ArrayList<>(List.of("engine", "generate", "--json"));
    words.addAll(List.of("--model", SharedData.file("golden/qwen2.gguf").toString()));
    words.addAll(List.of("--tokens", ids(expected.path("prompt")), "--max-tokens", "16"));
    boolean seeded = List.of(flags).contains("--seed");
    if (seeded && !List.of(flags).contains("--temperature")) {
      words.addAll(List.of("--temperature", "1"));
    }
    words.addAll(List.of(flags));
    words.add("--ignore-eos");
    Commands.Result result = Commands.run(words.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : result.out().lines().toList()) {
      nodes.add(JSON.readTree(line));
    }
    return nodes;
  }

  @Test
  void aFileThatIsNoModelIsBadInput() throws IOException {
    Path file = Files.writeString(folder.resolve("model.gguf"), "this is no model");
    Commands.Result result = Commands.run("engine", "inspect", "--model", file.toString());
    assertThat(result.status()).isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(result.err()).contains(file.toString());
  }

  private static String ids(JsonNode array) {
    List<String> ids = new ArrayList<>();
    array.forEach(id -> ids.add(id.asText()));
    return ids.stream().collect(Collectors.joining(","));
  }

  /// Returns the numbers of a NumPy file of format 1.0 with little-endian float32.
  private static FloatBuffer floats(Path npy) throws IOException {
    byte[] bytes = Files.readAllBytes(npy);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int header = Short.toUnsignedInt(buffer.getShort(8));
    assertThat(new String(bytes, 10, header, StandardCharsets.US_ASCII)).contains("'<f4'");
    return buffer.position(10 + header).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
