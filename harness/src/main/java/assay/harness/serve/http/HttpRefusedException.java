package assay.harness.serve.http;

/// A request that is not read to its end, and answered with its status; the connection ends with
/// it.
final class HttpRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  HttpRefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
