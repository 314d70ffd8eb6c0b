package assay.engine.huggingface;

import assay.engine.config.BlockConfig;
import assay.engine.config.BlockConfig.NormPlacement;
import assay.engine.config.FeedForwardConfig;
import assay.engine.config.FeedForwardConfig.Activation;
import assay.engine.config.FeedForwardConfig.Experts;
import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.config.FeedForwardConfig.RouterConfig;
import assay.engine.config.FeedForwardConfig.Scoring;
import assay.engine.config.ModelConfig;
import assay.engine.config.VocabularyConfig;
import assay.engine.config.WeightLayout;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.FusedQkv;
import assay.engine.config.WeightLayout.Presence;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Llama, Mistral and Mixtral.
///
/// Source: Hugging Face Transformers 4.57, `modeling_llama.py`, `modeling_mistral.py`,
/// `modeling_mixtral.py`.
final class LlamaFamily {
  private static final int MISTRAL_WINDOW = 4096; // MistralConfig, where files do not name one

  private LlamaFamily() {}

  static CheckpointDescription llama(Settings config) {
    Dimensions sizes = Dimensions.read(config);
    RopeSettings rope = RopeSettings.read(config, 10_000, sizes.headDim() / 2);
    Presence attention = presence(config, "attention_bias");
    BiasRules biases =
        new BiasRules(
            attention, attention, presence(config, "mlp_bias"), Presence.ABSENT, Presence.ABSENT);
    return describe(
        "llama",
        config,
        Collections.nCopies(
            sizes.layerCount(), block(sizes, rope, OptionalInt.empty(), gated(config))),
        new Rest(
            rope.reach(),
            biases,
            CheckpointNames.of(
                sizes.layerCount(),
                CheckpointNames.ATTENTION,
                CheckpointNames.NORMS,
                CheckpointNames.GATED)));
  }

  static CheckpointDescription mistral(Settings config) {
    Dimensions sizes = Dimensions.read(config);
    RopeSettings rope = RopeSettings.read(config, 10_000, sizes.headDim() / 2);
    OptionalInt window =
        config.names("sliding_window")
            ? config.positiveOrNone("sliding_window")
            : OptionalInt.of(MISTRAL_WINDOW);
    return describe(
        "llama",
        config,
        Collections.nCopies(sizes.layerCount(), block(sizes, rope, window, gated(config))),
        new Rest(
            rope.reach(),
            BiasRules.all(Presence.ABSENT),
            CheckpointNames.of(
                sizes.layerCount(),
                CheckpointNames.ATTENTION,
                CheckpointNames.NORMS,
                CheckpointNames.GATED)));
  }

  static CheckpointDescription mixtral(Settings config) {
    Dimensions sizes = Dimensions.read(config);
    RopeSettings rope = RopeSettings.read(config, 1_000_000, sizes.headDim() / 2);
    config.ignore(Set.of("router_jitter_noise")); // in training alone
    Experts experts =
        new Experts(
            new RouterConfig(
                config.positive("num_local_experts"),
                config.positive("num_experts_per_tok"),
                Scoring.SOFTMAX,
                true,
                1,
                false,
                Optional.empty()),
            config.positive("intermediate_size"),
            activation(config),
            Optional.empty());
    BlockConfig block = block(sizes, rope, config.positiveOrNone("sliding_window"), experts);
    return describe(
        "llama",
        config,
        Collections.nCopies(sizes.layerCount(), block),
        new Rest(
            rope.reach(),
            BiasRules.all(Presence.ABSENT),
            CheckpointNames.of(
                sizes.layerCount(),
                CheckpointNames.ATTENTION,
                CheckpointNames.NORMS,
                CheckpointNames.MIXTRAL_EXPERTS)));
  }

  /// What a family says beside its blocks.
  ///
  /// @param reach the longest context
  record Rest(int reach, BiasRules biases, TensorNames names) {}

  static Presence presence(Settings config, String key) {
    return config.flag(key, false) ? Presence.REQUIRED : Presence.ABSENT;
  }

  static Gated gated(Settings config) {
    return new Gated(config.positive("intermediate_size"), activation(config));
  }

  static Activation activation(Settings config) {
    return switch (config.textOr("hidden_act", "silu")) {
      case "silu", "swish" -> Activation.SILU;
      case "gelu" -> Activation.GELU;
      case "gelu_pytorch_tanh" -> Activation.GELU_TANH;
      default -> throw config.notRun("hidden_act", "\"silu\", \"gelu\" or \"gelu_pytorch_tanh\"");
    };
  }

  static BlockConfig block(
      Dimensions sizes, RopeSettings rope, OptionalInt window, FeedForwardConfig feedForward) {
    return new BlockConfig(sizes.attention(rope, false, window), feedForward, NormPlacement.BEFORE);
  }

  /// Describes a model with root-mean-square norms, plain embeddings and an output of its own.
  static CheckpointDescription describe(
      String architecture, Settings config, List<BlockConfig> blocks, Rest rest) {
    ModelConfig model =
        new ModelConfig(
            architecture,
            rest.reach(),
            config.positive("hidden_size"),
            VocabularyConfig.ofSize(config.positive("vocab_size")),
            Dimensions.rmsNorm(config),
            blocks,
            new WeightLayout(FusedQkv.CONCATENATED, 0, rest.biases(), Set.of()));
    return new CheckpointDescription(
        model,
        rest.names(),
        config.flag("tie_word_embeddings", false),
        CheckpointConfig.scaleBlock(config));
  }
}
