package assay.engine.decoding;

/// What all that reads logits needs of them.
final class Logits {
  private Logits() {}

  /// Returns the largest logit.
  ///
  /// @throws NonFiniteLogitsException if a logit is not a number, or the largest is infinite
  static float largest(float[] logits) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int token = 0; token < logits.length; token++) {
      if (Float.isNaN(logits[token])) {
        throw NonFiniteLogitsException.ofToken(token);
      }
      largest = Math.max(largest, logits[token]);
    }
    if (Float.isInfinite(largest)) {
      throw NonFiniteLogitsException.ofLargest(logits.length, largest);
    }
    return largest;
  }
}
