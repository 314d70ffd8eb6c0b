package assay.engine.huggingface;

import assay.engine.config.AttentionConfig.Latent;
import assay.engine.config.AttentionConfig.LatentShape;
import assay.engine.config.AttentionConfig.ScoreConfig;
import assay.engine.config.BlockConfig;
import assay.engine.config.BlockConfig.NormPlacement;
import assay.engine.config.FeedForwardConfig;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.Groups;
import assay.engine.config.FeedForwardConfig.RouterConfig;
import assay.engine.config.FeedForwardConfig.Scoring;
import assay.engine.config.FeedForwardConfig.SharedExpert;
import assay.engine.config.PositionScheme.Pairing;
import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.Presence;
import assay.engine.huggingface.LlamaFamily.Rest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// DeepSeek-V2, V3 and R1.
///
/// Source: the models' own `modeling_deepseek.py`, and Hugging Face Transformers 4.57,
/// `modeling_deepseek_v2.py` and `modeling_deepseek_v3.py`, where they agree with it.
final class DeepseekFamily {
  private DeepseekFamily() {}

  static CheckpointDescription v2(Settings config) {
    config.only("scoring_func", "softmax");
    config.only("mlp_bias", false);
    Optional<Groups> groups =
        switch (config.textOr("topk_method", "greedy")) {
          case "greedy" -> {
            config.wholeOrNone("n_group");
            config.wholeOrNone("topk_group");
            yield Optional.empty();
          }
          case "group_limited_greedy" -> groups(config, 1);
          default -> throw config.notRun("topk_method", "\"greedy\" or \"group_limited_greedy\"");
        };
    // The model's own code either divides the weights by their sum or scales them.
    boolean normalised = config.flag("norm_topk_prob", false);
    double scale = config.numberOr("routed_scaling_factor", 1);
    RouterConfig router =
        router(config, Scoring.SOFTMAX, normalised, normalised ? 1 : scale, groups);
    return describe(config, router, Pairing.INTERLEAVED);
  }

  static CheckpointDescription v3(Settings config) {
    config.only("scoring_func", "sigmoid");
    config.only("topk_method", "noaux_tc");
    Optional<Groups> groups = groups(config, 2);
    RouterConfig router =
        router(
            config,
            Scoring.SIGMOID,
            config.flag("norm_topk_prob", true),
            config.number("routed_scaling_factor"),
            groups);
    boolean interleaved = config.flag("rope_interleave", true);
    return describe(config, router, interleaved ? Pairing.INTERLEAVED : Pairing.HALVES);
  }

  private static Optional<Groups> groups(Settings config, int ranking) {
    int count = config.positive("n_group");
    int used = config.positive("topk_group");
    if (used > count) {
      throw config.outOfRange("topk_group", "1 to " + count);
    }
    return count == 1 ? Optional.empty() : Optional.of(new Groups(count, used, ranking));
  }

  private static RouterConfig router(
      Settings config, Scoring scoring, boolean normalised, double scale, Optional<Groups> groups) {
    int experts = config.positive("n_routed_experts");
    if (groups.isPresent() && experts % groups.get().count() != 0) {
      throw config.outOfRange("n_group", "a divisor of " + experts);
    }
    return new RouterConfig(
        experts,
        config.positive("num_experts_per_tok"),
        scoring,
        normalised,
        (float) scale,
        scoring == Scoring.SIGMOID,
        groups);
  }

  private static CheckpointDescription describe(
      Settings config, RouterConfig router, Pairing pairing) {
    int layerCount = Dimensions.layers(config, "num_hidden_layers");
    Latent attention = attention(config, pairing);
    int dense = config.wholeOrNone("first_k_dense_replace").orElse(0);
    config.only("moe_layer_freq", 1);
    config.only("attention_bias", false);
    FeedForwardConfig gated = LlamaFamily.gated(config);
    FeedForwardConfig experts = experts(config, router);
    List<BlockConfig> blocks =
        IntStream.range(0, layerCount)
            .mapToObj(layer -> layer < dense ? gated : experts)
            .map(inner -> new BlockConfig(attention, inner, NormPlacement.BEFORE))
            .toList();
    TensorNames shared =
        CheckpointNames.of(
            layerCount,
            CheckpointNames.LATENT,
            CheckpointNames.NORMS,
            CheckpointNames.GATED,
            CheckpointNames.EXPERTS,
            CheckpointNames.DEEPSEEK_SHARED);
    int spare = config.wholeOrNone("num_nextn_predict_layers").orElse(0);
    TensorNames names = new TensorNames(shared.outside(), shared.inside(), layerCount, spare);
    int reach = rope(config).reach();
    return LlamaFamily.describe(
        "deepseek2", config, blocks, new Rest(reach, BiasRules.all(Presence.ABSENT), names));
  }

  private static RopeSettings rope(Settings config) {
    return RopeSettings.read(config, 10_000, config.positive("qk_rope_head_dim") / 2)
        .withScoreFactor(config);
  }

  private static Latent attention(Settings config, Pairing pairing) {
    OptionalInt rank = config.positiveOrNone("q_lora_rank");
    LatentShape shape =
        new LatentShape(
            rank,
            config.positive("kv_lora_rank"),
            config.positive("qk_nope_head_dim"),
            config.positive("qk_rope_head_dim"),
            config.positive("v_head_dim"));
    if (shape.ropeDim() % 2 != 0) {
      throw config.outOfRange("qk_rope_head_dim", "an even number");
    }
    int heads = config.positive("num_attention_heads");
    config.only("num_key_value_heads", heads);
    config.only("head_dim", shape.ropeDim());
    config.only("qk_head_dim", shape.headDim());
    RopeSettings rope = rope(config);
    return new Latent(
        heads,
        shape,
        ScoreConfig.ofWidth(shape.headDim()),
        new Rotary(shape.ropeDim(), rope.base(), pairing, rope.scaling()));
  }

  private static Experts experts(Settings config, RouterConfig router) {
    int width = config.positive("moe_intermediate_size");
    int shared = config.wholeOrNone("n_shared_experts").orElse(0);
    return new Experts(
        router,
        width,
        LlamaFamily.activation(config),
        shared == 0
            ? Optional.empty()
            : Optional.of(new SharedExpert(Math.multiplyExact(shared, width), false)));
  }
}
