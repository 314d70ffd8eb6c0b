package assay.engine.decoding;

/// Takes the token with the largest logit, the first of several that are equal.
final class GreedySampler implements TokenSampler {
  @Override
  public int next(float[] logits) {
    int best = 0;
    float largest = Float.NEGATIVE_INFINITY;
    for (int token = 0; token < logits.length; token++) {
      float logit = logits[token];
      // One comparison for nearly all of a hundred thousand tokens: false also for what is no
      // number.
      if (!(logit <= largest)) {
        if (Float.isNaN(logit)) {
          throw NonFiniteLogitsException.ofToken(token);
        }
        best = token;
        largest = logit;
      }
    }
    if (Float.isInfinite(largest)) {
      throw NonFiniteLogitsException.ofLargest(logits.length, largest);
    }
    return best;
  }
}
