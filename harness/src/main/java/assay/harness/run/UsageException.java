package assay.harness.run;

/// A command line that cannot be carried out as it was given.
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Creates the error with what is wrong and what to write instead.
  public UsageException(String message) {
    super(message);
  }

  /// Creates the error with what is wrong, what to write instead, and what led to it.
  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
