package assay.harness.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.harness.run.UsageException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
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
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
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

  /// What a server does with one connection.
  private interface Serving {
    void on(Socket connection) throws Exception;
  }

  /// A server of a socket, and the connections that it was given.
  private record Server(ServerSocket socket, BlockingQueue<Socket> accepted)
      implements AutoCloseable {
    static Server of(ServerSocket socket, Serving serving) {
      Server server = new Server(socket, new LinkedBlockingQueue<>());
      Thread.startVirtualThread(() -> server.serve(serving));
      return server;
    }

    private void serve(Serving serving) {
      while (!socket.isClosed()) {
        try {
          Socket connection = socket.accept();
          accepted.add(connection);
          Thread.startVirtualThread(
              () -> {
                try {
                  serving.on(connection);
                } catch (Exception e) {
                  // The client is told by what it gets.
                }
              });
        } catch (IOException e) {
          return;
        }
      }
    }

    int port() {
      return socket.getLocalPort();
    }

    Connections connections() {
      return new Connections(Dialing.byTheSystem(URI.create("http://127.0.0.1:" + port())));
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (Socket connection : accepted) {
        connection.close();
      }
    }
  }

  private static Server serving(Serving serving) throws IOException {
    return Server.of(new ServerSocket(0), serving);
  }

  /// Answers each request of a connection with the same bytes.
  private static Serving saying(String reply) {
    return connection -> {
      while (!request(connection).isEmpty()) {
        connection.getOutputStream().write(reply.getBytes(ISO_8859_1));
      }
    };
  }

  /// Reads one request with a body of two bytes, or without one; empty at the end.
  private static String request(Socket connection) throws IOException {
    InputStream in = connection.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
    }
    String text = head.toString(ISO_8859_1);
    return text.contains("Content-Length: 2")
        ? text + new String(in.readNBytes(2), ISO_8859_1)
        : text;
  }

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
      try (Server server = serving(saying(reply));
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
    Serving noting =
        connection -> {
          came.add(request(connection));
          connection.getOutputStream().write(ANSWER.getBytes(ISO_8859_1));
        };
    try (Server server = serving(noting);
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
    Serving once =
        connection -> {
          request(connection);
          connection.getOutputStream().write(ANSWER.getBytes(ISO_8859_1));
          connection.close();
        };
    try (Server server = serving(once);
        Connections connections = server.connections()) {
      for (int call = 0; call < 5; call++) {
        assertThat(sent(connections, LONG, QUESTION).status()).isEqualTo(200);
      }
      assertThat(server.accepted()).hasSize(5);
    }
  }

  @Test
  void whatIsSaidBehindAReplyIsNotTheNextOne() throws Exception {
    String more = "HTTP/1.1 408 Request Timeout\r\nContent-Length: 4\r\n\r\nlate";
    for (String reply : List.of(ANSWER, STREAM)) {
      try (Server server = serving(saying(reply + more));
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
    try (Server server = serving(saying(begun));
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
    try (Server server = serving(saying(flood));
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
    try (Server server = serving(connection -> never.await());
        Connections connections = server.connections()) {
      assertThatThrownBy(() -> sent(connections, SHORT, large))
          .isInstanceOf(LateException.class)
          .hasMessage("no complete reply within 300 ms");
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsLate() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (Server server = serving(connection -> never.await());
        Connections connections = server.connections()) {
      assertThatThrownBy(() -> sent(connections, SHORT, QUESTION))
          .isInstanceOf(LateException.class)
          .hasMessage("no complete reply within 300 ms");
    }
  }

  @Test
  void anInterruptEndsACallOfAnyThread() throws Exception {
    CountDownLatch asked = new CountDownLatch(2);
    Serving silent =
        connection -> {
          request(connection);
          asked.countDown();
        };
    try (Server server = serving(silent);
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
    Serving silent =
        connection -> {
          request(connection);
          asked.countDown();
        };
    try (Server server = serving(silent)) {
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
    Serving tunnel =
        connection -> {
          came.add(request(connection));
          connection.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
          came.add(request(connection));
          connection.getOutputStream().write(ANSWER.getBytes(ISO_8859_1));
        };
    try (Server proxy = serving(tunnel)) {
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
    SSLContext context = context(file, name);
    ServerSocket socket = context.getServerSocketFactory().createServerSocket(0);
    try (Server server = Server.of(socket, saying(ANSWER))) {
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

  private static SSLContext context(Path file, String name) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                List.of(
                    keytool,
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-alias",
                    "a",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "SAN=dns:" + name,
                    "-storepass",
                    "secret",
                    "-keystore",
                    file.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(made.getInputStream().readAllBytes(), ISO_8859_1);
    assertThat(made.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance(file.toFile(), "secret".toCharArray());
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, "secret".toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
