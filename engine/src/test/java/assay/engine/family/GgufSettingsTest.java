package assay.engine.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.TinyModel;
import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.HeadShape;
import assay.engine.config.BlockConfig;
import assay.engine.config.CacheType;
import assay.engine.config.FeedForwardConfig.Activation;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.config.ModelConfig;
import assay.engine.config.NormConfig;
import assay.engine.config.PositionScheme.Pairing;
import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.RopeScaling;
import assay.engine.config.ScalingRequest;
import assay.engine.config.VocabularyConfig;
import assay.engine.format.DType;
import assay.engine.format.GgufFile;
import assay.engine.format.GgufValue;
import assay.engine.format.GgufWriter;
import assay.engine.format.JsonElement;
import assay.engine.format.MalformedModelException;
import assay.engine.format.Shape;
import assay.engine.model.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a file says about its model, and what is wrong with one that contradicts itself.
final class GgufSettingsTest {
  @TempDir Path folder;

  @Test
  void readsTheDimensions() throws IOException {
    ModelConfig config = load(new TinyModel().writer(DType.F32));
    GroupedQuery attention =
        GroupedQuery.of(
            new HeadShape(4, 2, 16),
            new Rotary(16, 10_000, Pairing.HALVES, new RopeScaling.None()));
    BlockConfig block = BlockConfig.normedBefore(attention, new Gated(96, Activation.SILU));
    assertThat(config.architecture()).isEqualTo("qwen2");
    assertThat(config.contextLength()).isEqualTo(64);
    assertThat(config.modelDim()).isEqualTo(64);
    assertThat(config.vocabulary()).isEqualTo(VocabularyConfig.ofSize(40));
    assertThat(config.norm()).isEqualTo(new NormConfig(NormConfig.Kind.ROOT_MEAN_SQUARE, 1e-6f));
    assertThat(config.blocks()).containsExactly(block, block);
    assertThat(config.kvBytesPerToken(CacheType.F32)).isEqualTo(512);
  }

  @Test
  void refusesOtherArchitectures() {
    assertRefused(
        replacing("general.architecture", GgufValue.text("mamba")),
        "key \"general.architecture\": the engine does not run this architecture\n"
            + "  expected one of [qwen, qwen2, qwen2moe, qwen3, qwen3moe, qwen3next, qwen35,"
            + " qwen35moe, llama, phi3, phimoe, bloom, mpt, gemma, gemma2, gemma3, deepseek2, glm4,"
            + " glm4moe, smollm3, olmo2, granite, mistral3, seed_oss, gpt-oss, granitemoe,"
            + " minimax-m2, llama4, deepseek32], found \"mamba\". Use a model of a supported"
            + " architecture");
  }

  /// Families of today that are not run, in either format.
  @ParameterizedTest
  @CsvSource({
    "gemma3n, gemma3n_text",
    "gemma4, gemma4_text",
    "granitehybrid, granitemoehybrid",
    "nemotron_h, nemotron_h",
    "kimi-linear, kimi_linear",
    "falcon-h1, falcon_h1",
    "minimax-m3, minimax_m3",
    "deepseek4, deepseek_v4"
  })
  void refusesFamiliesThatItDoesNotRunByTheirNames(String inGguf, String inCheckpoints) {
    assertRefused(
        replacing("general.architecture", GgufValue.text(inGguf)),
        "found \"" + inGguf + "\". Use a model of a supported architecture");
    JsonElement config =
        JsonElement.parse(Path.of("config.json"), "{\"model_type\": \"" + inCheckpoints + "\"}");
    assertThatThrownBy(() -> Families.read(new JsonSettings(config)))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("$.model_type: the engine does not run this kind of model\n")
        .hasMessageContaining("found \"" + inCheckpoints + "\"");
  }

  @Test
  void saysWhatAModelIsThatIsNoDecoder() {
    Map.of(
            "clip", "the part of a model that reads pictures or sounds (mmproj): it writes nothing",
            "bert", "this model makes vectors of texts",
            "nomic-bert", "(an encoder, for embeddings or ranking)",
            "t5", "this model reads a text by an encoder")
        .forEach(
            (architecture, what) ->
                assertRefused(
                    replacing("general.architecture", GgufValue.text(architecture)), what));
  }

