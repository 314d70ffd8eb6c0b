package assay.harness.endpoint;

/// A server does not take several prompts in one call, or does not answer them all. Thrown only of
/// calls that have several.
final class OnePromptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OnePromptException(String problem) {
    super(problem);
  }
}
