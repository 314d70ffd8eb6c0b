package assay.harness.serve;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.Secret;
import assay.harness.serve.http.HttpLimits;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Clients that are slow, vanish, send what is no request, or are not wanted.
@Timeout(300)
final class ClientsTest {
  private static final String PATH = "/v1/completions";
  private static final String LONG =
      "{\"prompt\": \"one\", \"max_tokens\": 8000, \"temperature\": 0, \"ignore_eos\": true%s}";
  private static final String SHORT = "{\"prompt\": \"one\", \"max_tokens\": 2}";

  @TempDir private Path folder;

  private Served served(HttpLimits limits) throws IOException {
    return Served.demo(folder, ServeOptions.local(0).within(limits), 4, 64);
  }

  private static void assertAlive(Served served) throws Exception {
    served.json(PATH, SHORT);
    assertThat(served.faults()).isEmpty();
  }

  @Test
  void whatAClientLeavesBehindIsFreeWithinOneStep() throws Exception {
    try (Served served = served(HttpLimits.STANDARD)) {
      for (String more : List.of("", ", \"stream\": true", ", \"n\": 3")) {
        Socket client = served.connect();
        served.send(client, PATH, LONG.formatted(more));
        Served.until(() -> served.engine().occupancy().pagesInUse() > 1);
        client.close();
        Served.until(() -> served.model().underWay() == 0);
        long steps = served.engine().work().steps();
        Served.until(() -> served.engine().occupancy().pagesInUse() == 0);
        assertThat(served.engine().work().steps() - steps).isLessThanOrEqualTo(1);
      }
      assertThat(served.metric("assay_cancelled_prompts_total{model=\"demo\"}")).isEqualTo(3);
      assertAlive(served);
    }
  }

