package assay.engine.decoding;

/// Chooses the next token from logits. Keeps the state of its random numbers: one sampler serves
/// one generation.
public sealed interface TokenSampler permits GreedySampler, RandomSampler {
  /// Returns the token chosen, from 0 to `logits.length - 1`.
  ///
  /// @param logits `[vocabSize]`, at least one; not changed
  /// @throws ArithmeticException if a logit is not a number
  int next(float[] logits);

  /// Returns the sampler that options ask for.
  static TokenSampler of(DecodingOptions options) {
    return options.temperature() == 0 ? new GreedySampler() : new RandomSampler(options);
  }
}
