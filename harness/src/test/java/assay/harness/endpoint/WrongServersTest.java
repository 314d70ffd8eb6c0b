package assay.harness.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.harness.run.RunFailedException;
import assay.results.Completion;
import assay.results.Failure;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Addresses that lead to a server of another kind than they say.
final class WrongServersTest {
  private static final String REPLY =
      "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"four\"}}]}";
  private static final String GOOD =
      "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(REPLY.length(), REPLY);

  /// A fatal alert `protocol_version` of TLS 1.2 (RFC 5246, sections 6.2.1 and 7.2).
  private static final String ALERT = "\u0015\u0003\u0003\u0000\u0002\u0002F";

  private static final String TLS =
      "http://localhost:%1$d/v1: the endpoint answers with TLS; did you mean"
          + " https://localhost:%1$d/v1?";

  @Test
  void anHttpsAddressOfAPlainServerIsTold() throws Exception {
    try (SocketServer server = SocketServer.serving(greeting("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
      assertStops(
          server,
          "https",
          "https://localhost:%1$d/v1: the endpoint answers without TLS; did you mean"
              + " http://localhost:%1$d/v1?");
    }
  }

  @Test
  void anHttpAddressOfATlsPortIsTold() throws Exception {
    try (SocketServer server = SocketServer.serving(answering(ALERT))) {
      assertStops(server, "http", TLS);
    }
  }

  @Test
  void anHttpAddressOfJavasTlsIsTold(@TempDir Path folder) throws Exception {
    ServerSocket socket =
        OwnCertificate.context(folder.resolve("own"), "localhost")
            .getServerSocketFactory()
            .createServerSocket(0);
    try (SocketServer server = SocketServer.of(socket, SocketServer.saying(GOOD))) {
      assertStops(server, "http", TLS);
    }
  }

  /// The words of nginx, Apache httpd, Go's `net/http` and Tomcat.
  @Test
  void aTlsPortThatSaysSoOverHttpIsTold() throws Exception {
    for (String words :
        List.of(
            "<center>The plain HTTP request was sent to HTTPS port</center>",
            "Reason: You're speaking plain HTTP to an SSL-enabled server port.<br />",
            "Client sent an HTTP request to an HTTPS server.\n",
            "Bad Request\r\nThis combination of host and port requires TLS.\r\n")) {
      String reply =
          "HTTP/1.0 400 Bad Request\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(words.length(), words);
      try (SocketServer server = SocketServer.serving(answering(reply))) {
        assertStops(server, "http", TLS);
      }
    }
  }

  @Test
  void aServiceThatSpeaksNoHttpEndsTheRunWithItsWords() throws Exception {
    try (SocketServer ssh = SocketServer.serving(greeting("SSH-2.0-OpenSSH_9.6p1\r\n"))) {
      assertStops(
          ssh,
          "http",
          "http://localhost:%1$d/v1 does not speak HTTP: it said 'SSH-2.0-OpenSSH_9.6p1'. Is the"
              + " port right?");
    }
    String redis = "-ERR wrong number of arguments for 'get' command\r\n";
    try (SocketServer server = SocketServer.serving(answering(redis))) {
      assertStops(
          server,
          "http",
          "http://localhost:%1$d/v1 does not speak HTTP: it said '"
              + redis.strip()
              + "'. Is the port right?");
    }
  }

  @Test
  void whatAServiceSaysGivesTheTerminalNoOrders() throws Exception {
    String hostile = "\u001b]0;owned\u0007\u0000" + "x".repeat(200) + "\r\n";
    try (SocketServer server = SocketServer.serving(answering(hostile))) {
      assertStops(
          server,
          "http",
          "http://localhost:%1$d/v1 does not speak HTTP: it said '<U+001B>]0;owned<U+0007><U+0000>"
              + "x".repeat(69)
              + "...'. Is the port right?");
    }
  }

  @Test
  void aServerThatHasAnsweredIsAskedAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    SocketServer.Serving once =
        connection -> {
          SocketServer.request(connection);
          String reply = calls.getAndIncrement() == 0 ? GOOD : "oops\r\n";
          connection.getOutputStream().write(reply.getBytes(ISO_8859_1));
          connection.close();
        };
    try (SocketServer server = SocketServer.serving(once);
        EndpointModel model = server.model(Endpoints.options(Credentials.NONE))) {
      assertThat(model.complete(Endpoints.request())).isInstanceOf(Completion.class);
      assertThat(model.complete(Endpoints.request()))
          .isInstanceOfSatisfying(
              Failure.class,
              failure ->
                  assertThat(failure.detail())
                      .contains(
                          "does not speak HTTP: it said 'oops'. Is the port right?, after 3"));
      assertThat(calls).hasValue(4);
    }
  }

  @Test
  void aServerThatHangsUpOnTlsIsNotOneOfAWrongCertificate() throws Exception {
    try (SocketServer server = SocketServer.serving(connection -> connection.close());
        EndpointModel model =
            new EndpointModel(server.address("https"), Endpoints.options(Credentials.NONE))) {
      assertThatThrownBy(model::identity)
          .isInstanceOf(RunFailedException.class)
          .hasMessageStartingWith("https://localhost:" + server.port() + "/v1 cannot be asked: ")
          .hasMessageNotContaining("certificate");
    }
  }

  /// Asserts that a run ends when it asks who is there, and one that did not ask at its first call.
  private static void assertStops(SocketServer server, String scheme, String words)
      throws IOException {
    try (EndpointModel model =
        new EndpointModel(server.address(scheme), Endpoints.options(Credentials.NONE))) {
      for (int i = 0; i < 2; i++) {
        boolean first = i == 0;
        assertThatThrownBy(
                () -> {
                  if (first) {
                    model.identity();
                  } else {
                    model.complete(Endpoints.request());
                  }
                })
            .isInstanceOf(RunFailedException.class)
            .hasMessage(words.formatted(server.port()));
      }
    }
  }

  /// Speaks first, as SSH does, and hangs up behind the first request.
  private static SocketServer.Serving greeting(String words) {
    return connection -> {
      connection.getOutputStream().write(words.getBytes(ISO_8859_1));
      SocketServer.request(connection);
      connection.close();
    };
  }

  private static SocketServer.Serving answering(String words) {
    return connection -> {
      SocketServer.request(connection);
      connection.getOutputStream().write(words.getBytes(ISO_8859_1));
      connection.close();
    };
  }
}
