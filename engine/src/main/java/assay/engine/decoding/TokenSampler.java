package assay.engine.decoding;

/// Chooses the next token from logits. Keeps the state of one generation: one sampler serves one.
public sealed interface TokenSampler permits GreedySampler, RandomSampler, AdjustingSampler {
  /// Returns the token chosen, from 0 to `logits.length - 1`.
  ///
  /// @param logits `[vocabSize]`, at least one; not changed
  /// @throws NonFiniteLogitsException if a logit is not a number, or the largest is infinite
  /// @throws IllegalArgumentException if a token with a bias is none of the vocabulary
  int next(float[] logits);

  /// Returns the sampler that options ask for.
  ///
  /// @param prompt the tokens before the first that is chosen
  static TokenSampler of(DecodingOptions options, int[] prompt) {
    TokenSampler chooser =
        options.sampling().temperature() == 0
            ? new GreedySampler()
            : new RandomSampler(options.sampling());
    return options.penalties().none() && options.logitBias().isEmpty()
        ? chooser
        : new AdjustingSampler(chooser, options.penalties(), options.logitBias(), prompt);
  }
}
