package assay.engine.decoding;

/// Takes the token with the largest logit, the first of several that are equal.
final class GreedySampler implements TokenSampler {
  @Override
  public int next(float[] logits) {
    int best = 0;
    for (int token = 0; token < logits.length; token++) {
      if (Float.isNaN(logits[token])) {
        throw new ArithmeticException("the logit of token " + token + " is not a number");
      }
      if (logits[token] > logits[best]) {
        best = token;
      }
    }
    return best;
  }
}
