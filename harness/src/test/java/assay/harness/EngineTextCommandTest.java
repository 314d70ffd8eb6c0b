package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.run.ExitCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine's commands on texts, templates and model folders.
final class EngineTextCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

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
  void lintFailsOnWarningsOnlyIfStrict() throws IOException {
    Path model = qwen2Folder();
    assertThat(Commands.run("engine", "lint", "--model", model.toString()).out())
        .isEqualToNormalizingNewlines("nothing found\n");
    Files.writeString(model.resolve("config.json"), "{\"eos_token_id\": 151643}");
    Commands.Result result = Commands.run("engine", "lint", "--model", model.toString(), "--json");
    assertThat(result.status()).isEqualTo(ExitCode.OK.status());
    JsonNode finding = JSON.readTree(result.out()).get(0);
    assertThat(finding.get("rule").asText()).isEqualTo("end-disagrees");
    assertThat(finding.get("level").asText()).isEqualTo("warning");
    assertThat(Commands.run("engine", "lint", "--model", model.toString(), "--strict").status())
        .isEqualTo(ExitCode.BAD_INPUT.status());
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
}
