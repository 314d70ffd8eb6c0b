package assay.engine.huggingface;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.ScoreConfig;
import assay.engine.config.BlockConfig;
import assay.engine.config.BlockConfig.NormPlacement;
import assay.engine.config.FeedForwardConfig.Activation;
import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.config.ModelConfig;
import assay.engine.config.RopeScaling;
import assay.engine.config.VocabularyConfig;
import assay.engine.config.WeightLayout;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.FusedQkv;
import assay.engine.config.WeightLayout.Presence;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/// Gemma, Gemma 2 and the text model of Gemma 3. Their files hold gains minus 1, and embeddings are
/// multiplied by the root of the width.
///
/// Source: Hugging Face Transformers 4.57, `modeling_gemma.py`, `modeling_gemma2.py`,
/// `modeling_gemma3.py`.
final class GemmaFamily {
  private static final String GELU_TANH = "gelu_pytorch_tanh";
  private static final int GEMMA3_PATTERN = 6; // Gemma3TextConfig

  private GemmaFamily() {}

  static CheckpointDescription gemma(Settings config) {
    Dimensions sizes = Dimensions.read(config);
    RopeSettings rope = RopeSettings.read(config, 10_000, sizes.headDim() / 2);
    config.only("use_bidirectional_attention", false);
    BlockConfig block =
        new BlockConfig(
            sizes.attention(rope, false, OptionalInt.empty()), gated(config), NormPlacement.BEFORE);
    TensorNames names =
        CheckpointNames.of(
            sizes.layerCount(),
            CheckpointNames.ATTENTION,
            CheckpointNames.NORMS,
            CheckpointNames.GATED);
    return describe(
        "gemma", config, rope.reach(), Collections.nCopies(sizes.layerCount(), block), names);
  }

  static CheckpointDescription gemma2(Settings config) {
    Dimensions sizes = Dimensions.read(config);
    RopeSettings rope = RopeSettings.read(config, 10_000, sizes.headDim() / 2);
    config.only("use_bidirectional_attention", false);
    OptionalInt window = OptionalInt.of(config.positive("sliding_window"));
    ScoreConfig scores = scores(config);
    Gated gated = gated(config);
    List<BlockConfig> blocks =
        LayerKinds.read(config, sizes.layerCount(), layer -> layer % 2 == 0).stream()
            .map(
                windowed ->
                    sizes.attention(rope, false, windowed ? window : OptionalInt.empty(), scores))
            .map(attention -> around(attention, gated))
            .toList();
    TensorNames names =
        CheckpointNames.of(
            sizes.layerCount(),
            CheckpointNames.ATTENTION,
            CheckpointNames.NORMS_AROUND,
            CheckpointNames.GATED);
    return describe("gemma2", config, rope.reach(), blocks, names);
  }

  /// Layers with a window have a base of their own and no scaling.
  static CheckpointDescription gemma3(Settings config) {
    Dimensions sizes = Dimensions.read(config);
    int pairs = sizes.headDim() / 2;
    RopeSettings far = far(config, pairs);
    RopeSettings near = near(config, pairs);
    config.only("use_bidirectional_attention", false);
    OptionalInt window = OptionalInt.of(config.positive("sliding_window"));
    ScoreConfig scores = scores(config);
    Gated gated = gated(config);
    config.ignore(Set.of("sliding_window_pattern", "_sliding_window_pattern"));
    int pattern =
        config
            .positiveOrNone("sliding_window_pattern")
            .orElse(config.positiveOr("_sliding_window_pattern", GEMMA3_PATTERN));
    List<BlockConfig> blocks =
        LayerKinds.read(config, sizes.layerCount(), layer -> (layer + 1) % pattern != 0).stream()
            .map(
                windowed ->
                    windowed
                        ? sizes.attention(near, true, window, scores)
                        : sizes.attention(far, true, OptionalInt.empty(), scores))
            .map(attention -> around(attention, gated))
            .toList();
    TensorNames names =
        CheckpointNames.of(
            sizes.layerCount(),
            CheckpointNames.ATTENTION,
            CheckpointNames.HEAD_NORMS,
            CheckpointNames.NORMS_AROUND,
            CheckpointNames.GATED);
    return describe("gemma3", config, far.reach(), blocks, names);
  }

  /// Transformers 5 keeps one rotation for each kind of layer.
  private static RopeSettings far(Settings config, int pairs) {
    Optional<Settings> kinds = config.child("rope_parameters");
    return kinds.isEmpty()
        ? RopeSettings.read(config, 1_000_000, pairs)
        : RopeSettings.ofKind(config, kind(kinds.get(), "full_attention"), pairs);
  }

  private static RopeSettings near(Settings config, int pairs) {
    Optional<Settings> kinds = config.child("rope_parameters");
    return kinds.isEmpty()
        ? new RopeSettings(
            config.numberOr("rope_local_base_freq", 10_000), new RopeScaling.None(), 0)
        : RopeSettings.ofKind(config, kind(kinds.get(), "sliding_attention"), pairs);
  }

  private static Settings kind(Settings kinds, String key) {
    return kinds.child(key).orElseThrow(() -> kinds.missing(key));
  }

  private static BlockConfig around(GroupedQuery attention, Gated gated) {
    return new BlockConfig(attention, gated, NormPlacement.BEFORE_AND_AFTER);
  }

  private static ScoreConfig scores(Settings config) {
    double scale = 1 / Math.sqrt(config.positiveNumber("query_pre_attn_scalar"));
    return new ScoreConfig((float) scale, cap(config, "attn_logit_softcapping"));
  }

  private static OptionalDouble cap(Settings config, String key) {
    OptionalDouble cap = config.numberOrNone(key);
    if (cap.isPresent() && !(cap.getAsDouble() > 0)) {
      throw config.outOfRange(key, "a number above 0");
    }
    return cap;
  }

  /// `hidden_activation` goes before `hidden_act`, which says "gelu" in old files and never meant
  /// it.
  private static Gated gated(Settings config) {
    if (config.find("hidden_activation").isPresent()) {
      config.only("hidden_activation", GELU_TANH);
      config.ignore(Set.of("hidden_act"));
    } else {
      config.only("hidden_act", GELU_TANH);
    }
    return new Gated(config.positive("intermediate_size"), Activation.GELU_TANH);
  }

  private static CheckpointDescription describe(
      String architecture,
      Settings config,
      int reach,
      List<BlockConfig> blocks,
      TensorNames names) {
    int modelDim = config.positive("hidden_size");
    Presence attention = LlamaFamily.presence(config, "attention_bias");
    BiasRules biases =
        new BiasRules(attention, attention, Presence.ABSENT, Presence.ABSENT, Presence.ABSENT);
    VocabularyConfig vocabulary =
        new VocabularyConfig(
            config.positive("vocab_size"),
            (float) Math.sqrt(modelDim),
            false,
            1,
            cap(config, "final_logit_softcapping"));
    ModelConfig model =
        new ModelConfig(
            architecture,
            reach,
            modelDim,
            vocabulary,
            Dimensions.rmsNorm(config),
            blocks,
            new WeightLayout(FusedQkv.CONCATENATED, 1, biases, Set.of()));
    return new CheckpointDescription(
        model,
        names,
        config.flag("tie_word_embeddings", true),
        CheckpointConfig.scaleBlock(config));
  }
}
