package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.HeadNorm;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig.Activation;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.RouterConfig;
import assay.engine.config.FeedForwardConfig.Scoring;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// MiniMax-M2: all heads normalised together, a part of each turned, and experts picked by sigmoids
/// with a bias.
///
/// Source: MiniMax, "MiniMax-M2", 2025; Transformers, `modeling_minimax_m2.py`; llama.cpp,
/// `minimax-m2.cpp`.
final class MiniMaxM2 implements Family {
  private static final Key TURNED = Key.inCheckpoint("rotary_dim");
  private static final Key LAYERS = Key.inCheckpoint("attn_type_list");
  private static final Key EXPERT_DIM = Key.of("expert_feed_forward_length", "intermediate_size");
  private static final int SIGMOID = 2; // LLAMA_EXPERT_GATING_FUNC_TYPE_SIGMOID
  private static final Map<String, String> TENSORS =
      Tables.join(
          Tables.ATTENTION,
          Tables.HEAD_NORMS,
          Tables.NORMS,
          Tables.MIXTRAL_EXPERTS,
          Map.of("block_sparse_moe.e_score_correction_bias", "exp_probs_b.bias"));

  @Override
  public Names names() {
    return Names.of("minimax-m2", "minimax_m2");
  }

  @Override
  public Outline outline(Settings settings) {
    requireWhatIsRun(settings);
    Sizes sizes = Sizes.read(settings);
    OptionalInt turned = settings.optional(TURNED);
    double share = (double) turned.orElse(sizes.headDim()) / sizes.headDim();
    GroupedQuery attention =
        sizes
            .attention(settings.rope(RopeRule.HALVES.withShare(share), sizes.headDim()))
            .withNorm(HeadNorm.ALL);
    RouterConfig plain = Routers.plain(settings, Scoring.SIGMOID, true);
    Experts experts =
        new Experts(
            Routers.with(plain, 1, true, Optional.empty()),
            settings.positive(EXPERT_DIM),
            settings.activation(Activation.SILU),
            Optional.empty());
    List<BlockConfig> blocks =
        Collections.nCopies(sizes.layerCount(), BlockConfig.normedBefore(attention, experts));
    return Outline.of(this, settings, blocks, TENSORS);
  }

  /// Published files name what other models of the family had.
  private static void requireWhatIsRun(Settings settings) {
    settings.only(Key.inGguf("expert_gating_func"), SIGMOID);
    settings.only(Key.inGguf("expert_weights_norm"), true);
    settings.only(Key.inCheckpoint("scoring_func"), "sigmoid");
    settings.only(Key.inCheckpoint("use_qk_norm"), true);
    settings.only(Key.inCheckpoint("qk_norm_type"), "per_layer");
    settings.only(Key.inCheckpoint("use_routing_bias"), true);
    settings.only(Key.inCheckpoint("shared_intermediate_size"), 0);
    for (String beta : List.of("full_attention", "linear_attention", "mlp")) {
      settings.only(Key.inCheckpoint("layernorm_" + beta + "_beta"), 1);
    }
    if (settings.integers(LAYERS).stream().anyMatch(kind -> kind != 1)) {
      throw settings.notRun(LAYERS, "1 for each layer, which is full attention");
    }
    if (settings.isGguf()) {
      settings.ignore(Key.FFN_DIM);
    }
    settings.ignoreMembers(
        Set.of(
            "mlp_intermediate_size",
            "mtp_transformer_layers",
            "num_mtp_modules",
            "router_jitter_noise", // in training alone
            "shared_moe_mode",
            "use_mtp"));
  }
}
