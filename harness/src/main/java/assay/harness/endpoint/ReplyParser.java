package assay.harness.endpoint;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.util.CharArrayBuffer;

/// Reads the heads of replies within bounds, and recognises servers that do not speak HTTP by the
/// first line that they say.
final class ReplyParser extends DefaultHttpResponseParser {
  /// What a hostile server may fill memory with before a body begins.
  static final Http1Config BOUNDS =
      Http1Config.custom().setMaxLineLength(1 << 16).setMaxHeaderCount(1_000).build();

  /// How a record of TLS with an alert begins, whatever its version (RFC 8446, section 5.1).
  private static final String TLS_ALERT = "\u0015\u0003";

  private final URI base;

  /// Creates the parser of one connection.
  ///
  /// @param base the address that the server was found at
  ReplyParser(URI base) {
    super(BOUNDS);
    this.base = base;
  }

  @Override
  protected ClassicHttpResponse createMessage(CharArrayBuffer line)
      throws IOException, HttpException {
    String said = line.toString();
    if (said.startsWith(TLS_ALERT)) {
      throw WrongServerException.withTls(base);
    }
    if (!said.stripLeading().startsWith("HTTP/")) {
      throw WrongServerException.notHttp(base, said);
    }
    return super.createMessage(line);
  }
}
