package assay.harness.endpoint;

import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;

/// Why a call came to nothing, in words.
final class Reasons {
  private Reasons() {}

  /// Returns an error's own words, or its kind where it has none.
  static String of(Throwable e) {
    String words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return e instanceof SSLHandshakeException && e.getCause() instanceof CertificateException
        ? words
            + " (Java does not trust this certificate; ASSAY_JAVA_OPTS="
            + "-Djavax.net.ssl.trustStore=FILE names one that has it)"
        : words;
  }
}
