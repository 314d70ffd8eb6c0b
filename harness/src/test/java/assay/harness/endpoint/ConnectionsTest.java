package assay.harness.endpoint;

import static assay.harness.endpoint.PlainCalls.ANSWER;
import static assay.harness.endpoint.PlainCalls.LONG;
import static assay.harness.endpoint.PlainCalls.QUESTION;
import static assay.harness.endpoint.PlainCalls.json;
import static assay.harness.endpoint.PlainCalls.sent;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
import org.junit.jupiter.api.Test;

/// What goes over the wire, against servers of plain sockets.
class ConnectionsTest {
  private static final Deadlines SHORT =
      new Deadlines(Duration.ofMillis(300), Duration.ofMinutes(1), Duration.ofMinutes(1));
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
  void aProviderThatDidNotAnswerInTimeIsToldByItsProxyAndNotAskedTwice() throws Exception {
    String late =
        "HTTP/1.1 408 Request Timeout\r\nContent-Type: application/json\r\n"
            + "Content-Length: 14\r\n\r\n{\"error\":\"no\"}";
    SocketServer.Serving proxy =
        connection -> {
          SocketServer.request(connection);
          connection.getOutputStream().write(ANSWER.getBytes(ISO_8859_1));
          SocketServer.request(connection);
          connection.getOutputStream().write(late.getBytes(ISO_8859_1));
        };
    try (SocketServer server = SocketServer.serving(proxy);
        Connections connections = server.connections()) {
      assertThat(sent(connections, LONG, QUESTION).status()).isEqualTo(200);
      assertThat(sent(connections, LONG, QUESTION).status()).isEqualTo(408);
      assertThat(server.accepted()).hasSize(1);
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
              () ->
                  new TimedCall(connections, idle, 1 << 20)
                      .send(QUESTION, new PlainCalls.Texts(), true))
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
}
