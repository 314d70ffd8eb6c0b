package assay.engine.decoding;

/// The tokens that a draw chooses from, with weights that are proportional to their probabilities.
final class Candidates {
  private final int[] tokens; // the first `size`, each id once
  private final double[] weights; // of the tokens, exp((logit - largest) / temperature)
  private final int size;

  /// Looks at arrays that may be longer, and that the next draw may use again.
  Candidates(int[] tokens, double[] weights, int size) {
    this.tokens = tokens;
    this.weights = weights;
    this.size = size;
  }

  /// Returns what the filters leave of all tokens, at least one.
  static Candidates of(float[] logits, Sampling sampling) {
    return of(new TokenRanking(sampling.temperature()), logits, sampling);
  }

  /// Returns what the filters leave of all tokens, at least one, until the ranking is used again.
  ///
  /// Tokens are ranked only as far as needed, so that the usual draw costs a pass over the
  /// vocabulary and a few heap steps. Weights are summed in F64 in the order of the ranking.
  ///
  /// @throws NonFiniteLogitsException if a logit is not a number, or the largest is infinite
  static Candidates of(TokenRanking ranking, float[] logits, Sampling sampling) {
    ranking.begin(logits);
    int kept = Math.min(sampling.topK().orElse(logits.length), logits.length);
    if (sampling.topP() < 1) {
      double mass = kept == logits.length ? ranking.totalMass() : ranking.massOfFirst(kept);
      kept = ranking.countReaching(sampling.topP() * mass, kept);
    }
    if (sampling.minP() > 0) {
      kept = ranking.countWeighing(sampling.minP(), kept);
    }
    Candidates candidates = sampling.cutsTheTail() ? ranking.first(kept) : ranking.all();
    return sampling.typicalP() < 1
        ? TypicalFilter.apply(candidates, sampling.typicalP())
        : candidates;
  }

  int size() {
    return size;
  }

  int token(int index) {
    return tokens[index];
  }

  double weight(int index) {
    return weights[index];
  }

  /// Returns the weights of all together.
  double mass() {
    double mass = 0;
    for (int i = 0; i < size; i++) {
      mass += weights[i];
    }
    return mass;
  }
}
