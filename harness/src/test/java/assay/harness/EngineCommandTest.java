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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The engine's commands against references made by others.
final class EngineCommandTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final float TOLERANCE = 1e-4f;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "qwen2, qwen2, scalar",
    "qwen2, qwen2, auto",
    "qwen2-tied, qwen2-tied, auto",
    "qwen2-q8_0, qwen2-q8_0.dequant, auto",
    "qwen2-bf16, qwen2-bf16.dequant, auto",
    "qwen2-f16, qwen2-f16.dequant, auto"
  })
  void logitsAndGreedyTokensAreThoseOfLlamaCpp(String model, String reference, String kernels)
      throws IOException {
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
    assertThat(largest).isLessThan(TOLERANCE);

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
  void theQwen2TokenizerIsReadFromItsFolder() throws IOException {
    Path model = qwen2Folder();
    Path input = SharedData.file("tokenizers/ggml-vocab-qwen2.gguf.inp");
    Commands.Result result =
        Commands.run(
            "engine",
            "tokenize",
            "--model",
            model.toString(),
            "--input",
            input.toString(),
            "--separator",
            "\\n__ggml_vocab_test__\\n",
            "--json");
    assertThat(result.status()).as(result.err()).isZero();
    List<String> found = new ArrayList<>();
    JSON.readTree(result.out()).forEach(ids -> found.add(ids(ids).replace(',', ' ')));
    List<String> expected =
        Files.readAllLines(SharedData.file("tokenizers/ggml-vocab-qwen2.gguf.out")).stream()
            .map(String::strip)
            .toList();
    assertThat(found).hasSize(46).isEqualTo(expected);
  }

  @Test
  void detokenizingGivesTheTextBack() throws IOException {
    Path model = qwen2Folder();
    String text = "Zwölf Boxkämpfer, 1 234 \ud83d\ude00\n\n\tend";
    Path input = Files.writeString(folder.resolve("text.txt"), text);
    Commands.Result ids =
        Commands.run(
            "engine", "tokenize", "--model", model.toString(), "--input", input.toString());
    Commands.Result back =
        Commands.run(
            "engine",
            "detokenize",
            "--model",
            model.toString(),
            "--tokens",
            ids.out().strip().replace(' ', ','));
    assertThat(back.out()).isEqualTo(text);
  }

  @Test
  void aTemplateIsRenderedExactly() throws IOException {
    JsonNode expected =
        JSON.readTree(SharedData.file("templates/transformers/expected.json").toFile());
    String template = "Qwen-Qwen2.5-7B-Instruct.jinja";
    int checked = 0;
    for (String context : List.copyOf(fieldNames(expected.path("ctx")))) {
      JsonNode gold = expected.path("gold").path(template + "|" + context);
      if (gold.has("ok")) {
        Path file =
            Files.writeString(
                folder.resolve("context.json"), withTokens(expected.path("ctx").path(context)));
        Commands.Result result =
            Commands.run(
                "engine",
                "render",
                "--template",
                SharedData.file("templates/transformers/" + template).toString(),
                "--context",
                file.toString(),
                "--now",
                "2026-11-23T10:05:07");
        assertThat(result.out()).as(context).isEqualTo(gold.path("ok").asText());
        checked++;
      }
    }
    assertThat(checked).isPositive();
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
  void aFileThatIsNoModelIsBadInput() throws IOException {
    Path file = Files.writeString(folder.resolve("model.gguf"), "this is no model");
    Commands.Result result = Commands.run("engine", "inspect", "--model", file.toString());
    assertThat(result.status()).isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(result.err()).contains(file.toString());
  }

  private Path qwen2Folder() throws IOException {
    Path model = Files.createDirectories(folder.resolve("qwen2"));
    for (String name : List.of("vocab.json", "merges.txt", "tokenizer_config.json")) {
      Files.copy(SharedData.file("tokenizers/qwen2-" + name), model.resolve(name));
    }
    return model;
  }

  private static List<String> fieldNames(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String withTokens(JsonNode context) {
    return context
        .<com.fasterxml.jackson.databind.node.ObjectNode>deepCopy()
        .put("bos_token", "<s>")
        .put("eos_token", "</s>")
        .toString();
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
