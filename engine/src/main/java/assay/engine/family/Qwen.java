package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.config.NormConfig;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.Presence;
import assay.engine.family.Outline.Frame;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/// Qwen, the first (1.8B to 72B): queries, keys and values in one tensor with a bias.
///
/// Dynamic NTK and log-n attention begin behind `seq_length`, the positions that the model was
/// trained with; they are not done, so that is how far a checkpoint reaches. GGUF files do not name
/// them, nor does llama.cpp do them.
///
/// Source: Qwen Team, "Qwen Technical Report", 2023, and its `modeling_qwen.py`; llama.cpp,
/// `qwen.cpp`.
final class Qwen implements Family {
  private static final Key CONTEXT = Key.of("context_length", "seq_length");
  private static final Key EPSILON =
      Key.of("attention.layer_norm_rms_epsilon", "layer_norm_epsilon");
  private static final Key BASE = Key.inCheckpoint("rotary_emb_base");
  private static final double USUAL_BASE = 10_000;

  /// Members about positions beyond those that are run, about training, and about kernels.
  private static final Set<String> SILENT =
      Set.of(
          "attn_dropout_prob",
          "bf16",
          "emb_dropout_prob",
          "fp16",
          "fp32",
          "onnx_safe",
          "softmax_in_fp32",
          "use_cache_kernel",
          "use_cache_quantization",
          "use_dynamic_ntk",
          "use_flash_attn",
          "use_logn_attn");

  private static final Map<String, String> OUTSIDE =
      Map.of(
          "transformer.wte", "token_embd",
          "transformer.ln_f", "output_norm",
          "lm_head", "output");
  private static final Map<String, String> INSIDE =
      Map.of(
          "ln_1", "attn_norm",
          "attn.c_attn", "attn_qkv",
          "attn.c_proj", "attn_output",
          "ln_2", "ffn_norm",
          "mlp.w1", "ffn_up",
          "mlp.w2", "ffn_gate",
          "mlp.c_proj", "ffn_down");

  @Override
  public Names names() {
    return Names.of("qwen", "qwen");
  }

  @Override
  public Outline outline(Settings settings) {
    settings.ignoreMembers(SILENT);
    settings.only(Key.inCheckpoint("no_bias"), true);
    settings.only(Key.inCheckpoint("scale_attn_weights"), true);
    settings.only(Key.inCheckpoint("rotary_pct"), 1);
    Sizes sizes = Sizes.read(settings);
    settings.only(Key.inCheckpoint("kv_channels"), sizes.headDim());
    RopeRule rule = RopeRule.HALVES.withBase(settings.above0(BASE).orElse(USUAL_BASE));
    GroupedQuery attention = sizes.attention(settings.rope(rule, sizes.headDim()));
    Gated stated = Sizes.gated(settings); // twice as wide as the block is
    Gated gated = new Gated(stated.ffnDim() / 2, stated.activation());
    NormConfig norm = new NormConfig(NormConfig.Kind.ROOT_MEAN_SQUARE, epsilon(settings));
    int layers = sizes.layerCount();
    return Outline.of(
            this,
            settings,
            new Frame(settings.positive(CONTEXT), sizes.modelDim(), norm),
            Collections.nCopies(layers, BlockConfig.normedBefore(attention, gated)),
            TensorNames.of(OUTSIDE, INSIDE, layers))
        .withBiases(BiasRules.ofAttention(Presence.REQUIRED, Presence.ABSENT));
  }

  /// Newer converters call it after the other kind of norm.
  private static float epsilon(Settings settings) {
    return settings.isGguf() && !settings.names(EPSILON)
        ? settings.fraction(Key.LAYER_EPSILON)
        : settings.fraction(EPSILON);
  }
}
