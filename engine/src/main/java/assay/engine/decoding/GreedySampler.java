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
          throw new ArithmeticException("the logit of token " + token + " is not a number");
        }
        best = token;
        largest = logit;
      }
    }
    return best;
  }
}
