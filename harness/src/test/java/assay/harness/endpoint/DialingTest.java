package assay.harness.endpoint;

import static assay.harness.endpoint.PlainCalls.ANSWER;
import static assay.harness.endpoint.PlainCalls.LONG;
import static assay.harness.endpoint.PlainCalls.QUESTION;
import static assay.harness.endpoint.PlainCalls.sent;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.harness.run.UsageException;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How connections are opened: addresses, proxies and certificates.
final class DialingTest {
  @Test
  void aPortThatThereIsNotIsAUsersMistake() {
    assertThatThrownBy(() -> EndpointAddress.parse("http://127.0.0.1:99999/v1#m"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("there is no port 99999");
  }

  @Test
  void aProxyIsAskedForATunnel() throws Exception {
    BlockingQueue<String> came = new LinkedBlockingQueue<>();
    SocketServer.Serving tunnel =
        connection -> {
          came.add(SocketServer.request(connection));
          connection.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
          came.add(SocketServer.request(connection));
          connection.getOutputStream().write(ANSWER.getBytes(ISO_8859_1));
        };
    try (SocketServer proxy = SocketServer.serving(tunnel)) {
      Dialing dialing =
          new Dialing(
              URI.create("http://models.example:8080"),
              always(proxy.socket().getLocalSocketAddress()),
              (SSLSocketFactory) SSLSocketFactory.getDefault());
      try (Connections connections = new Connections(dialing)) {
        assertThat(sent(connections, LONG, QUESTION).status()).isEqualTo(200);
      }
      assertThat(came.take()).startsWith("CONNECT models.example:8080 HTTP/1.1\r\n");
      assertThat(came.take()).contains("Host: models.example:8080\r\n");
    }
  }

  private static ProxySelector always(SocketAddress proxy) {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        return List.of(new Proxy(Proxy.Type.HTTP, proxy));
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException problem) {}
    };
  }

  @Test
  void aCertificateHasToBeTheHosts(@TempDir Path folder) throws Exception {
    assertThat(overTls(folder.resolve("right"), "localhost").status()).isEqualTo(200);
    assertThatThrownBy(() -> overTls(folder.resolve("wrong"), "elsewhere.example"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("localhost");
  }

  /// Calls a server on this machine that shows a certificate for a name.
  private static Received overTls(Path file, String name) throws Exception {
    SSLContext context = OwnCertificate.context(file, name);
    ServerSocket socket = context.getServerSocketFactory().createServerSocket(0);
    try (SocketServer server = SocketServer.of(socket, SocketServer.saying(ANSWER))) {
      URI base = URI.create("https://localhost:" + server.port());
      Dialing dialing = new Dialing(base, ProxySelector.getDefault(), context.getSocketFactory());
      try (Connections connections = new Connections(dialing)) {
        sent(connections, LONG, QUESTION);
        Received second = sent(connections, LONG, QUESTION);
        assertThat(server.accepted()).hasSize(1);
        return second;
      }
    }
  }
}
