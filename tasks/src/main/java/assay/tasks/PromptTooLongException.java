package assay.tasks;

/// A sample whose prompt does not fit the protocol's budget even in its shortest form.
public final class PromptTooLongException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Creates the error.
  ///
  /// @param sampleId the sample
  /// @param tokens tokens of the shortest form
  /// @param budget tokens that the protocol allows
  public PromptTooLongException(String sampleId, int tokens, int budget) {
    this(
        "sample %s: the prompt has %d tokens without any shot, the protocol allows fewer than %d"
            .formatted(sampleId, tokens, budget));
  }

  private PromptTooLongException(String message) {
    super(message);
  }

  /// Returns the error of a prompt that is longer than the length it is to be padded to.
  ///
  /// @param tokens tokens of the prompt without padding
  /// @param padTo tokens that it is to have
  public static PromptTooLongException beforePadding(String sampleId, int tokens, int padTo) {
    return new PromptTooLongException(
        "sample %s: the prompt has %d tokens without padding, more than the %d it is to have"
            .formatted(sampleId, tokens, padTo));
  }
}
