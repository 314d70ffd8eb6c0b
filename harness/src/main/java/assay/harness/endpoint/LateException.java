package assay.harness.endpoint;

/// A reply that did not come in time.
final class LateException extends Exception {
  private static final long serialVersionUID = 1L;

  LateException(String message) {
    super(message);
  }
}
