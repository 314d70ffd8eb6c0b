package assay.engine;

/// A sequence that does not fit the context; a prompt has to leave room for one generated token.
public final class ContextOverflowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int promptTokens;
  private final int limit;

  ContextOverflowException(int promptTokens, int limit) {
    super(
        "the prompt of %d tokens does not fit the context\n  expected at most %d, found %d. %s"
            .formatted(
                promptTokens,
                limit,
                promptTokens,
                "Shorten the prompt, or load the model with a longer context if it was made for"
                    + " one"));
    this.promptTokens = promptTokens;
    this.limit = limit;
  }

  /// Returns the length of the prompt in tokens.
  public int promptTokens() {
    return promptTokens;
  }

  /// Returns the most tokens that would have fitted.
  public int limit() {
    return limit;
  }
}
