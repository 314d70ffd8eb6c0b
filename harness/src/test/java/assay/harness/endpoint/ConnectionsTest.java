package assay.harness.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.harness.run.UsageException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes over the wire, against servers of plain sockets.
class ConnectionsTest {
  private static final Deadlines LONG =
      new Deadlines(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
  private static final Deadlines SHORT =
      new Deadlines(Duration.ofMillis(300), Duration.ofMinutes(1), Duration.ofMinutes(1));
  private static final Request QUESTION =
      new Request("/v1/chat/completions", Map.of(), Optional.of(json("{}")));
  private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
  private static final String STREAM =
      """
      HTTP/1.1 200 OK\r
      Content-Type: text/event-stream\r
      Transfer-Encoding: chunked\r
      \r
      e\r
      data: [DONE]

      \r
      0\r
      \r
      """;

  /// A stream each of whose events brings text.
  private static final class Texts implements StreamedReply {
    @Override
    public boolean accept(JsonNode event) {
      return true;
    }

    @Override
    public JsonNode whole() {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  private static ByteArrayEntity json(String text) {
    return new ByteArrayEntity(text.getBytes(ISO_8859_1), ContentType.APPLICATION_JSON);
  }

  private static Received sent(Connections connections, Deadlines deadlines, Request request)
      throws Exception {
    return new TimedCall(connections, deadlines, 1 << 20)
        .send(request, new Texts(), false)
        .received();
  }

  @Test
  void oneConnectionServesOneCallAfterTheOther() throws Exception {
    for (String reply : List.of(ANSWER, STREAM)) {
      try (SocketServer server = SocketServer.serving(SocketServer.saying(reply));
          Connections connections = server.connections()) {
        for (int call = 0; call < 5; call++) {
          assertThat(sent(connections, LONG, QUESTION).status()).isEqualTo(200);
        }
        assertThat(server.accepted()).hasSize(1);
      }
    }
  }

  @Test
  void theRequestIsPlainHttp() throws Exception {
    BlockingQueue<String> came = new LinkedBlockingQueue<>();
    SocketServer.Serving noting =
        connection -> {
          came.add(SocketServer.request(connection));
          connection.getOutputStream().write(ANSWER.getBytes(ISO_8859_1));
        };
    try (SocketServer server = SocketServer.serving(noting);
        Connections connections = server.connections()) {
      sent(connections, LONG, new Request("/v1/x", Map.of("X-Own", "1"), Optional.of(json("{}"))));
      assertThat(came.take())
          .startsWith("POST /v1/x HTTP/1.1\r\n")
          .contains("Host: 127.0.0.1:" + server.port() + "\r\n")
          .contains("Content-Type: application/json\r\n")
          .contains("X-Own: 1\r\n")
          .endsWith("\r\n\r\n{}");
    }
  }

  @Test
  void aConnectionThatTheServerClosesUnsaidCostsNoCall() throws Exception {
    SocketServer.Serving once =
        connection -> {
          SocketServer.request(connection);
          connection.getOutputStream().write(ANSWER.getBytes(ISO_8859_1));
          connection.close();
        };
    try (SocketServer server = SocketServer.serving(once);
        Connections connections = server.connections()) {
      for (int call = 0; call < 5; call++) {
        assertThat(sent(connections, LONG, QUESTION).status()).isEqualTo(200);
      }
      assertThat(server.accepted()).hasSize(5);
    }
  }

  @Test
  void aServerThatGivesUpAConnectionAsItIsAskedCostsNoCall() throws Exception {
    String late = "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n";
    SocketServer.Serving givingUp =
        connection -> {
          SocketServer.request(connection);
          connection.getOutputStream().write(ANSWER.getBytes(ISO_8859_1));
          SocketServer.request(connection);
          connection.getOutputStream().write(late.getBytes(ISO_8859_1));
          connection.close();
        };
    try (SocketServer server = SocketServer.serving(givingUp);
        Connections connections = server.connections()) {
      for (int call = 0; call < 4; call++) {
        assertThat(sent(connections, LONG, QUESTION).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void whatIsSaidBehindAReplyIsNotTheNextOne() throws Exception {
    String more = "HTTP/1.1 408 Request Timeout\r\nContent-Length: 4\r\n\r\nlate";
    for (String reply : List.of(ANSWER, STREAM)) {
      try (SocketServer server = SocketServer.serving(SocketServer.saying(reply + more));
          Connections connections = server.connections()) {
        for (int call = 0; call < 5; call++) {
          assertThat(sent(connections, LONG, QUESTION).status()).isEqualTo(200);
        }
        assertThat(server.accepted()).hasSize(5);
      }
    }
  }

  @Test
  void aStreamThatStallsIsLateByItsOwnDeadline() throws Exception {
    String begun =
        STREAM.substring(0, STREAM.indexOf("e\r\n")).concat("9\r\ndata: {}\n\r\n1\r\n\n\r\n");
    Deadlines idle =
        new Deadlines(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(300));
    try (SocketServer server = SocketServer.serving(SocketServer.saying(begun));
        Connections connections = server.connections()) {
      assertThatThrownBy(
              () -> new TimedCall(connections, idle, 1 << 20).send(QUESTION, new Texts(), true))
          .isInstanceOf(LateException.class)
          .hasMessage("no further token within 300 ms");
    }
  }

  @Test
  void aHeadWithoutEndIsGivenUp() throws Exception {
    String flood = "HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(2_000) + "\r\n";
    try (SocketServer server = SocketServer.serving(SocketServer.saying(flood));
        Connections connections = server.connections()) {
      assertThatThrownBy(() -> sent(connections, LONG, QUESTION))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("header count");
    }
  }

  @Test
  void aPortThatThereIsNotIsAUsersMistake() {
    assertThatThrownBy(() -> EndpointAddress.parse("http://127.0.0.1:99999/v1#m"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("there is no port 99999");
  }

  @Test
  void aServerThatDoesNotTakeTheRequestIsLate() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Request large = new Request("/v1/x", Map.of(), Optional.of(json("x".repeat(32 << 20))));
    try (SocketServer server = SocketServer.serving(connection -> never.await());
        Connections connections = server.connections()) {
      assertThatThrownBy(() -> sent(connections, SHORT, large))
          .isInstanceOf(LateException.class)
          .hasMessage("no complete reply within 300 ms");
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsLate() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (SocketServer server = SocketServer.serving(connection -> never.await());
        Connections connections = server.connections()) {
      assertThatThrownBy(() -> sent(connections, SHORT, QUESTION))
          .isInstanceOf(LateException.class)
          .hasMessage("no complete reply within 300 ms");
    }
  }

  @Test
  void anInterruptEndsACallOfAnyThread() throws Exception {
    CountDownLatch asked = new CountDownLatch(2);
    SocketServer.Serving silent =
        connection -> {
          SocketServer.request(connection);
          asked.countDown();
        };
    try (SocketServer server = SocketServer.serving(silent);
        Connections connections = server.connections()) {
      for (Thread.Builder kind : List.of(Thread.ofVirtual(), Thread.ofPlatform())) {
        Exchanger<Thread> begun = new Exchanger<>();
        FutureTask<Received> call =
            new FutureTask<>(
                () -> {
                  begun.exchange(Thread.currentThread());
                  return sent(connections, LONG, QUESTION);
                });
        kind.start(call);
        Thread caller = begun.exchange(null);
        while (server.accepted().poll(10, TimeUnit.SECONDS) == null) {}
        caller.interrupt();
        assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
            .hasRootCauseInstanceOf(Exception.class)
            .cause()
            .isInstanceOf(InterruptedException.class);
      }
    }
  }

  @Test
  void closingEndsWhatIsUnderWay() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    SocketServer.Serving silent =
        connection -> {
          SocketServer.request(connection);
          asked.countDown();
        };
    try (SocketServer server = SocketServer.serving(silent)) {
      FutureTask<Received> call;
      try (Connections connections = server.connections()) {
        call = new FutureTask<>(() -> sent(connections, LONG, QUESTION));
        Thread.startVirtualThread(call);
        asked.await();
      }
      assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(IOException.class);
    }
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