  @Test
  void refusesAMissingKey() {
    assertRefused(
        new TinyModel().without("qwen2.block_count").writer(DType.F32),
        "key \"qwen2.block_count\": key is missing\n  expected a whole number, found nothing. "
            + "Convert the model again, or use another file of it");
    assertRefused(
        new TinyModel().without("qwen2.attention.layer_norm_rms_epsilon").writer(DType.F32),
        "key \"qwen2.attention.layer_norm_rms_epsilon\": key is missing\n"
            + "  expected a number, found nothing.");
  }

  @Test
  void refusesSettingsThatItWouldLeaveOut() {
    assertRefused(
        new TinyModel().writer(DType.F32).put("qwen2.logit_scale", GgufValue.float32(2)),
        "key \"qwen2.logit_scale\": the engine does not know this setting of the"
            + " architecture");
  }

  @Test
  void refusesDimensionsOutOfRange() {
    assertRefused(
        replacing("qwen2.block_count", GgufValue.uint32(0)),
        "key \"qwen2.block_count\": value is out of range\n  expected 1 to 2147483647, found 0.");
    assertRefused(
        replacing("qwen2.attention.head_count_kv", GgufValue.uint32(3)),
        "query heads do not divide among the key heads\n  expected a divisor of 4, found 3.");
    assertRefused(
        replacing("qwen2.rope.freq_base", GgufValue.float32(Float.NaN)),
        "key \"qwen2.rope.freq_base\": value is out of range");
    assertRefused(
        replacing("qwen2.attention.layer_norm_rms_epsilon", GgufValue.float32(-1)),
        "value is out of range\n  expected a number from 0 to 1, found -1.0.");
    assertRefused(
        replacing("qwen2.block_count", GgufValue.uint32(Integer.MAX_VALUE)),
        "value is out of range\n  expected 1 to 4096, found 2147483647.");
    assertRefused(
        replacing("qwen2.block_count", GgufValue.uint32(3)),
        "tensor \"blk.2.attn_norm.weight\": tensor is missing");
  }

  @Test
  void readsTheScalingOfPositions() throws IOException {
    ModelConfig config =
        load(
            new TinyModel()
                .writer(DType.F32)
                .put("qwen2.rope.scaling.type", GgufValue.text("yarn"))
                .put("qwen2.rope.scaling.factor", GgufValue.float32(4))
                .put("qwen2.rope.scaling.original_context_length", GgufValue.uint32(32)));
    assertThat(config.blocks().getFirst().attention().position())
        .isEqualTo(new Rotary(16, 10_000, Pairing.HALVES, RopeScaling.Yarn.of(4, 32)));
  }

  @Test
  void refusesScalingThatItDoesNotKnow() {
    assertRefused(
        new TinyModel().writer(DType.F32).put("qwen2.rope.scaling.type", GgufValue.text("su")),
        "key \"qwen2.rope.scaling.type\": the engine does not know this scaling\n"
            + "  expected none, linear or yarn, or the tensors of longrope, found \"su\". "
            + "Convert the model again, or use another file of it");
    assertRefused(
        new TinyModel()
            .writer(DType.F32)
            .put("qwen2.rope.scaling.type", GgufValue.text("yarn"))
            .put("qwen2.rope.scaling.yarn_ext_factor", GgufValue.float32(0.5f)),
        "key \"qwen2.rope.scaling.yarn_ext_factor\": the engine does not run this setting of the"
            + " architecture\n"
            + "  expected 1, found 0.5.");
  }

  @Test
  void refusesARotatedPartWiderThanAHead() {
    assertRefused(
        new TinyModel().writer(DType.F32).put("qwen2.rope.dimension_count", GgufValue.uint32(18)),
        "impossible width of the rotated part of a head\n"
            + "  expected an even number, at most 16, found 18.");
  }

