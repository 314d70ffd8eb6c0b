package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine's commands on a checkpoint folder of Hugging Face: weights and expected tokens are
/// those of the engine's own test data (`tools/golden`), the tokenizer is one of single characters.
final class CheckpointCommandTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path CHECKPOINT =
      Path.of("../engine/src/test/resources/assay/engine/huggingface/qwen2");

  @TempDir private Path folder;

  @BeforeEach
  void copyCheckpoint() throws IOException {
    for (String name : List.of("config.json", "model.safetensors")) {
      Files.copy(CHECKPOINT.resolve(name), folder.resolve(name));
    }
    Files.writeString(folder.resolve("tokenizer.json"), CharacterTokenizer.json().toString());
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        """
        {"eos_token": "<|endoftext|>",
         "chat_template": "{% for m in messages %}{{ m.role }}:{{ m.content }}{% endfor %}"}
        """);
  }

  private JsonNode json(String... arguments) throws IOException {
    Commands.Result result = Commands.run(arguments);
    assertThat(result.status()).as(result.err()).isZero();
    return JSON.readTree(result.out());
  }

  private static String ids(JsonNode array) {
    return String.join(
        ",", StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList());
  }

  @Test
  void greedyTokensAreThoseOfTransformers() throws IOException {
    JsonNode reference = JSON.readTree(CHECKPOINT.resolve("reference.json").toFile());
    JsonNode found =
        json(
            "engine",
            "generate",
            "--model",
            folder.toString(),
            "--tokens",
            ids(reference.path("prompt")),
            "--max-tokens",
            String.valueOf(reference.path("greedy").size()),
            "--ignore-eos",
            "--json");
    assertThat(found.path("tokens")).isEqualTo(reference.path("greedy"));
  }

  @Test
  void textsAndChatsGoThroughTheFoldersTokenizerAndTemplate() throws IOException {
    assertThat(
            json(
                    "engine",
                    "generate",
                    "--model",
                    folder.toString(),
                    "--prompt",
                    "2+2=",
                    "--max-tokens",
                    "3",
                    "--json")
                .path("promptTokens")
                .asInt())
        .isEqualTo(4);
    Path chat =
        Files.writeString(
            folder.resolve("chat.json"), "[{\"role\": \"user\", \"content\": \"Hi there\"}]");
    assertThat(
            json(
                    "engine",
                    "generate",
                    "--model",
                    folder.toString(),
                    "--messages",
                    chat.toString(),
                    "--max-tokens",
                    "3",
                    "--json")
                .path("promptTokens")
                .asInt())
        .isEqualTo("user:Hi there".length());
  }

  @Test
  void aFolderIsInspectedAndRun() throws IOException {
    assertThat(
            json("engine", "inspect", "--model", folder.toString(), "--json")
                .path("architecture")
                .asText())
        .isEqualTo("qwen2");
    Path data =
        Files.writeString(
            folder.resolve("data.jsonl"),
            "{\"id\": \"1\", \"question\": \"1+1\", \"answer\": \"2\"}\n");
    Path suite =
        Files.writeString(
            folder.resolve("suite.json"),
            """
            {"name": "sums", "prompt": "{question}=", "raw": true, "id": "id",
             "target": "answer", "scorer": "exact", "maxTokens": 4}
            """);
    Path run = folder.resolve("run");
    Commands.Result result =
        Commands.run(
            "run",
            "--suite",
            suite.toString(),
            "--data",
            data.toString(),
            "--model",
            folder.toString(),
            "--out",
            run.toString());
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode manifest = JSON.readTree(run.resolve("manifest.json").toFile());
    assertThat(manifest.path("model").path("digests").path("weights").asText()).hasSize(64);
    assertThat(Files.readString(run.resolve("records.jsonl"))).contains("\"1+1=\"");
  }
}
