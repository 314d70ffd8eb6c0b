package assay.engine.decoding;

/// Logits of which one is not a number, or the largest is infinite: nothing can be chosen by them,
/// and no probability follows from them.
public final class NonFiniteLogitsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what is wrong, and what to do
  public NonFiniteLogitsException(String message) {
    super(message);
  }

  /// Says that a logit is not a number.
  public static NonFiniteLogitsException ofToken(int token) {
    return new NonFiniteLogitsException("the logit of token " + token + " is not a number");
  }

  /// Says that the largest logit is infinite.
  ///
  /// @param count of all
  public static NonFiniteLogitsException ofLargest(int count, float largest) {
    return new NonFiniteLogitsException("the largest of " + count + " logits is " + largest);
  }
}
