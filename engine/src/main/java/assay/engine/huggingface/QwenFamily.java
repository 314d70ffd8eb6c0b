package assay.engine.huggingface;

import assay.engine.config.BlockConfig;
import assay.engine.config.BlockConfig.NormPlacement;
import assay.engine.config.FeedForwardConfig;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.RouterConfig;
import assay.engine.config.FeedForwardConfig.Scoring;
import assay.engine.config.FeedForwardConfig.SharedExpert;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.Presence;
import assay.engine.format.JsonElement;
import assay.engine.huggingface.LlamaFamily.Rest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/// Qwen1.5, Qwen2, Qwen2.5 and Qwen3, dense and with experts.
///
/// Source: Hugging Face Transformers 4.57, `modeling_qwen2.py`, `modeling_qwen2_moe.py`,
/// `modeling_qwen3.py`, `modeling_qwen3_moe.py`.
final class QwenFamily {
  private static final BiasRules INPUT_BIASES =
      new BiasRules(
          Presence.REQUIRED, Presence.ABSENT, Presence.ABSENT, Presence.ABSENT, Presence.ABSENT);

  private QwenFamily() {}

  static CheckpointDescription qwen2(Settings config) {
    config.only("use_mrope", false);
    Dimensions sizes = Dimensions.read(config);
    RopeSettings rope = RopeSettings.read(config, 10_000, sizes.headDim() / 2);
    FeedForwardConfig gated = LlamaFamily.gated(config);
    List<BlockConfig> blocks =
        LayerKinds.qwen(config, sizes.layerCount()).stream()
            .map(window -> LlamaFamily.block(sizes, rope, window, gated))
            .toList();
    TensorNames names =
        CheckpointNames.of(
            sizes.layerCount(),
            CheckpointNames.ATTENTION,
            CheckpointNames.NORMS,
            CheckpointNames.GATED);
    return LlamaFamily.describe(
        "qwen2", config, blocks, new Rest(rope.reach(), INPUT_BIASES, names));
  }

  static CheckpointDescription qwen3(Settings config) {
    Dimensions sizes = Dimensions.read(config);
    RopeSettings rope = RopeSettings.read(config, 10_000, sizes.headDim() / 2);
    FeedForwardConfig gated = LlamaFamily.gated(config);
    List<BlockConfig> blocks =
        LayerKinds.qwen(config, sizes.layerCount()).stream()
            .map(window -> normedHeads(sizes, rope, window, gated))
            .toList();
    TensorNames names =
        CheckpointNames.of(
            sizes.layerCount(),
            CheckpointNames.ATTENTION,
            CheckpointNames.HEAD_NORMS,
            CheckpointNames.NORMS,
            CheckpointNames.GATED);
    return LlamaFamily.describe(
        "qwen3", config, blocks, new Rest(rope.reach(), qwen3Biases(config), names));
  }

  static CheckpointDescription qwen2Moe(Settings config) {
    Dimensions sizes = Dimensions.read(config);
    RopeSettings rope = RopeSettings.read(config, 10_000, sizes.headDim() / 2);
    config.only("qkv_bias", true);
    SharedExpert shared =
        new SharedExpert(config.positive("shared_expert_intermediate_size"), true);
    List<OptionalInt> windows = LayerKinds.named(config, sizes.layerCount());
    List<FeedForwardConfig> inner = feedForwards(config, sizes.layerCount(), Optional.of(shared));
    List<BlockConfig> blocks =
        IntStream.range(0, sizes.layerCount())
            .mapToObj(i -> LlamaFamily.block(sizes, rope, windows.get(i), inner.get(i)))
            .toList();
    TensorNames names =
        CheckpointNames.of(
            sizes.layerCount(),
            CheckpointNames.ATTENTION,
            CheckpointNames.NORMS,
            CheckpointNames.GATED,
            CheckpointNames.EXPERTS,
            CheckpointNames.QWEN_SHARED);
    return LlamaFamily.describe(
        "qwen2moe", config, blocks, new Rest(rope.reach(), INPUT_BIASES, names));
  }

  static CheckpointDescription qwen3Moe(Settings config) {
    Dimensions sizes = Dimensions.read(config);
    RopeSettings rope = RopeSettings.read(config, 10_000, sizes.headDim() / 2);
    OptionalInt window = LayerKinds.everywhere(config);
    config.ignore(Set.of("max_window_layers"));
    List<BlockConfig> blocks =
        feedForwards(config, sizes.layerCount(), Optional.empty()).stream()
            .map(inner -> normedHeads(sizes, rope, window, inner))
            .toList();
    TensorNames names =
        CheckpointNames.of(
            sizes.layerCount(),
            CheckpointNames.ATTENTION,
            CheckpointNames.HEAD_NORMS,
            CheckpointNames.NORMS,
            CheckpointNames.GATED,
            CheckpointNames.EXPERTS);
    return LlamaFamily.describe(
        "qwen3moe", config, blocks, new Rest(rope.reach(), qwen3Biases(config), names));
  }

  private static BiasRules qwen3Biases(Settings config) {
    Presence attention = LlamaFamily.presence(config, "attention_bias");
    return new BiasRules(attention, attention, Presence.ABSENT, Presence.ABSENT, Presence.ABSENT);
  }

  private static BlockConfig normedHeads(
      Dimensions sizes, RopeSettings rope, OptionalInt window, FeedForwardConfig feedForward) {
    return new BlockConfig(sizes.attention(rope, true, window), feedForward, NormPlacement.BEFORE);
  }

  /// Every `decoder_sparse_step`-th layer has experts, but for those that `mlp_only_layers` names.
  private static List<FeedForwardConfig> feedForwards(
      Settings config, int layerCount, Optional<SharedExpert> shared) {
    FeedForwardConfig gated = LlamaFamily.gated(config);
    FeedForwardConfig experts = experts(config, shared);
    int step = config.positiveOr("decoder_sparse_step", 1);
    Set<Long> dense = new HashSet<>();
    config
        .find("mlp_only_layers")
        .ifPresent(layers -> layers.items().stream().map(JsonElement::integer).forEach(dense::add));
    return IntStream.range(0, layerCount)
        .mapToObj(
            layer -> dense.contains((long) layer) || (layer + 1) % step != 0 ? gated : experts)
        .toList();
  }

  private static Experts experts(Settings config, Optional<SharedExpert> shared) {
    RouterConfig router =
        new RouterConfig(
            config
                .positiveOrNone("num_local_experts")
                .orElseGet(() -> config.positive("num_experts")),
            config.positive("num_experts_per_tok"),
            Scoring.SOFTMAX,
            config.flag("norm_topk_prob", false),
            1,
            false,
            Optional.empty());
    return new Experts(
        router, config.positive("moe_intermediate_size"), LlamaFamily.activation(config), shared);
  }
}