  @Test
  void whoWaitsAndGoesAwayNeverBegins() throws Exception {
    try (Served served = served(HttpLimits.STANDARD)) {
      List<Socket> holding = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        holding.add(served.connect());
        served.send(holding.getLast(), PATH, LONG.formatted(""));
      }
      Served.until(() -> served.model().underWay() == 4 && served.model().waiting() == 0);
      Socket waiting = served.connect();
      served.send(waiting, PATH, LONG.formatted(""));
      Served.until(() -> served.model().waiting() == 1);
      waiting.close();
      Served.until(() -> served.model().waiting() == 0);
      Served.until(() -> served.model().underWay() <= 4);
      for (Socket each : holding) {
        each.close();
      }
      Served.until(() -> served.model().underWay() == 0);
      assertAlive(served);
    }
  }

  @Test
  void aByteASecondCostsAConnectionForABoundedTime() throws Exception {
    HttpLimits quick =
        HttpLimits.STANDARD.times(
            Duration.ofMillis(600), Duration.ofMillis(600), Duration.ofSeconds(1));
    try (Served served = served(quick);
        Socket head = served.connect();
        Socket body = served.connect();
        Socket idle = served.connect()) {
      head.getOutputStream().write("POST /v1/com".getBytes(StandardCharsets.US_ASCII));
      body.getOutputStream()
          .write(
              "POST /v1/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"
                  .getBytes(StandardCharsets.US_ASCII));
      for (Socket slow : List.of(head, body)) {
        assertThat(Served.rest(slow))
            .startsWith("HTTP/1.1 408 Request Timeout\r\n")
            .contains("\"message\":\"the request took too long to arrive\"");
      }
      assertThat(Served.rest(idle)).as("closed without a word").isEmpty();
      assertThat(served.metric("assay_http_refused_total{status=\"408\"}")).isEqualTo(2);
      assertAlive(served);
    }
  }

  /// The answer of a whole context with log-probabilities is longer than what sockets hold.
  @Test
  void whoDoesNotReadIsLeft() throws Exception {
    HttpLimits quick =
        HttpLimits.STANDARD.times(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(500));
    try (Served served = served(quick);
        Socket client = served.connect()) {
      client.setReceiveBufferSize(4096);
      served.send(client, PATH, LONG.formatted(", \"stream\": true, \"logprobs\": 100"));
      Served.until(() -> served.model().underWay() == 1);
      Served.until(() -> served.model().underWay() == 0);
      assertAlive(served);
    }
  }

  @Test
  void aLongBodyIsRefusedBeforeItIsRead() throws Exception {
    try (Served served = served(HttpLimits.STANDARD);
        Socket client = served.connect()) {
      client
          .getOutputStream()
          .write(
              "POST /v1/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 104857600\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] megabyte = new byte[1 << 20];
      try {
        for (int i = 0; i < 100; i++) {
          client.getOutputStream().write(megabyte);
        }
      } catch (SocketException _) {
        // It need not take all of it.
      }
      assertThat(Served.rest(client))
          .startsWith("HTTP/1.1 413 Content Too Large\r\n")
          .contains("\"message\":\"the body is longer than 16777216 bytes\"");
      assertAlive(served);
    }
  }

  @Test
  void bodiesThatArriveTogetherHaveABoundTogether() throws Exception {
    HttpLimits small = HttpLimits.STANDARD.bodies(20_000).receiving(20_000);
    try (Served served = served(small)) {
      Socket first = served.connect();
      String head = "POST /v1/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n";
      first
          .getOutputStream()
          .write((head + "x".repeat(17_000)).getBytes(StandardCharsets.US_ASCII));
      HttpResponse<String> second = served.post(PATH, SHORT);
      while (second.statusCode() == 200) { // the first is not all here
        second = served.post(PATH, SHORT);
      }
      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.body()).contains("too many bodies are being received at once");
      first.close();
      while (served.post(PATH, SHORT).statusCode() == 503) { // the server has yet to notice
        Thread.sleep(1);
      }
      assertAlive(served);
    }
  }

  @Test
  void aBodyInChunksIsReadAndBoundedToo() throws Exception {
    try (Served served = served(HttpLimits.STANDARD.bodies(1000))) {
      HttpRequest.Builder chunked = served.request(PATH);
      byte[] body = SHORT.getBytes(StandardCharsets.UTF_8);
      HttpResponse<String> whole =
          served.send(
              chunked
                  .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)))
                  .build());
      assertThat(whole.statusCode()).isEqualTo(200);
      assertThat(answer(served, "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n"))
          .startsWith("HTTP/1.1 413 ");
      assertThat(answer(served, "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"))
          .startsWith("HTTP/1.1 400 ");
      assertAlive(served);
    }
  }

  @Test
  void whatIsNoRequestIsRefusedAndTheServerLives() throws Exception {
    try (Served served = served(HttpLimits.STANDARD)) {
      assertThat(answer(served, "hello\r\n\r\n")).startsWith("HTTP/1.1 400 ");
      assertThat(answer(served, "GET /health HTTP/3\r\n\r\n")).startsWith("HTTP/1.1 505 ");
      assertThat(answer(served, "GET /health HTTP/1.1\r\nno colon\r\n\r\n"))
          .startsWith("HTTP/1.1 400 ");
      assertThat(answer(served, "GET /health HTTP/1.1\r\nX : y\r\n\r\n"))
          .startsWith("HTTP/1.1 400 ");
      assertThat(answer(served, "GET /health HTTP/1.1\r\nX: " + "y".repeat(40_000)))
          .startsWith("HTTP/1.1 431 ");
      assertThat(
              answer(
                  served,
                  "POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"))
          .startsWith("HTTP/1.1 501 ");
      assertThat(
              answer(served, "POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n"))
          .startsWith("HTTP/1.1 400 ");
      assertThat(answer(served, "\u0016\u0003\u0001\u0002\u0000\n")).startsWith("HTTP/1.1 400 ");
      for (String body : List.of("", "[]", "{\"prompt\": ", "{}x", "nul", "{\"a\":".repeat(2000))) {
        assertThat(served.refusal(400, PATH, body).path("code").asText()).isIn("invalid_json");
      }
      byte[] broken = "{\"prompt\": \"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1);
      HttpResponse<String> refused =
          served.send(served.request(PATH).POST(BodyPublishers.ofByteArray(broken)).build());
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("Invalid UTF-8");
      assertThat(served.get("/nowhere").statusCode()).isEqualTo(404);
      assertThat(served.get(PATH).statusCode()).isEqualTo(405);
      assertAlive(served);
    }
  }

  private static String answer(Served served, String request) throws IOException {
    try (Socket client = served.connect()) {
      client.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return Served.rest(client);
    }
  }

  /// Returns a request after which the connection ends.
  private static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
  }

  @Test
  void requestsMayFollowEachOtherAtOnce() throws Exception {
    try (Served served = served(HttpLimits.STANDARD)) {
      String get = "GET /health HTTP/1.1\r\nHost: localhost:%d\r\n%s\r\n";
      int port = served.address().getPort();
      String both =
          answer(served, get.formatted(port, "") + get.formatted(port, "Connection: close\r\n"));
      assertThat(both.split("HTTP/1.1 200 OK", -1)).hasSize(3);
      assertThat(
              answer(served, "GET /health HTTP/1.0\r\nHost: 127.0.0.1:%d\r\n\r\n".formatted(port)))
          .contains("Connection: close", "{\"status\":\"ok\"}");
    }
  }

  @Test
  void tenThousandConnectionsLeaveRoomForThoseThatAreOpen() throws Exception {
    try (Served served = served(HttpLimits.STANDARD.connections(200))) {
      List<Socket> sockets = new ArrayList<>();
      int told = 0;
      try {
        for (int i = 0; i < 10_000; i++) {
          sockets.add(served.connect());
          if (sockets.size() > 1000) { // this process may not open as many files
            Socket oldest = sockets.remove(200);
            told += Served.rest(oldest).startsWith("HTTP/1.1 503 ") ? 1 : 0;
            oldest.close();
          }
        }
        assertThat(told).isGreaterThan(1000);
        Socket open = sockets.getFirst();
        served.send(open, PATH, SHORT);
        assertThat(open.getInputStream().readNBytes(15))
            .isEqualTo("HTTP/1.1 200 OK".getBytes(StandardCharsets.US_ASCII));
      } finally {
        for (Socket socket : sockets) {
          socket.close();
        }
      }
      Served.until(() -> served.server().connections() < 100);
      assertThat(served.metric("assay_http_refused_total{status=\"503\"}")).isGreaterThan(9000);
      assertAlive(served);
    }
  }

  @Test
  void foreignNamesAndPagesAreRefused() throws Exception {
    try (Served served =
        Served.demo(folder, ServeOptions.local(0).allowing(Set.of("https://a.example")), 2, 8)) {
      int port = served.address().getPort();
      for (String host : List.of("evil.example:" + port, "127.0.0.1", "localhost:1")) {
        assertThat(answer(served, head("GET /v1/models HTTP/1.1", "Host: " + host)))
            .as(host)
            .startsWith("HTTP/1.1 403 ");
      }
      String own = "Host: localhost:" + port;
      String get = "GET /v1/models HTTP/1.1";
      assertThat(answer(served, head(get, own, "Origin: http://evil.example")))
          .startsWith("HTTP/1.1 403 ");
      assertThat(answer(served, head(get, own, "Origin: https://a.example")))
          .startsWith("HTTP/1.1 200 ")
          .contains("Access-Control-Allow-Origin: https://a.example");
      String preflight =
          head(
              "OPTIONS /v1/completions HTTP/1.1",
              own,
              "Origin: https://a.example",
              "Access-Control-Request-Headers: authorization");
      assertThat(answer(served, preflight))
          .startsWith("HTTP/1.1 204 ")
          .contains("Access-Control-Allow-Headers: authorization");
      assertThat(served.get("/v1/models").headers().firstValue("Access-Control-Allow-Origin"))
          .isEmpty();
    }
  }

  @Test
  void aKeyIsWantedOfAllButWhoAsksForHealth() throws Exception {
    try (Served served =
        Served.demo(folder, ServeOptions.local(0).guardedBy(new Secret("open sesame")), 2, 8)) {
      assertThat(served.get("/health").statusCode()).isEqualTo(200);
      for (String key : List.of("Bearer ", "Bearer open", "open sesame", "")) {
        HttpResponse<String> refused =
            served.send(served.request("/v1/models").header("Authorization", key).build());
        assertThat(refused.statusCode()).as(key).isEqualTo(401);
        assertThat(refused.body()).contains("invalid_api_key").doesNotContain("sesame");
      }
      assertThat(served.get("/metrics").statusCode()).isEqualTo(401);
      HttpResponse<String> models =
          served.send(
              served.request("/v1/models").header("Authorization", "Bearer open sesame").build());
      JsonNode listed = new JsonMapper().readTree(models.body()).path("data").get(0);
      assertThat(listed.path("id").asText()).isEqualTo("demo");
      assertThat(listed.path("max_model_len").asInt()).isEqualTo(8192);
    }
  }
}
