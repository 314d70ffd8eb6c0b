package assay.engine.decoding;

/// What all that reads logits needs of them.
final class Logits {
  private Logits() {}

  /// Returns the largest logit.
  ///
  /// @throws ArithmeticException if a logit is not a number, or the largest is infinite
  static float largest(float[] logits) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int token = 0; token < logits.length; token++) {
      if (Float.isNaN(logits[token])) {
        throw new ArithmeticException("the logit of token " + token + " is not a number");
      }
      largest = Math.max(largest, logits[token]);
    }
    if (Float.isInfinite(largest)) {
      throw new ArithmeticException("the largest of " + logits.length + " logits is " + largest);
    }
    return largest;
  }
}
