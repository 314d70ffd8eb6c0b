package assay.harness.endpoint;

import java.io.IOException;

/// A connection that broke before anything of a reply had come.
final class UnansweredException extends IOException {
  private static final long serialVersionUID = 1L;

  UnansweredException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
