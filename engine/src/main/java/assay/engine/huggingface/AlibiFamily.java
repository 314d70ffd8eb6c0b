package assay.engine.huggingface;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.ScoreConfig;
import assay.engine.config.BlockConfig;
import assay.engine.config.BlockConfig.NormPlacement;
import assay.engine.config.FeedForwardConfig.Activation;
import assay.engine.config.FeedForwardConfig.Plain;
import assay.engine.config.ModelConfig;
import assay.engine.config.NormConfig;
import assay.engine.config.PositionScheme.Alibi;
import assay.engine.config.VocabularyConfig;
import assay.engine.config.WeightLayout;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.FusedQkv;
import assay.engine.config.WeightLayout.Presence;
import java.util.Collections;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/// BLOOM and MPT, whose positions are linear biases.
///
/// Source: Hugging Face Transformers 4.57, `modeling_bloom.py`, `modeling_mpt.py`.
final class AlibiFamily {
  private static final int EXPANSION = 4; // of the feed-forward block in both families
  private static final int BLOOM_CONTEXT = 2048; // that all BLOOM models were trained with
  private static final double MAXIMUM_BIAS = 8;

  /// Members of BLOOM's published files that no code reads: how it was trained.
  private static final Set<String> FROM_MEGATRON =
      Set.of(
          "attention_softmax_in_fp32",
          "bias_dropout_fusion",
          "masked_softmax_fusion",
          "offset_alibi",
          "skip_bias_add",
          "skip_bias_add_qkv");

  /// What Transformers 5 writes into any configuration, an inner one too.
  private static final Set<String> OF_ANY_CONFIG =
      Set.of(
          "_name_or_path",
          "architectures",
          "chunk_size_feed_forward",
          "dtype",
          "id2label",
          "is_encoder_decoder",
          "label2id",
          "output_attentions",
          "output_hidden_states",
          "problem_type",
          "return_dict");

  private static final float MPT_EPSILON = 1e-5f; // MptConfig; published files leave it out

  private AlibiFamily() {}

  static CheckpointDescription bloom(Settings config) {
    int modelDim = named(config, "hidden_size", "n_embed");
    int heads = named(config, "n_head", "num_attention_heads");
    int layers = layers(config, "n_layer", "num_hidden_layers");
    requireWhole(config, config.names("n_head") ? "n_head" : "num_attention_heads", modelDim);
    config.only("apply_residual_connection_post_layernorm", false);
    config.only("n_head", heads);
    config.only("num_attention_heads", heads);
    config.only("num_hidden_layers", layers);
    config.only("n_embed", modelDim);
    config.none("n_inner");
    config.ignore(FROM_MEGATRON);
    GroupedQuery attention =
        attention(
            modelDim,
            heads,
            new Alibi(MAXIMUM_BIAS),
            new Bounds(OptionalDouble.empty(), OptionalDouble.empty()));
    BlockConfig block =
        new BlockConfig(
            attention,
            new Plain(Math.multiplyExact(EXPANSION, modelDim), Activation.GELU_TANH),
            NormPlacement.BEFORE);
    BiasRules biases =
        new BiasRules(
            Presence.REQUIRED,
            Presence.REQUIRED,
            Presence.REQUIRED,
            Presence.REQUIRED,
            Presence.ABSENT);
    VocabularyConfig vocabulary =
        new VocabularyConfig(config.positive("vocab_size"), 1, true, 1, OptionalDouble.empty());
    ModelConfig model =
        new ModelConfig(
            "bloom",
            config.positiveOr("seq_length", BLOOM_CONTEXT),
            modelDim,
            vocabulary,
            layerNorm(config),
            Collections.nCopies(layers, block),
            new WeightLayout(FusedQkv.PER_HEAD, 0, biases, Set.of()));
    return new CheckpointDescription(
        model,
        new TensorNames(CheckpointNames.BLOOM_OUTSIDE, CheckpointNames.BLOOM, layers, 0),
        config.flag("tie_word_embeddings", true),
        CheckpointConfig.scaleBlock(config));
  }

