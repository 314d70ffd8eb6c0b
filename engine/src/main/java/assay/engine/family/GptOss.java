package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.ScoreConfig;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig.Activation;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.Scoring;
import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.RopeScaling.Yarn;
import assay.engine.config.RopeScaling.YarnRamp;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.Presence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// gpt-oss: attention sinks, a window in every second layer, experts with biases and a clamped
/// gate, YaRN whose ramp begins and ends between pairs.
///
/// Checkpoints hold the experts' matrices in MXFP4, or transposed; of their gates and up
/// projections rows alternate.
///
/// Source: OpenAI, "gpt-oss", 2025, `model.py`; Transformers, `modeling_gpt_oss.py`; llama.cpp,
/// `openai-moe.cpp`, which rounds the ends of the ramp.
final class GptOss implements Family {
  private static final BiasRules BIASES =
      new BiasRules(
          Presence.REQUIRED,
          Presence.REQUIRED,
          Presence.REQUIRED,
          Presence.ABSENT,
          Presence.ABSENT);

  private static final double BASE = 150_000; // GptOssConfig
  private static final Key EXPERT_DIM = Key.of("expert_feed_forward_length", "intermediate_size");
  private static final Map<String, String> TENSORS =
      Tables.join(
          Tables.ATTENTION,
          Tables.NORMS,
          Map.of(
              "self_attn.sinks", "attn_sinks.weight",
              "mlp.router", "ffn_gate_inp",
              "mlp.experts.gate_up_proj", "ffn_gate_up_exps.alternating_transposed",
              "mlp.experts.gate_up_proj_blocks", "ffn_gate_up_exps.alternating_blocks",
              "mlp.experts.gate_up_proj_scales", "ffn_gate_up_exps.alternating_block_scales",
              "mlp.experts.gate_up_proj_bias", "ffn_gate_up_exps.alternating_bias"),
          Map.of(
              "mlp.experts.down_proj", "ffn_down_exps.transposed",
              "mlp.experts.down_proj_blocks", "ffn_down_exps.blocks",
              "mlp.experts.down_proj_scales", "ffn_down_exps.block_scales",
              "mlp.experts.down_proj_bias", "ffn_down_exps.bias"));

  @Override
  public Names names() {
    return Names.of("gpt-oss", "gpt_oss");
  }

  @Override
  public Outline outline(Settings settings) {
    Sizes sizes = Sizes.read(settings);
    GroupedQuery far =
        sizes
            .attention(exactRamp(settings.rope(RopeRule.HALVES.withBase(BASE), sizes.headDim())))
            .withScores(ScoreConfig.ofWidth(sizes.headDim()).withSinks());
    GroupedQuery near = far.withWindow(OptionalInt.of(settings.positive(Key.WINDOW)));
    if (settings.isGguf()) {
      settings.ignore(Key.FFN_DIM); // of a layer without experts, which there is none
    }
    settings.only(Key.ACTIVATION, "silu");
    settings.only(Key.ATTENTION_BIAS, true);
    settings.only(Key.inCheckpoint("swiglu_limit"), 7);
    settings.only(Key.inCheckpoint("swiglu_alpha"), 1.702);
    settings.ignoreMembers(Set.of("initial_context_length", "experts_per_token"));
    // A softmax over the picked alone is one over all, divided by the sum of the picked.
    Experts experts =
        new Experts(
            Routers.plain(settings, Scoring.SOFTMAX, true),
            settings.positive(EXPERT_DIM),
            Activation.CLAMPED_SWIGLU,
            Optional.empty());
    List<BlockConfig> blocks =
        Windows.layers(settings, sizes.layerCount(), layer -> layer % 2 == 0).stream()
            .map(windowed -> BlockConfig.normedBefore(windowed ? near : far, experts))
            .toList();
    return Outline.of(this, settings, blocks, TENSORS).withBiases(BIASES);
  }

  /// GGUF files do not say it.
  private static Rotary exactRamp(Rotary rotary) {
    if (!(rotary.scaling() instanceof Yarn yarn)) {
      return rotary;
    }
    YarnRamp ramp = new YarnRamp(yarn.ramp().fastTurns(), yarn.ramp().slowTurns(), false);
    return rotary.withScaling(
        new Yarn(
            yarn.factor(), yarn.originalContext(), ramp, yarn.magnitude(), yarn.scoreFactor()));
  }
}
