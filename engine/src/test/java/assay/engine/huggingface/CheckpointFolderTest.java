package assay.engine.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.format.BlockScales;
import assay.engine.format.MalformedModelException;
import assay.engine.format.SafetensorsFile;
import assay.engine.format.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Folders as Transformers wrote them, and what becomes of them when they are damaged.
final class CheckpointFolderTest {
  private static final Path ROOT = Path.of("src/test/resources/assay/engine/huggingface");
  private static final String INDEX = "model.safetensors.index.json";

  @TempDir Path folder;

  @Test
  void namesTensorsAsTheEngineDoes() throws IOException {
    copy("qwen2_moe");
    CheckpointFolder.Opened opened = new CheckpointFolder(folder).open();
    try (var weights = opened.weights()) {
      assertThat(opened.config().architecture()).isEqualTo("qwen2moe");
      assertThat(weights.tensors())
          .containsKeys(
              "token_embd.weight",
              "blk.1.attn_q.bias",
              "blk.0.ffn_gate.5.weight",
              "blk.1.ffn_gate_inp_shexp.weight",
              "output.weight");
      assertThat(weights.path()).isEqualTo(folder);
      assertThat(weights.sizeBytes()).isEqualTo(Files.size(folder.resolve("model.safetensors")));
    }
  }

  @Test
  void keepsScalesOfFp8Apart() throws IOException {
    copy("deepseek_v3-fp8");
    try (var weights = new CheckpointFolder(folder).open().weights()) {
      TensorInfo gate = weights.tensor("blk.0.ffn_gate.weight").orElseThrow();
      assertThat(weights.tensor("blk.0.ffn_gate.weight_scale_inv")).isEmpty();
      BlockScales scales = weights.scales(gate).orElseThrow();
      assertThat(scales.blockRows()).isEqualTo(128);
      assertThat(scales.at(0, 0)).isPositive().isNotEqualTo(scales.at(128, 0));
      TensorInfo embedding = weights.tensor("token_embd.weight").orElseThrow();
      assertThat(weights.scales(embedding)).isEmpty();
    }
  }

  @Test
  void followsTheLinksOfTheHubsCache() throws IOException {
    Path blobs = Files.createDirectory(folder.resolve("blobs"));
    Path snapshot = Files.createDirectories(folder.resolve("snapshots/0123"));
    try (Stream<Path> files = Files.list(ROOT.resolve("qwen2-sharded"))) {
      for (Path file : files.toList()) {
        Path blob = blobs.resolve(file.getFileName() + "-blob");
        Files.copy(file, blob);
        Files.createSymbolicLink(snapshot.resolve(file.getFileName()), snapshot.relativize(blob));
      }
    }
    assertThat(CheckpointFolder.isCheckpoint(snapshot)).isTrue();
    try (var weights = new CheckpointFolder(snapshot).open().weights()) {
      assertThat(weights.tensors()).containsKey("output.weight");
    }
    assertThat(new CheckpointFolder(snapshot).computingFiles())
        .hasSize(5)
        .contains(snapshot.resolve("config.json"));
  }

  @Test
  void tellsAFolderWithoutConfiguration() {
    assertThat(CheckpointFolder.isCheckpoint(folder)).isFalse();
    assertThat(CheckpointFolder.isCheckpoint(ROOT.resolve("qwen2"))).isTrue();
    assertThat(CheckpointFolder.isCheckpoint(ROOT.resolve("qwen2/config.json"))).isFalse();
  }

  @Test
  void refusesAFolderWithoutWeights() throws IOException {
    copy("qwen2");
    Files.delete(folder.resolve("model.safetensors"));
    assertFault(
        folder
            + ": weights: no weights in this folder\n"
            + "  expected model.safetensors or model.safetensors.index.json, found neither. "
            + "Fetch the checkpoint in safetensors format, or give a GGUF file");
  }

  @Test
  void refusesASingleFileBesideAnIndex() throws IOException {
    copy("qwen2-sharded");
    Files.copy(ROOT.resolve("qwen2/model.safetensors"), folder.resolve("model.safetensors"));
    assertFault(
        folder
            + ": weights: both a single file and an index of several\n"
            + "  expected model.safetensors or model.safetensors.index.json, found both. "
            + "Remove the one that is not meant");
  }

  @Test
  void refusesAMissingShard() throws IOException {
    copy("qwen2-sharded");
    Path shard = folder.resolve("model-00002-of-00004.safetensors");
    Files.delete(shard);
    assertFault(
        folder.resolve(INDEX)
            + ": weight_map: a file that the index names is missing\n  expected the file "
            + shard
            + ", found no such file. The checkpoint is incomplete or was mixed from several: fetch"
            + " it again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../model.safetensors", "/etc/passwd", "a/b.safetensors", "..", "b.bin", ""})
  void refusesShardsOutsideTheFolder(String name) throws IOException {
    copy("qwen2");
    Files.delete(folder.resolve("model.safetensors"));
    Files.writeString(
        folder.resolve(INDEX), "{\"weight_map\": {\"lm_head.weight\": \"" + name + "\"}}");
    assertFault(
        folder.resolve(INDEX)
            + ": $.weight_map[\"lm_head.weight\"]: this is no name of a file beside the index\n"
            + "  expected a name such as model-00001-of-00002.safetensors, found \""
            + name
            + "\". Fetch the file again, or use a model that the engine supports");
  }

