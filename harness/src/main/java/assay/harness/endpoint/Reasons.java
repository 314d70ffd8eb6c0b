package assay.harness.endpoint;

import java.net.ConnectException;

/// Why a call came to nothing, in words.
final class Reasons {
  private Reasons() {}

  /// Returns an error's own words; the JDK's client has none for a refused connection.
  static String of(Throwable e) {
    if (e.getMessage() != null) {
      return e.getMessage();
    }
    return e instanceof ConnectException ? "connection refused" : e.getClass().getSimpleName();
  }
}
