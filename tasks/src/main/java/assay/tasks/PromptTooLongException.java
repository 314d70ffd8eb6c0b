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
    super(
        "sample %s: the prompt has %d tokens without any shot, the protocol allows fewer than %d"
            .formatted(sampleId, tokens, budget));
  }
}
