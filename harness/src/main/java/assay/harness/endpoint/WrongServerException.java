package assay.harness.endpoint;

import java.io.IOException;
import java.net.URI;

/// A server that is not of the kind that its address says: with TLS or without, or speaking
/// something else than HTTP. No call of it will succeed.
final class WrongServerException extends IOException {
  private static final long serialVersionUID = 1L;

  private WrongServerException(String message) {
    super(message);
  }

  /// Returns what tells of a server behind `https` that answers without TLS.
  static WrongServerException withoutTls(URI base, IOException cause) {
    WrongServerException wrong =
        new WrongServerException(
            "%s: the endpoint answers without TLS; did you mean %s?"
                .formatted(base, other(base, "http", 443)));
    wrong.initCause(cause);
    return wrong;
  }

  /// Returns what tells of a server behind `http` that answers with TLS, or asks for it.
  static WrongServerException withTls(URI base) {
    return new WrongServerException(
        "%s: the endpoint answers with TLS; did you mean %s?"
            .formatted(base, other(base, "https", 80)));
  }

  /// Returns what tells of a server that said something else than a reply.
  static WrongServerException notHttp(URI base, String said) {
    return new WrongServerException(
        "%s does not speak HTTP: it said %s. Is the port right?"
            .formatted(base, Quotation.of(said)));
  }

  /// Returns the same place under another scheme, whose usual port is another.
  private static String other(URI base, String scheme, int usual) {
    String port = base.getPort() < 0 ? ":" + usual : "";
    return "%s://%s%s%s".formatted(scheme, base.getRawAuthority(), port, base.getRawPath());
  }
}