  @Test
  void takesALongerContextOnlyWithScaledPositions() throws IOException {
    ModelConfig config = load(new TinyModel().writer(DType.F32));
    assertThatThrownBy(() -> config.inContext(65, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the context is longer than the model was made for\n  expected at most 64, found 65");
    ScalingRequest request = new ScalingRequest(ScalingRequest.Kind.LINEAR, 2, OptionalInt.empty());
    ModelConfig longer = config.inContext(128, Optional.of(request));
    assertThat(longer.contextLength()).isEqualTo(128);
    assertThat(longer.blocks().getLast().attention().position())
        .isEqualTo(new Rotary(16, 10_000, Pairing.HALVES, new RopeScaling.Linear(2)));
  }

  @Test
  void refusesAMissingTensor() {
    assertRefused(
        new TinyModel().without("blk.1.attn_k.bias").writer(DType.F32),
        "tensor \"blk.1.attn_k.bias\": tensor is missing\n"
            + "  expected shape [32], found no tensor of this name. "
            + "The file does not fit its own metadata: convert the model again");
  }

  @Test
  void refusesATensorOfAnotherShape() {
    assertRefused(
        new TinyModel()
            .without("output_norm.weight")
            .writer(DType.F32)
            .tensor("output_norm.weight", DType.F32, Shape.of(63), () -> new float[63]),
        "tensor has the wrong shape\n  expected shape [64], found [63].");
  }

  @Test
  void refusesATensorThatItWouldLeaveOut() {
    assertRefused(
        new TinyModel()
            .writer(DType.F32)
            .tensor("rope_freqs.weight", DType.F32, Shape.of(8), () -> new float[8]),
        "the engine does not know this tensor of the architecture qwen2\n"
            + "  expected only tensors that it applies, found F32 [8].");
  }

  @Test
  void takesTheEmbeddingForAMissingOutput() throws IOException {
    assertThat(load(new TinyModel().without("output.weight").writer(DType.BF16)).vocabSize())
        .isEqualTo(40);
  }

  /// The key of a shared expert that the architecture does not have; see the reader.
  @Test
  void takesTheLengthOfSharedExpertsThatQwen3Lacks() throws IOException {
    assertThat(load(sparseQwen3()).blocks())
        .extracting(BlockConfig::feedForward)
        .allSatisfy(block -> assertThat(((Experts) block).shared()).isEmpty());
    assertRefused(
        matrix(sparseQwen3(), "blk.0.ffn_up_shexp", 96, 64),
        "the engine does not know this tensor of the architecture qwen3moe");
  }

  /// Returns a model of one layer.
  private static GgufWriter sparseQwen3() {
    GgufWriter writer = new GgufWriter();
    writer.put("general.architecture", GgufValue.text("qwen3moe"));
    Map.of(
            "context_length", 64,
            "embedding_length", 64,
            "block_count", 1,
            "feed_forward_length", 96,
            "attention.head_count", 4,
            "attention.head_count_kv", 2,
            "expert_count", 4,
            "expert_used_count", 2,
            "expert_feed_forward_length", 32,
            "expert_shared_feed_forward_length", 96)
        .forEach((key, value) -> writer.put("qwen3moe." + key, GgufValue.uint32(value)));
    writer.put("qwen3moe.attention.layer_norm_rms_epsilon", GgufValue.float32(1e-6f));
    writer.put("tokenizer.ggml.tokens", GgufValue.texts(List.of("a", "b")));
    matrix(writer, "output_norm", 64);
    matrix(writer, "blk.0.attn_norm", 64);
    matrix(writer, "blk.0.ffn_norm", 64);
    matrix(writer, "token_embd", 2, 64);
    matrix(writer, "blk.0.attn_q", 64, 64);
    matrix(writer, "blk.0.attn_k", 32, 64);
    matrix(writer, "blk.0.attn_v", 32, 64);
    matrix(writer, "blk.0.attn_output", 64, 64);
    matrix(writer, "blk.0.attn_q_norm", 16);
    matrix(writer, "blk.0.attn_k_norm", 16);
    matrix(writer, "blk.0.ffn_gate_inp", 4, 64);
    matrix(writer, "blk.0.ffn_gate_exps", 4, 32, 64);
    matrix(writer, "blk.0.ffn_up_exps", 4, 32, 64);
    matrix(writer, "blk.0.ffn_down_exps", 4, 64, 32);
    return writer;
  }

  private static GgufWriter matrix(GgufWriter writer, String name, int... shape) {
    long[] sizes = Arrays.stream(shape).asLongStream().toArray();
    return writer.tensor(name + ".weight", DType.F32, Shape.of(sizes), () -> floats(shape));
  }

  private static float[] floats(int... shape) {
    return new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
  }

  private static GgufWriter replacing(String key, GgufValue value) {
    return new TinyModel().without(key).writer(DType.F32).put(key, value);
  }

  private void assertRefused(GgufWriter writer, String message) {
    assertThatThrownBy(() -> load(writer))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining(message);
  }

  private ModelConfig load(GgufWriter writer) throws IOException {
    Path path = folder.resolve("m.gguf");
    writer.write(path);
    try (GgufFile file = GgufFile.open(path)) {
      ModelConfig config = Families.read(file);
      assertThat(Weights.of(file, config).layers()).hasSize(config.layerCount());
      return config;
    }
  }
}
