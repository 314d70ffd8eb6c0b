package assay.harness.run;

/// A run that cannot go on; what was measured so far is stored.
public final class RunFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Creates the error with what happened and what to do.
  public RunFailedException(String message) {
    super(message);
  }

  /// Creates the error with what happened, what to do, and what led to it.
  public RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
