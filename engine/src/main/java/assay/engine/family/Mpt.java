package assay.engine.family;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.ScoreConfig;
import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig.Activation;
import assay.engine.config.FeedForwardConfig.Plain;
import assay.engine.config.NormConfig;
import assay.engine.config.PositionScheme;
import assay.engine.config.PositionScheme.Alibi;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.Presence;
import assay.engine.family.Outline.Frame;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// MPT: linear biases, layer norms, clipped queries, keys and values.
///
/// Source: MosaicML, "Introducing MPT-7B", 2023; Transformers, `modeling_mpt.py`.
final class Mpt implements Family {
  private static final Key CONTEXT = Key.of("context_length", "max_seq_len");
  private static final Key CLIP = Key.of("attention.clamp_kqv", "clip_qkv");
  private static final Key MAXIMUM_BIAS = Key.of("attention.max_alibi_bias", "alibi_bias_max");
  private static final double USUAL_BIAS = 8; // MptAttentionConfig
  private static final int EXPANSION = 4; // of the feed-forward block in checkpoints
  private static final float EPSILON = 1e-5f; // MptConfig; published files leave it out
  private static final Set<String> SILENT =
      Set.of("learned_pos_emb", "embedding_fraction", "norm_type");

  /// Of `attn_config`, into which Transformers 5 writes what any configuration has.
  private static final Set<String> SILENT_INSIDE =
      Set.of(
          "_name_or_path",
          "architectures",
          "attn_impl",
          "attn_pdrop",
          "chunk_size_feed_forward",
          "dtype",
          "id2label",
          "is_encoder_decoder",
          "label2id",
          "model_type",
          "output_attentions",
          "output_hidden_states",
          "problem_type",
          "return_dict");

  private static final Map<String, String> OUTSIDE =
      Map.of(
          "transformer.wte", "token_embd",
          "transformer.norm_f", "output_norm",
          "lm_head", "output");

  private static final Map<String, String> INSIDE =
      Map.of(
          "norm_1", "attn_norm",
          "attn.Wqkv", "attn_qkv",
          "attn.out_proj", "attn_output",
          "norm_2", "ffn_norm",
          "ffn.up_proj", "ffn_up",
          "ffn.down_proj", "ffn_down");

  @Override
  public Names names() {
    return Names.of("mpt", "mpt");
  }

  @Override
  public Outline outline(Settings settings) {
    Sizes sizes = Sizes.read(settings);
    int layers = sizes.layerCount();
    BlockConfig block =
        BlockConfig.normedBefore(
            attention(settings, sizes), feedForward(settings, sizes.modelDim()));
    Frame frame =
        new Frame(
            settings.positive(CONTEXT),
            sizes.modelDim(),
            new NormConfig(NormConfig.Kind.LAYER, epsilon(settings)));
    Presence biases = settings.isGguf() ? Presence.OPTIONAL : Presence.ABSENT;
    return Outline.of(
            this,
            settings,
            frame,
            Collections.nCopies(layers, block),
            TensorNames.of(OUTSIDE, INSIDE, layers))
        .withBiases(new BiasRules(biases, biases, biases, biases, Presence.ABSENT))
        .tiedUnlessSaid(settings);
  }

  private static float epsilon(Settings settings) {
    return !settings.isGguf() && settings.number(Key.LAYER_EPSILON).isEmpty()
        ? EPSILON
        : settings.fraction(Key.LAYER_EPSILON);
  }

  /// llama.cpp, whose GGUF files are, takes the approximation by tanh.
  private static Plain feedForward(Settings settings, int modelDim) {
    if (settings.isGguf()) {
      return new Plain(settings.positive(Key.FFN_DIM), Activation.GELU_TANH);
    }
    settings.only(Key.inCheckpoint("no_bias"), true);
    settings.only(Key.inCheckpoint("expansion_ratio"), EXPANSION);
    settings.ignoreMembers(SILENT);
    return new Plain(Math.multiplyExact(EXPANSION, modelDim), Activation.GELU);
  }

  private static GroupedQuery attention(Settings settings, Sizes sizes) {
    return switch (settings) {
      case GgufSettings gguf -> clipped(sizes, gguf, gguf.number(MAXIMUM_BIAS).orElse(0));
      case JsonSettings config -> {
        config.none("logit_scale");
        JsonSettings attn =
            config.child("attn_config").orElseThrow(() -> config.missing("attn_config"));
        GroupedQuery attention = attention(attn, sizes);
        attn.refuseUnread();
        yield attention;
      }
    };
  }

  private static GroupedQuery attention(JsonSettings attn, Sizes sizes) {
    attn.ignore(SILENT_INSIDE);
    Key alibi = Key.inCheckpoint("alibi");
    attn.only(alibi, true);
    if (attn.bool(alibi).isEmpty()) {
      throw attn.missing(alibi);
    }
    attn.only("attn_type", "multihead_attention");
    attn.only(Key.inCheckpoint("attn_uses_sequence_id"), false);
    attn.only(Key.inCheckpoint("prefix_lm"), false);
    attn.only(Key.inCheckpoint("qk_ln"), false);
    GroupedQuery attention = clipped(sizes, attn, attn.number(MAXIMUM_BIAS).orElse(USUAL_BIAS));
    OptionalDouble scale = attn.number(Key.inCheckpoint("softmax_scale"));
    return scale.isEmpty()
        ? attention
        : attention.withScores(ScoreConfig.of((float) scale.getAsDouble()));
  }

  /// @param settings that say whether queries, keys and values are clipped
  /// @param bias 0 or less for none
  private static GroupedQuery clipped(Sizes sizes, Settings settings, double bias) {
    double clip = settings.number(CLIP).orElse(0);
    PositionScheme position = bias <= 0 ? new PositionScheme.None() : new Alibi(bias);
    return sizes
        .attention(position)
        .withClip(clip <= 0 ? OptionalDouble.empty() : OptionalDouble.of(clip));
  }
}
