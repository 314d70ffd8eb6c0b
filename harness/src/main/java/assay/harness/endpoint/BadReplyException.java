package assay.harness.endpoint;

/// A reply that is not what its interface promises.
final class BadReplyException extends Exception {
  private static final long serialVersionUID = 1L;

  BadReplyException(String message) {
    super(message);
  }
}
