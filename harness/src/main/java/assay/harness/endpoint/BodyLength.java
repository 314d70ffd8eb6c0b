package assay.harness.endpoint;

import java.util.regex.Pattern;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;

/// How long a reply's body is, as its head says it. A length that is said twice is one, and only a
/// run of digits is a length (RFC 9110, section 8.6); HttpCore refuses the first and takes `+2` for
/// one. Immutable.
final class BodyLength implements ContentLengthStrategy {
  private static final String NAME = "Content-Length";

  /// As many digits as surely fit a long.
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  @Override
  public long determineLength(HttpMessage reply) throws HttpException {
    Header[] headers = reply.getHeaders(NAME);
    if (headers.length == 0 || reply.containsHeader("Transfer-Encoding")) {
      return DefaultContentLengthStrategy.INSTANCE.determineLength(reply);
    }
    long length = -1;
    for (Header header : headers) {
      for (String said : header.getValue().split(",", -1)) {
        long again = length(said.strip());
        if (length >= 0 && again != length) {
          throw new ProtocolException(
              "the reply has two Content-Lengths, %d and %d".formatted(length, again));
        }
        length = again;
      }
    }
    return length;
  }

  private static long length(String said) throws ProtocolException {
    if (!LENGTH.matcher(said).matches()) {
      throw new ProtocolException(
          "the reply's Content-Length is no number of bytes: " + Quotation.of(said));
    }
    return Long.parseLong(said);
  }
}