  @Test
  void refusesATensorInAnotherShardThanTheIndexSays() throws IOException {
    copy("qwen2-sharded");
    String index = Files.readString(folder.resolve(INDEX));
    String moved = index.replaceAll("(\"model.norm.weight\": \"model-0000)\\d(-of-00004)", "$11$2");
    Files.writeString(folder.resolve(INDEX), moved);
    assertThatThrownBy(this::open)
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("tensor \"model.norm.weight\"")
        .hasMessageContaining("the tensor is in another file than the index says\n")
        .hasMessageContaining("expected model-00001-of-00004.safetensors, found model-0000");
  }

  @Test
  void refusesATensorThatTheIndexDoesNotName() throws IOException {
    copy("qwen2-sharded");
    String index = Files.readString(folder.resolve(INDEX));
    Files.writeString(folder.resolve(INDEX), index.replace("model.norm.weight", "model.norm.gain"));
    assertThatThrownBy(this::open)
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("tensor \"model.norm.weight\"")
        .hasMessageContaining("does not name this tensor\n  expected only tensors of the index");
  }

  @Test
  void refusesATensorThatTheArchitectureDoesNotHave() throws IOException {
    copy("llama-linear");
    Files.writeString(
        folder.resolve("config.json"),
        Files.readString(folder.resolve("config.json"))
            .replace("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 1"));
    assertThatThrownBy(this::open)
        .isInstanceOf(MalformedModelException.class)
        .hasMessageStartingWith(folder.resolve("model.safetensors") + ": tensor \"model.layers.1.")
        .hasMessageContaining("the engine does not know this tensor of the architecture llama\n");
  }

  @Test
  void refusesAMissingOutput() throws IOException {
    copy("qwen2-tied-bf16");
    Files.writeString(
        folder.resolve("config.json"),
        Files.readString(folder.resolve("config.json"))
            .replace("\"tie_word_embeddings\": true", "\"tie_word_embeddings\": false"));
    assertFault(
        folder
            + ": tensor \"lm_head.weight\": tensor is missing, and config.json does not say that"
            + " the embedding serves as output\n"
            + "  expected it, or \"tie_word_embeddings\": true, found no tensor of this name. The"
            + " weights do not fit config.json: fetch both again from one place");
  }

  @Test
  void refusesScalesThatDoNotFit() throws IOException {
    copy("deepseek_v3-fp8");
    Files.writeString(
        folder.resolve("config.json"),
        Files.readString(folder.resolve("config.json")).replace("    128,\n", "    64,\n"));
    assertThatThrownBy(this::open)
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("_scale_inv\" at byte ")
        .hasMessageContaining("scales do not fit their tensor\n  expected F32 [")
        .hasMessageContaining("in blocks of 64 by 128, found F32 [");
  }

  @Test
  void readsRecommendationsWithoutApplyingThem() throws IOException {
    copy("qwen2");
    assertThat(new CheckpointFolder(folder).generationDefaults())
        .isEqualTo(new GenerationDefaults(List.of(2), Map.of()));
    Files.writeString(
        folder.resolve("generation_config.json"),
        "{\"eos_token_id\": [7, 9], \"temperature\": 0.60, \"top_p\": null, \"do_sample\": true}");
    GenerationDefaults defaults = new CheckpointFolder(folder).generationDefaults();
    assertThat(defaults.endTokens()).containsExactly(7, 9);
    assertThat(defaults.sampling())
        .containsOnly(Map.entry("temperature", "0.60"), Map.entry("do_sample", "true"));
    Files.delete(folder.resolve("generation_config.json"));
    assertThat(new CheckpointFolder(folder).generationDefaults().endTokens()).containsExactly(2);
  }

  @ParameterizedTest
  @CsvSource({"-1", "2147483648"})
  void refusesEndTokensThatAreNone(String id) throws IOException {
    copy("qwen2");
    Path file = folder.resolve("generation_config.json");
    Files.writeString(file, "{\"eos_token_id\": [" + id + "]}");
    assertThatThrownBy(() -> new CheckpointFolder(folder).generationDefaults())
        .hasMessage(
            file
                + ": $.eos_token_id[0]: this is no token\n  expected an id from 0 to 2147483647,"
                + " found "
                + id
                + ". Fetch the file again, or use a model that the engine supports");
  }

  @Test
  void refusesTheSameTensorUnderTwoNames() throws IOException {
    copy("bloom");
    byte[] sound = Files.readAllBytes(folder.resolve("model.safetensors"));
    int length = (int) ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String header = new String(sound, 8, length, StandardCharsets.UTF_8);
    String renamed =
        header
            .replace("transformer.h.0.input_layernorm.bias", "ln_f.bias")
            .concat(" ".repeat("transformer.h.0.input_layernorm.bias".length() - 9));
    ByteBuffer out = ByteBuffer.wrap(sound);
    out.position(8).put(renamed.getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve("model.safetensors"), out.array());
    SafetensorsFile.open(folder.resolve("model.safetensors")).close();
    assertThatThrownBy(this::open)
        .hasMessageContaining(
            "the tensor has two names in this checkpoint\n  expected each tensor");
  }

  private void copy(String name) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(name))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  private void open() throws IOException {
    new CheckpointFolder(folder).open().weights().close();
  }

  private void assertFault(String message) {
    assertThatThrownBy(this::open).isInstanceOf(MalformedModelException.class).hasMessage(message);
  }
}
