package assay.engine.huggingface;

import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.ScoreConfig;
import assay.engine.config.BlockConfig;
import assay.engine.config.BlockConfig.NormPlacement;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.RouterConfig;
import assay.engine.config.FeedForwardConfig.Scoring;
import assay.engine.config.ModelConfig;
import assay.engine.config.NormConfig;
import assay.engine.config.PositionScheme.Pairing;
import assay.engine.config.PositionScheme.Rotary;
import assay.engine.config.VocabularyConfig;
import assay.engine.config.WeightLayout;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.FusedQkv;
import assay.engine.config.WeightLayout.Presence;
import assay.engine.huggingface.LlamaFamily.Rest;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Phi-3, Phi-3.5, Phi-4 and Phi-3.5-MoE.
///
/// Source: Hugging Face Transformers 4.57, `modeling_phi3.py`, `modeling_phimoe.py`.
final class PhiFamily {
  /// The router's tolerance is twice this, which [Scoring#SPARSE_MIXER] fixes.
  private static final double ROUTER_JITTER = 0.01;

  private PhiFamily() {}

  static CheckpointDescription phi3(Settings config) {
    Dimensions sizes = Dimensions.read(config);
    int turned = turnedElements(config, sizes.headDim());
    RopeSettings rope = RopeSettings.ofPart(config, 10_000, turned / 2); // its share was read
    config.ignore(Set.of("original_max_position_embeddings")); // said by the scaling that uses it
    GroupedQuery attention =
        new GroupedQuery(
            sizes.headCount(),
            sizes.kvHeadCount(),
            sizes.headDim(),
            ScoreConfig.ofWidth(sizes.headDim()),
            false,
            OptionalDouble.empty(),
            new Rotary(turned, rope.base(), Pairing.HALVES, rope.scaling()),
            config.positiveOrNone("sliding_window"));
    config.only("attention_bias", false);
    config.only("mlp_bias", false);
    config.only("lm_head_bias", false);
    config.ignore(
        Set.of("full_attn_mod", "interpolate_factor")); // Phi-4-mini's; nothing reads them
    BlockConfig block = new BlockConfig(attention, LlamaFamily.gated(config), NormPlacement.BEFORE);
    return LlamaFamily.describe(
        "phi3",
        config,
        Collections.nCopies(sizes.layerCount(), block),
        new Rest(
            rope.reach(),
            BiasRules.all(Presence.ABSENT),
            CheckpointNames.of(sizes.layerCount(), CheckpointNames.PHI3, CheckpointNames.NORMS)));
  }

  private static int turnedElements(Settings config, int headDim) {
    Optional<Settings> parameters = config.child("rope_parameters");
    Settings holder =
        parameters.filter(found -> found.names("partial_rotary_factor")).orElse(config);
    double share = holder.numberOr("partial_rotary_factor", 1);
    config.only("partial_rotary_factor", share); // where both say it
    int turned = (int) (headDim * share);
    if (!(share > 0 && share <= 1) || turned < 2 || turned % 2 != 0) {
      throw holder.outOfRange(
          "partial_rotary_factor", "an even part of the " + headDim + " elements of a head");
    }
    return turned;
  }

  static CheckpointDescription phiMoe(Settings config) {
    Dimensions sizes = Dimensions.read(config);
    RopeSettings rope = RopeSettings.read(config, 1_000_000, sizes.headDim() / 2);
    config.ignore(Set.of("original_max_position_embeddings"));
    config.only("router_jitter_noise", ROUTER_JITTER);
    RouterConfig router =
        new RouterConfig(
            config.positive("num_local_experts"),
            config.positive("num_experts_per_tok"),
            Scoring.SPARSE_MIXER,
            false,
            1,
            false,
            Optional.empty());
    if (router.usedCount() != 2) {
      throw config.notRun("num_experts_per_tok", "2");
    }
    Experts experts =
        new Experts(
            router,
            config.positive("intermediate_size"),
            LlamaFamily.activation(config),
            Optional.empty());
    BlockConfig block =
        LlamaFamily.block(sizes, rope, config.positiveOrNone("sliding_window"), experts);
    Presence attention = LlamaFamily.presence(config, "attention_bias");
    BiasRules biases =
        new BiasRules(
            attention,
            attention,
            Presence.ABSENT,
            Presence.REQUIRED,
            LlamaFamily.presence(config, "lm_head_bias"));
    ModelConfig model =
        new ModelConfig(
            "phimoe",
            rope.reach(),
            sizes.modelDim(),
            VocabularyConfig.ofSize(config.positive("vocab_size")),
            new NormConfig(NormConfig.Kind.LAYER, Dimensions.epsilon(config, "rms_norm_eps")),
            Collections.nCopies(sizes.layerCount(), block),
            new WeightLayout(FusedQkv.CONCATENATED, 0, biases, Set.of()));
    TensorNames names =
        CheckpointNames.of(
            sizes.layerCount(),
            CheckpointNames.ATTENTION,
            CheckpointNames.NORMS,
            CheckpointNames.MIXTRAL_EXPERTS);
    return new CheckpointDescription(
        model,
        names,
        config.flag("tie_word_embeddings", false),
        CheckpointConfig.scaleBlock(config));
  }
}
