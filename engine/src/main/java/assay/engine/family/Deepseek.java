package assay.engine.family;

import assay.engine.config.AttentionConfig.Latent;
import assay.engine.config.AttentionConfig.LatentShape;
import assay.engine.config.AttentionConfig.ScoreConfig;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.RouterConfig;
import assay.engine.config.FeedForwardConfig.SharedExpert;
import assay.engine.config.PositionScheme.Pairing;
import assay.engine.config.PositionScheme.Rotary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// DeepSeek-V2, V2-Lite, V3 and R1: latent attention, and experts in groups.
///
/// Source: the models' own `modeling_deepseek.py`, and Transformers, `modeling_deepseek_v2.py` and
/// `modeling_deepseek_v3.py`, where they agree with it.
final class Deepseek implements Family {
  static final Key DENSE_LAYERS = Key.of("leading_dense_block_count", "first_k_dense_replace");
  private static final Key SHARED = Key.of("expert_shared_count", "n_shared_experts");
  private static final Key ROPE_DIM = Key.of("rope.dimension_count", "qk_rope_head_dim");
  private static final Map<String, String> LATENT =
      Map.of(
          "self_attn.q_proj", "attn_q",
          "self_attn.q_a_proj", "attn_q_a",
          "self_attn.q_a_layernorm", "attn_q_a_norm",
          "self_attn.q_b_proj", "attn_q_b",
          "self_attn.kv_a_proj_with_mqa", "attn_kv_a_mqa",
          "self_attn.kv_a_layernorm", "attn_kv_a_norm",
          "self_attn.kv_b_proj", "attn_kv_b",
          "self_attn.o_proj", "attn_output");
  static final Map<String, String> TENSORS =
      Tables.join(LATENT, Tables.NORMS, Tables.GATED, Tables.EXPERTS, Tables.SHARED_EXPERTS);

  @Override
  public Names names() {
    return Names.of("deepseek2", "deepseek_v2", "deepseek_v3");
  }

  @Override
  public Outline outline(Settings settings) {
    RouterConfig router =
        settings.isGguf() ? DeepseekRouter.stored(settings) : DeepseekRouter.named(settings);
    return outline(this, settings, router, TENSORS);
  }

  static Outline outline(
      Family family, Settings settings, RouterConfig router, Map<String, String> tensors) {
    int layers = settings.layersRun();
    settings.only(Key.inCheckpoint("moe_layer_freq"), 1);
    settings.only(Key.ATTENTION_BIAS, false);
    settings.only(Key.MLP_BIAS, false);
    Latent attention = attention(settings);
    FeedForwardConfig.Gated gated = Sizes.gated(settings);
    Experts experts = experts(settings, gated, router);
    int dense = settings.count(DENSE_LAYERS).orElse(0);
    List<BlockConfig> blocks =
        IntStream.range(0, layers)
            .<FeedForwardConfig>mapToObj(layer -> layer < dense ? gated : experts)
            .map(inner -> BlockConfig.normedBefore(attention, inner))
            .toList();
    return Outline.of(family, settings, blocks, tensors).withoutSpareLayers(settings);
  }

  private static Latent attention(Settings settings) {
    int heads = settings.positive(Key.HEADS);
    int ropeDim = settings.positive(ROPE_DIM);
    if (ropeDim % 2 != 0) {
      throw settings.outOfRange(ROPE_DIM, "an even number");
    }
    LatentShape shape = settings.isGguf() ? stored(settings, ropeDim) : named(settings, ropeDim);
    long widest =
        Math.max((long) shape.latentDim() + ropeDim, Math.max(shape.headDim(), shape.valueDim()));
    if (heads * widest > Integer.MAX_VALUE) {
      throw settings.outOfRange(Key.HEADS, "at most " + Integer.MAX_VALUE / widest);
    }
    RopeRule rule = RopeRule.NEIGHBOURS.withGrowingScores();
    boolean halves = !settings.flag(Key.inCheckpoint("rope_interleave"), true);
    Rotary rotary = settings.rope(rule, ropeDim);
    return new Latent(
        heads,
        shape,
        ScoreConfig.ofWidth(shape.headDim()),
        halves
            ? new Rotary(rotary.width(), rotary.base(), Pairing.HALVES, rotary.scaling())
            : rotary);
  }

  /// Older files describe the heads as they are used (`key_length` is a query head's width), newer
  /// ones as they are stored (`key_length` is the cache entry's), with the others under names of
  /// their own.
  private static LatentShape stored(Settings settings, int ropeDim) {
    settings.ignore(Key.KV_HEADS);
    int keyLength = settings.positive(Key.HEAD_DIM);
    int valueLength = settings.positive(Key.VALUE_DIM);
    int headDim = settings.optional(Key.inGguf("attention.key_length_mla")).orElse(keyLength);
    if (ropeDim >= headDim) {
      throw settings.fault(
          ROPE_DIM,
          "impossible width of the rotated part of a head",
          "an even number below " + headDim);
    }
    return new LatentShape(
        settings.optional(Key.inGguf("attention.q_lora_rank")),
        settings.positive(Key.inGguf("attention.kv_lora_rank")),
        headDim - ropeDim,
        ropeDim,
        settings.optional(Key.inGguf("attention.value_length_mla")).orElse(valueLength));
  }

  private static LatentShape named(Settings settings, int ropeDim) {
    LatentShape shape =
        new LatentShape(
            settings.optional(Key.inCheckpoint("q_lora_rank")),
            settings.positive(Key.inCheckpoint("kv_lora_rank")),
            settings.positive(Key.inCheckpoint("qk_nope_head_dim")),
            ropeDim,
            settings.positive(Key.inCheckpoint("v_head_dim")));
    settings.only(Key.KV_HEADS, settings.positive(Key.HEADS));
    settings.only(Key.HEAD_DIM, ropeDim);
    settings.only(Key.inCheckpoint("qk_head_dim"), shape.headDim());
    return shape;
  }

  /// Returns experts and a shared one that is as wide as some of them.
  static Experts experts(Settings settings, FeedForwardConfig.Gated gated, RouterConfig router) {
    int width = settings.positive(Key.EXPERT_DIM, Math.max(1, gated.ffnDim() / router.usedCount()));
    int shared = settings.count(SHARED).orElse(0);
    if (shared > Integer.MAX_VALUE / width) {
      throw settings.outOfRange(SHARED, "at most " + Integer.MAX_VALUE / width);
    }
    return new Experts(
        router,
        width,
        gated.activation(),
        shared == 0 ? Optional.empty() : Optional.of(new SharedExpert(shared * width, false)));
  }
}
