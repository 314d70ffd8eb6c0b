package assay.engine.config;

import java.util.List;

/// How the angles of [PositionScheme.Rotary] are changed so that a model reaches further than it
/// was first trained for. Which frequencies are in force is decided once, from the context that the
/// model is run with, never from the length of a sequence: the same prompt has the same logits
/// however it is cut.
///
/// Source: Hugging Face Transformers, `modeling_rope_utils.py`; llama.cpp, `ggml_rope_ext`.
public sealed interface RopeScaling {
  /// Angles as trained.
  record None() implements RopeScaling {}

  /// All angles divided by a factor.
  ///
  /// Source: Chen et al., "Extending Context Window of Large Language Models via Positional
  /// Interpolation", 2023.
  record Linear(double factor) implements RopeScaling {}

  /// A larger base, if the context exceeds the one trained for: `base * (factor * context /
  /// original - (factor - 1))^(width / (width - 2))`.
  ///
  /// @param originalContext positions that the model was trained for
  record DynamicNtk(double factor, int originalContext) implements RopeScaling {}

  /// High frequencies as trained, low ones divided by a factor, and a ramp between.
  ///
  /// Source: Peng et al., "YaRN", 2023.
  ///
  /// @param originalContext positions that the model was trained for
  /// @param ramp where it lies
  /// @param magnitude that rotated vectors are multiplied by
  /// @param scoreFactor that the scale of scores is multiplied by: 1, but for DeepSeek
  record Yarn(
      double factor, int originalContext, YarnRamp ramp, double magnitude, double scoreFactor)
      implements RopeScaling {
    /// Returns the scaling with the paper's ramp and magnitude.
    public static Yarn of(double factor, int originalContext) {
      return new Yarn(factor, originalContext, YarnRamp.DEFAULT, magnitude(factor, 1), 1);
    }

    /// Returns `0.1 * multiplier * ln(factor) + 1`, or 1 for factors up to 1 (`yarn_get_mscale`).
    public static double magnitude(double factor, double multiplier) {
      return factor <= 1 ? 1 : 0.1 * multiplier * Math.log(factor) + 1;
    }
  }

  /// The frequencies between which YaRN goes from trained to divided angles, as turns within the
  /// original context.
  ///
  /// @param fastTurns from here on angles are as trained (`beta_fast`)
  /// @param slowTurns up to here angles are divided (`beta_slow`)
  /// @param whole whether the ramp begins and ends at whole pairs (`truncate`)
  record YarnRamp(double fastTurns, double slowTurns, boolean whole) {
    /// The paper's values.
    public static final YarnRamp DEFAULT = new YarnRamp(32, 1, true);
  }

  /// Wavelengths above `originalContext / lowFactor` divided by a factor, those below
  /// `originalContext / highFactor` as trained, and between them a blend.
  ///
  /// Source: Meta, `llama_models`, `apply_scaling` of Llama 3.1.
  record Llama3(double factor, double lowFactor, double highFactor, int originalContext)
      implements RopeScaling {}

  /// Each frequency divided by its own number, as llama.cpp stores Llama 3's scaling.
  ///
  /// @param divisors one for each pair
  record Divided(List<Double> divisors) implements RopeScaling {
    /// Copies the list.
    public Divided {
      divisors = List.copyOf(divisors);
    }
  }

  /// Each frequency divided by its own number: one list for contexts up to the original, one for
  /// longer ones.
  ///
  /// Source: Ding et al., "LongRoPE", 2024, as used in Phi-3.
  ///
  /// @param shortDivisors one for each pair
  /// @param longDivisors one for each pair
  /// @param originalContext the longest context for the short list
  /// @param magnitude that rotated vectors are multiplied by, with either list
  record LongRope(
      List<Double> shortDivisors, List<Double> longDivisors, int originalContext, double magnitude)
      implements RopeScaling {
    /// Copies the lists.
    public LongRope {
      shortDivisors = List.copyOf(shortDivisors);
      longDivisors = List.copyOf(longDivisors);
    }

    /// Returns `sqrt(1 + ln(factor) / ln(originalContext))`, or 1 for factors up to 1.
    public static double magnitude(double factor, int originalContext) {
      return factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(originalContext));
    }
  }
}
