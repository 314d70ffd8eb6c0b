package assay.engine.family;

import assay.engine.config.BlockConfig;
import assay.engine.config.FeedForwardConfig.Activation;
import assay.engine.config.FeedForwardConfig.Plain;
import assay.engine.config.NormConfig;
import assay.engine.config.PositionScheme.Alibi;
import assay.engine.config.VocabularyConfig;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.FusedQkv;
import assay.engine.config.WeightLayout.Presence;
import assay.engine.family.Outline.Frame;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// BLOOM: linear biases, layer norms, also of the embedding, and biases everywhere.
///
/// Source: BigScience, "BLOOM", 2022; Transformers, `modeling_bloom.py`.
final class Bloom implements Family {
  private static final Key CONTEXT = Key.of("context_length", "seq_length");
  private static final int USUAL_CONTEXT = 2048; // that all BLOOM models were trained with
  private static final int EXPANSION = 4; // of the feed-forward block
  private static final double MAXIMUM_BIAS = 8; // of all BLOOM models, and the paper's
  private static final BiasRules BIASES =
      new BiasRules(
          Presence.REQUIRED,
          Presence.REQUIRED,
          Presence.REQUIRED,
          Presence.REQUIRED,
          Presence.ABSENT);

  /// Members of published files that no code reads: how the models were trained.
  private static final Set<String> FROM_MEGATRON =
      Set.of(
          "attention_softmax_in_fp32",
          "bias_dropout_fusion",
          "masked_softmax_fusion",
          "offset_alibi",
          "skip_bias_add",
          "skip_bias_add_qkv");

  /// Published files leave out `transformer.`, which Transformers writes.
  private static final Map<String, String> OUTSIDE =
      Map.of(
          "transformer.word_embeddings", "token_embd",
          "transformer.word_embeddings_layernorm", "token_embd_norm",
          "transformer.ln_f", "output_norm",
          "word_embeddings", "token_embd",
          "word_embeddings_layernorm", "token_embd_norm",
          "ln_f", "output_norm",
          "lm_head", "output");

  private static final Map<String, String> INSIDE =
      Map.of(
          "input_layernorm", "attn_norm",
          "self_attention.query_key_value", "attn_qkv",
          "self_attention.dense", "attn_output",
          "post_attention_layernorm", "ffn_norm",
          "mlp.dense_h_to_4h", "ffn_up",
          "mlp.dense_4h_to_h", "ffn_down");

  @Override
  public Names names() {
    return Names.of("bloom", "bloom");
  }

  @Override
  public Outline outline(Settings settings) {
    settings.only(Key.inCheckpoint("apply_residual_connection_post_layernorm"), false);
    settings.ignoreMembers(FROM_MEGATRON);
    Sizes sizes = Sizes.read(settings);
    int layers = sizes.layerCount();
    int usual = Math.multiplyExact(EXPANSION, sizes.modelDim());
    Key inner = Key.of("feed_forward_length", "n_inner");
    int ffnDim = settings.isGguf() ? settings.positive(inner) : usual;
    settings.only(inner, ffnDim);
    BlockConfig block =
        BlockConfig.normedBefore(
            sizes.attention(new Alibi(MAXIMUM_BIAS)), new Plain(ffnDim, Activation.GELU_TANH));
    int context =
        settings.isGguf()
            ? settings.positive(CONTEXT)
            : settings.optional(CONTEXT).orElse(USUAL_CONTEXT);
    NormConfig norm = new NormConfig(NormConfig.Kind.LAYER, settings.fraction(Key.LAYER_EPSILON));
    return Outline.of(
            this,
            settings,
            new Frame(context, sizes.modelDim(), norm),
            Collections.nCopies(layers, block),
            TensorNames.of(OUTSIDE, INSIDE, layers))
        .withVocabulary(
            new VocabularyConfig(settings.vocabSize(), 1, true, 1, OptionalDouble.empty()))
        .withBiases(BIASES)
        .withLayoutOfCheckpoints(settings, FusedQkv.PER_HEAD, 0)
        .tiedUnlessSaid(settings);
  }
}
