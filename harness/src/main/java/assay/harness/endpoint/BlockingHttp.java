package assay.harness.endpoint;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/// HttpCore's connection, which tells what was said behind a reply. Not thread-safe but for
/// closing.
final class BlockingHttp extends DefaultBHttpClientConnection {
  private final Socket plain;
  private Optional<SessionInputBuffer> received = Optional.empty();

  /// Takes a connection that was opened.
  ///
  /// @param base the address that it was opened for
  BlockingHttp(Dialing.Line line, URI base) throws IOException {
    super(
        ReplyParser.BOUNDS,
        null,
        null,
        new BodyLength(),
        null,
        null,
        null,
        bounds -> new ReplyParser(base));
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
