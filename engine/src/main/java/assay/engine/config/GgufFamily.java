package assay.engine.config;

import assay.engine.config.BlockConfig.NormPlacement;
import assay.engine.config.FeedForwardConfig.Activation;
import assay.engine.config.PositionScheme.Pairing;
import assay.engine.config.WeightLayout.BiasRules;
import assay.engine.config.WeightLayout.Presence;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A family of models as GGUF files name it, and what all its members have in common that is not in
/// the metadata.
///
/// Source: llama.cpp, `llama-model.cpp`, and each family's own publication. `llama` is also Mistral
/// and Mixtral, `deepseek2` is V2 to R1, `phi3` is also Phi-4.
enum GgufFamily {
  QWEN2,
  QWEN2MOE,
  QWEN3,
  QWEN3MOE,
  LLAMA,
  PHI3,
  PHIMOE,
  BLOOM,
  MPT,
  GEMMA2,
  GEMMA3,
  DEEPSEEK2;

  static Optional<GgufFamily> ofName(String architecture) {
    return Arrays.stream(values())
        .filter(family -> family.architecture().equals(architecture))
        .findFirst();
  }

  /// Returns the names of all families.
  static List<String> names() {
    return Arrays.stream(values()).map(GgufFamily::architecture).toList();
  }

  /// Returns the name in `general.architecture`.
  String architecture() {
    return name().toLowerCase(Locale.ROOT);
  }

  NormConfig.Kind norm() {
    return switch (this) {
      case BLOOM, MPT, PHIMOE -> NormConfig.Kind.LAYER;
      case QWEN2, QWEN2MOE, QWEN3, QWEN3MOE, LLAMA, PHI3, GEMMA2, GEMMA3, DEEPSEEK2 ->
          NormConfig.Kind.ROOT_MEAN_SQUARE;
    };
  }

  /// Returns the key of the norms' epsilon.
  String epsilonKey() {
    return switch (this) {
      case BLOOM, MPT -> "attention.layer_norm_epsilon";
      case QWEN2, QWEN2MOE, QWEN3, QWEN3MOE, LLAMA, PHI3, PHIMOE, GEMMA2, GEMMA3, DEEPSEEK2 ->
          "attention.layer_norm_rms_epsilon";
    };
  }

  NormPlacement normPlacement() {
    return switch (this) {
      case GEMMA2, GEMMA3 -> NormPlacement.BEFORE_AND_AFTER;
      case QWEN2, QWEN2MOE, QWEN3, QWEN3MOE, LLAMA, PHI3, PHIMOE, BLOOM, MPT, DEEPSEEK2 ->
          NormPlacement.BEFORE;
    };
  }

  /// Returns whether heads of queries and keys are normalised.
  boolean headNorms() {
    return switch (this) {
      case QWEN3, QWEN3MOE, GEMMA3 -> true;
      case QWEN2, QWEN2MOE, LLAMA, PHI3, PHIMOE, BLOOM, MPT, GEMMA2, DEEPSEEK2 -> false;
    };
  }

  /// Returns how rotated elements are paired; empty for families that do not rotate.
  Optional<Pairing> pairing() {
    return switch (this) {
      case QWEN2, QWEN2MOE, QWEN3, QWEN3MOE, PHI3, PHIMOE, GEMMA2, GEMMA3 ->
          Optional.of(Pairing.HALVES);
      case LLAMA, DEEPSEEK2 -> Optional.of(Pairing.INTERLEAVED);
      case BLOOM, MPT -> Optional.empty();
    };
  }

  Activation activation() {
    return switch (this) {
      case QWEN2, QWEN2MOE, QWEN3, QWEN3MOE, LLAMA, PHI3, PHIMOE, DEEPSEEK2 -> Activation.SILU;
      // The Gemmas and BLOOM are trained with it; llama.cpp, whose files these are, takes it for
      // MPT as well.
      case BLOOM, MPT, GEMMA2, GEMMA3 -> Activation.GELU_TANH;
    };
  }

  /// Returns whether the feed-forward block is gated.
  boolean gated() {
    return switch (this) {
      case BLOOM, MPT -> false;
      case QWEN2, QWEN2MOE, QWEN3, QWEN3MOE, LLAMA, PHI3, PHIMOE, GEMMA2, GEMMA3, DEEPSEEK2 -> true;
    };
  }

  BiasRules biases() {
    return switch (this) {
      case QWEN3, QWEN3MOE, PHI3, GEMMA2, GEMMA3, DEEPSEEK2 -> BiasRules.all(Presence.ABSENT);
      case QWEN2, QWEN2MOE -> attentionInputOnly();
      case BLOOM -> withoutOutput(Presence.REQUIRED);
      case MPT -> withoutOutput(Presence.OPTIONAL);
      case LLAMA ->
          new BiasRules(
              Presence.OPTIONAL,
              Presence.OPTIONAL,
              Presence.OPTIONAL,
              Presence.ABSENT,
              Presence.ABSENT);
      case PHIMOE ->
          new BiasRules(
              Presence.REQUIRED,
              Presence.REQUIRED,
              Presence.ABSENT,
              Presence.REQUIRED,
              Presence.REQUIRED);
    };
  }

  private static BiasRules attentionInputOnly() {
    return new BiasRules(
        Presence.REQUIRED, Presence.ABSENT, Presence.ABSENT, Presence.ABSENT, Presence.ABSENT);
  }

  private static BiasRules withoutOutput(Presence others) {
    return new BiasRules(others, others, others, others, Presence.ABSENT);
  }
}
