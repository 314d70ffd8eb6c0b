package assay.engine.config;

/// How a block's attention learns where tokens stand.
public sealed interface PositionScheme {
  /// Rotary position embedding: pair `i` of a head's first `width` elements is turned by the angle
  /// `position * base^(-2i / width)`, which the scaling may change.
  ///
  /// Source: Su et al., "RoFormer", 2021.
  ///
  /// @param width elements that are turned, even; the others of a head stay
  /// @param base of the frequencies, above 1
  /// @param pairing which two elements are a pair
  /// @param scaling how the frequencies are changed for long contexts
  record Rotary(int width, double base, Pairing pairing, RopeScaling scaling)
      implements PositionScheme {
    /// Returns this scheme with other scaling.
    public Rotary withScaling(RopeScaling other) {
      return new Rotary(width, base, pairing, other);
    }
  }

  /// Attention with linear biases: a head's scores sink with the distance, each head at its own
  /// rate.
  ///
  /// Source: Press et al., "Train Short, Test Long", 2022.
  ///
  /// @param maximumBias exponent of two of the slowest head's rate, 8 in the paper
  record Alibi(double maximumBias) implements PositionScheme {}

  /// Positions do not enter, other than by the causal mask.
  record None() implements PositionScheme {}

  /// Which elements of a head are turned together.
  enum Pairing {
    /// Elements `i` and `i + width / 2`: GPT-NeoX, and Hugging Face checkpoints of most families.
    HALVES,
    /// Elements `2i` and `2i + 1`: the paper, and GGUF files of the Llama family.
    INTERLEAVED
  }
}
