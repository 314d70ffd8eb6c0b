package assay.harness.endpoint;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/// One connection, over which calls go one after the other (HTTP/1.1, RFC 9112). Not thread-safe
/// but for [#close].
final class Connection implements Closeable {
  private static final Timeout END_OF_BODY = Timeout.ofMilliseconds(50);

  private static final HttpRequestExecutor EXECUTOR = new HttpRequestExecutor();

  private final BlockingHttp http;
  private final String host;

  /// Creates the connection.
  ///
  /// @param base the address that it was opened for
  Connection(Dialing.Line line, URI base) throws IOException {
    this.http = new BlockingHttp(line, base);
    // A request names the host as the address does (RFC 9110, section 7.2).
    this.host = base.getRawAuthority();
  }

  /// A reply whose body is yet to be read.
  ///
  /// @param length of the body as the server tells it; negative where it does not
  /// @param reusable whether the server leaves the connection open behind it
  record Head(int status, ReplyHeaders headers, InputStream body, long length, boolean reusable) {}

  /// Sends a request and returns the head of its reply.
  ///
  /// @throws UnansweredException if the connection broke before
  /// @throws WrongServerException if the server does not speak HTTP
  /// @throws IOException if what came is not what HTTP promises, or broke off
  Head send(Request request) throws IOException {
    ClassicHttpRequest message = request.message();
    message.setHeader("Host", host);
    HttpCoreContext context = HttpCoreContext.create();
    try {
      ClassicHttpResponse reply = EXECUTOR.execute(message, http, context);
      HttpEntity entity = reply.getEntity();
      return new Head(
          reply.getCode(),
          new ReplyHeaders(List.of(reply.getHeaders())),
          entity == null ? InputStream.nullInputStream() : entity.getContent(),
          entity == null ? 0 : entity.getContentLength(),
          EXECUTOR.keepAlive(message, reply, http, context));
    } catch (NoHttpResponseException | SocketException e) {
      throw new UnansweredException(e);
    } catch (HttpException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// Returns whether nothing is left of a body whose reader has what it needs: a server may leave
  /// what ends it to a further packet.
  boolean ended(InputStream body) {
    try {
      http.setSocketTimeout(END_OF_BODY);
      boolean ended = body.read() < 0;
      http.setSocketTimeout(Timeout.DISABLED);
      return ended;
    } catch (IOException e) {
      return false;
    }
  }

  /// Returns whether the next reply can be that to the next request. That the server has closed the
  /// connection is noticed only when it is asked.
  boolean usable() {
    try {
      return http.isOpen() && !http.spokenOutOfTurn();
    } catch (IOException e) {
      return false;
    }
  }

  /// Closes it at once, whoever waits for it.
  @Override
  public void close() {
    http.close(CloseMode.IMMEDIATE);
  }
}