  static CheckpointDescription mpt(Settings config) {
    int modelDim = config.positive("d_model");
    int layers = Dimensions.layers(config, "n_layers");
    requireWhole(config, "n_heads", modelDim);
    config.only("no_bias", true);
    config.only("expansion_ratio", EXPANSION);
    config.none("logit_scale");
    config.ignore(Set.of("learned_pos_emb", "embedding_fraction", "norm_type"));
    Settings attn = config.child("attn_config").orElseThrow(() -> config.missing("attn_config"));
    GroupedQuery attention = mptAttention(attn, modelDim, config.positive("n_heads"));
    attn.refuseUnread();
    BlockConfig block =
        new BlockConfig(
            attention,
            new Plain(Math.multiplyExact(EXPANSION, modelDim), Activation.GELU),
            NormPlacement.BEFORE);
    ModelConfig model =
        new ModelConfig(
            "mpt",
            config.positive("max_seq_len"),
            modelDim,
            VocabularyConfig.ofSize(config.positive("vocab_size")),
            mptNorm(config),
            Collections.nCopies(layers, block),
            new WeightLayout(FusedQkv.CONCATENATED, 0, BiasRules.all(Presence.ABSENT), Set.of()));
    return new CheckpointDescription(
        model,
        new TensorNames(CheckpointNames.MPT_OUTSIDE, CheckpointNames.MPT, layers, 0),
        config.flag("tie_word_embeddings", true),
        CheckpointConfig.scaleBlock(config));
  }

  private static GroupedQuery mptAttention(Settings attn, int modelDim, int heads) {
    attn.ignore(Set.of("attn_impl", "attn_pdrop", "model_type"));
    attn.ignore(OF_ANY_CONFIG);
    attn.only("alibi", true);
    if (!attn.flag("alibi", false)) {
      throw attn.missing("alibi");
    }
    attn.only("attn_type", "multihead_attention");
    attn.only("attn_uses_sequence_id", false);
    attn.only("prefix_lm", false);
    attn.only("qk_ln", false);
    double clip = attn.numberOr("clip_qkv", 0);
    Bounds bounds =
        new Bounds(
            attn.numberOrNone("softmax_scale"),
            clip == 0 ? OptionalDouble.empty() : OptionalDouble.of(clip));
    Alibi alibi = new Alibi(attn.numberOr("alibi_bias_max", MAXIMUM_BIAS));
    return attention(modelDim, heads, alibi, bounds);
  }

  /// @param scale of the scores; empty for the usual one
  /// @param clip of queries, keys and values; empty for none
  private record Bounds(OptionalDouble scale, OptionalDouble clip) {}

  private static GroupedQuery attention(int modelDim, int heads, Alibi alibi, Bounds bounds) {
    int headDim = modelDim / heads;
    float scale = (float) bounds.scale().orElse(1 / Math.sqrt(headDim));
    return new GroupedQuery(
        heads,
        heads,
        headDim,
        new ScoreConfig(scale, OptionalDouble.empty()),
        false,
        bounds.clip(),
        alibi,
        OptionalInt.empty());
  }

  private static void requireWhole(Settings config, String heads, int modelDim) {
    if (modelDim % config.positive(heads) != 0) {
      throw config.outOfRange(heads, "a divisor of the width " + modelDim);
    }
  }

  private static NormConfig layerNorm(Settings config) {
    return new NormConfig(NormConfig.Kind.LAYER, Dimensions.epsilon(config, "layer_norm_epsilon"));
  }

  private static NormConfig mptNorm(Settings config) {
    return config.names("layer_norm_epsilon")
        ? layerNorm(config)
        : new NormConfig(NormConfig.Kind.LAYER, MPT_EPSILON);
  }

  private static int named(Settings config, String key, String otherKey) {
    return config.positive(config.names(key) ? key : otherKey);
  }

  private static int layers(Settings config, String key, String otherKey) {
    return Dimensions.layers(config, config.names(key) ? key : otherKey);
  }
}
