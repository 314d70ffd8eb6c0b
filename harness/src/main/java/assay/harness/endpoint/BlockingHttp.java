package assay.harness.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Optional;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/// HttpCore's connection, which bounds the head of a reply and tells what was said behind it. Not
/// thread-safe but for closing.
final class BlockingHttp extends DefaultBHttpClientConnection {
  /// What a hostile server may fill memory with before a body begins.
  private static final Http1Config BOUNDS =
      Http1Config.custom().setMaxLineLength(1 << 16).setMaxHeaderCount(1_000).build();

  private final Socket plain;
  private Optional<SessionInputBuffer> received = Optional.empty();

  BlockingHttp(Dialing.Line line) throws IOException {
    super(
        BOUNDS,
        null,
        null,
        new BodyLength(),
        null,
        null,
        null,
        new DefaultHttpResponseParserFactory(BOUNDS));
    this.plain = line.plain();
    if (line.secured().isPresent()) {
      bind(line.secured().get(), plain);
    } else {
      bind(plain);
    }
  }

  @Override
  protected InputStream createContentInputStream(
      long length, SessionInputBuffer buffer, InputStream in) {
    received = Optional.of(buffer);
    return super.createContentInputStream(length, buffer, in);
  }

  /// Returns whether the server has said something that no reply that was read is made of. It must
  /// not be taken for the next.
  boolean spokenOutOfTurn() throws IOException {
    return received.map(buffer -> buffer.length() > 0).orElse(true)
        || plain.getInputStream().available() > 0;
  }
}
