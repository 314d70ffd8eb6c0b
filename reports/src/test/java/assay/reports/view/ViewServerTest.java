package assay.reports.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import assay.reports.TestRuns;
import assay.reports.run.Accuracy;
import assay.reports.run.AnswerLikeness;
import assay.reports.run.RunRecords;
import assay.reports.run.RunReport;
import assay.results.Completion;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.store.MalformedRecordException;
import assay.results.store.RecordWriter;
import assay.results.store.RunDirectory;
import assay.results.store.SyncPolicy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The server over real run folders, asked over HTTP.
final class ViewServerTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Process> processes = new ArrayList<>();
  private ViewServer server;

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
    client.close();
    if (server != null) {
      server.close();
    }
  }

  private Process record(Path run, int samples, long millis) throws IOException {
    Process process = RecordingProcess.start(run, samples, millis);
    processes.add(process);
    return process;
  }

  private Path write(String name, List<SampleRecord> records) throws IOException {
    RunDirectory run =
        RunDirectory.create(folder.resolve(name), RecordingProcess.manifest(records));
    try (RecordWriter writer = run.writer(SyncPolicy.DEFAULT)) {
      records.forEach(writer::append);
    }
    return run.path();
  }

  private void serve(Path... runs) throws IOException {
    server = ViewServer.start(List.of(runs), 0, RunDirectory::open, AnswerLikeness.TEXT);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(server.address().resolve(path)).header("Cookie", cookie()).build(),
        BodyHandlers.ofString());
  }

  private String token() {
    return server.address().getQuery().substring("token=".length());
  }

  private String cookie() {
    return "assay-view-%d=%s".formatted(server.address().getPort(), token());
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> reply = get(path);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return JSON.readTree(reply.body());
  }

  /// Asks for the state until it is as wanted.
  private JsonNode awaitLive(Predicate<JsonNode> wanted) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    JsonNode state = json("/live");
    while (!wanted.test(state)) {
      assertThat(Instant.now()).as("waited for another state than %s", state).isBefore(end);
      Thread.sleep(50);
      state = json("/live");
    }
    return state;
  }

  private static JsonNode run(JsonNode live) {
    return live.get("runs").get(0);
  }

  private static String state(JsonNode live) {
    return run(live).get("state").asText();
  }

  private static long done(JsonNode live) {
    return run(live).get("done").asLong();
  }

  @Test
  void followsARunThroughKillTearAndResume() throws Exception {
    Path run = folder.resolve("run");
    Process first = record(run, 300, 10);
    while (!RunDirectory.isRun(run)) {
      Thread.sleep(10);
    }
    serve(run);
    JsonNode early = awaitLive(live -> state(live).equals("running") && done(live) > 5);
    JsonNode later = awaitLive(live -> done(live) >= done(early) + 20 && run(live).has("rate"));
    assertThat(run(later).get("planned").asLong()).isEqualTo(300);
    assertThat(run(later).get("remaining").asText()).matches("\\d+:\\d\\d");

    first.destroyForcibly().waitFor();
    Files.writeString(run.resolve("records.jsonl"), "{\"crc32c\":\"12", StandardOpenOption.APPEND);
    JsonNode killed = awaitLive(live -> state(live).equals("stopped"));
    assertThat(run(killed).get("remark").asText())
        .contains("of 300 attempts have a record", "--resume", "torn (13 bytes)");
    assertThat(run(killed).has("rate")).isFalse();

    assertThat(record(run, 300, 0).waitFor()).isZero();
    JsonNode finished = awaitLive(live -> state(live).equals("finished"));
    assertThat(done(finished)).isEqualTo(300);
    assertThat(finished.get("generation")).isEqualTo(early.get("generation"));
    assertSaysWhatTheReportSays(run, run(finished));
    awaitLive(live -> live.get("figuresOf").asLong() == 300);
    assertThat(get("/figures").body()).contains("id=\"run-0\"").doesNotContain("Preliminary");
  }

  private static void assertSaysWhatTheReportSays(Path path, JsonNode live) throws IOException {
    RunDirectory run = RunDirectory.open(path);
    Accuracy accuracy =
        RunReport.of(new RunRecords("run", run.manifest(), run::records))
            .scorers()
            .getFirst()
            .accuracy();
    JsonNode verdicts = live.get("verdicts");
    assertThat(verdicts.get("correct").asLong()).isEqualTo(accuracy.counts().correct());
    assertThat(verdicts.get("no-answer").asLong()).isEqualTo(accuracy.counts().noAnswer());
    assertThat(verdicts.get("not-measured").asLong()).isEqualTo(accuracy.counts().unmeasured());
    accuracy
        .counts()
        .notMeasured()
        .forEach(
            (cause, count) ->
                assertThat(live.get("causes").get(cause.label()).asLong()).isEqualTo(count));
    assertThat(live.get("score").asText())
        .isEqualTo("%.2f".formatted(100 * accuracy.estimate().value().orElseThrow()));
    assertThat(live.get("last")).hasSize(8);
  }

  @Test
  void aDeletedRunIsSaidToBeDeletedAndANewOneStartsAgain() throws Exception {
    Path run = write("run", RecordingProcess.records(20));
    serve(run);
    JsonNode before = awaitLive(live -> state(live).equals("finished"));
    Files.delete(run.resolve("records.jsonl"));
    Files.delete(run.resolve("manifest.json"));
    JsonNode gone = json("/live");
    assertThat(state(gone)).isEqualTo("deleted");
    assertThat(run(gone).get("remark").asText()).contains("is gone");
    assertThat(get("/texts/0/0").statusCode()).isEqualTo(410);
    write("run", RecordingProcess.records(5));
    JsonNode again = awaitLive(live -> state(live).equals("finished"));
    assertThat(done(again)).isEqualTo(5);
    assertThat(again.get("generation")).isNotEqualTo(before.get("generation"));
  }

  @Test
  void aDamagedRecordIsNamed() throws Exception {
    Path run = write("run", RecordingProcess.records(3));
    Files.writeString(run.resolve("records.jsonl"), "damage\n", StandardOpenOption.APPEND);
    serve(run);
    JsonNode live = json("/live");
    assertThat(state(live)).isEqualTo("damaged");
    assertThat(run(live).get("remark").asText()).contains("records.jsonl:4: the record is damaged");
  }

  @Test
  void theLastRecordOfARepeatedAttemptCounts() throws Exception {
    SampleRecord lost = TestRuns.record(0, 0, "law", "x", Map.of("own", new Score.NoAnswer("")));
    SampleRecord found =
        TestRuns.record(0, 0, "law", "A", Map.of("own", new Score.Correct("A", "rule")));
    serve(write("run", List.of(lost, found)));
    JsonNode live = awaitLive(each -> state(each).equals("finished"));
    assertThat(done(live)).isEqualTo(1);
    assertThat(run(live).get("lines").asInt()).isEqualTo(2);
    assertThat(run(live).get("verdicts").get("correct").asInt()).isEqualTo(1);
    awaitLive(each -> each.get("figures").asInt() > 0);
    assertThat(get("/figures").body()).doesNotContain("cannot be made");
  }

  @Test
  void rowsComeInPartsAndTextsInBlocks() throws Exception {
    List<SampleRecord> records = RecordingProcess.records(4_120);
    serve(write("run", records));
    awaitLive(live -> state(live).equals("finished"));
    JsonNode first = json("/rows/0/0");
    JsonNode rest = json("/rows/0/" + first.size());
    assertThat(first).hasSize(4_000);
    assertThat(rest).hasSize(120);
    assertThat(rest.get(0).get(0).asText()).isEqualTo(records.get(4_000).sample().id());
    assertThat(json("/rows/0/999999999")).isEmpty();
    assertThat(json("/texts/0/0")).hasSize(50);
    assertThat(json("/texts/0/82")).hasSize(20);
    assertThat(json("/texts/0/999999999")).isEmpty();
  }

  @Test
  void hostileTextsArriveAsTheyWere() throws Exception {
    List<String> texts =
        List.of(
            "</script><script>alert(1)</script>",
            "nul \u0000 and \u202E reversed",
            "lone \uD83D half",
            "x".repeat(1 << 20));
    List<SampleRecord> records = new ArrayList<>();
    for (String text : texts) {
      Map<String, Score> scores = Map.of("own", new Score.Wrong(text, "rule", text));
      records.add(TestRuns.record(records.size(), 0, text, text, scores));
    }
    serve(write("run", records));
    awaitLive(live -> state(live).equals("finished"));
    for (String path : List.of("/live", "/rows/0/0", "/texts/0/0")) {
      assertThat(get(path).body()).doesNotContain("<", ">", "&", "\u202E", "\u0000");
    }
    JsonNode served = json("/texts/0/0");
    for (int i = 0; i < texts.size(); i++) {
      assertThat(served.get(i).get("completion").asText()).isEqualTo(texts.get(i));
    }
    assertThat(((Completion) records.getFirst().outcome()).text()).isEqualTo(texts.getFirst());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/rows/0/-1",
        "/rows/1/0",
        "/rows/0/0/../0",
        "/texts/0/9999999999",
        "/manifest.json",
        "/favicon.ico"
      })
  void noPathNamesAFile(String path) throws Exception {
    serve(write("run", RecordingProcess.records(3)));
    String own = "127.0.0.1:" + server.address().getPort();
    assertThat(raw("GET", path, own, known())).startsWith("HTTP/1.1 404 ");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, 127.0.0.1, 200",
    "GET, localhost, 200",
    "GET, LOCALHOST, 200",
    "GET, evil.example, 403",
    "GET, 127.0.0.1.evil.example, 403",
    "POST, 127.0.0.1, 405",
    "PUT, 127.0.0.1, 405",
    "DELETE, 127.0.0.1, 405",
    "HEAD, 127.0.0.1, 405",
    "OPTIONS, 127.0.0.1, 405",
  })
  void onlyThisMachineMayAndOnlyGet(String method, String host, int status) throws Exception {
    serve(write("run", RecordingProcess.records(3)));
    String reply = raw(method, "/", host + ":" + server.address().getPort(), known());
    assertThat(reply).startsWith("HTTP/1.1 " + status + " ");
    assertThat(reply.contains("<!doctype html>")).isEqualTo(status == 200);
  }

  @Test
  void aForeignPageOrPortIsRefused() throws Exception {
    serve(write("run", RecordingProcess.records(3)));
    String own = "127.0.0.1:" + server.address().getPort();
    assertThat(raw("GET", "/live", own, known() + "Origin: http://evil.example\r\n"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(raw("GET", "/live", own, known() + "Origin: http://" + own + "\r\n"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(raw("GET", "/live", "127.0.0.1:1", known())).startsWith("HTTP/1.1 403 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/live", "/figures", "/rows/0/0", "/texts/0/0", "/nothing"})
  void whoDoesNotKnowTheTokenReadsNothing(String path) throws Exception {
    serve(write("run", RecordingProcess.records(3)));
    String own = "127.0.0.1:" + server.address().getPort();
    String wrong = "0".repeat(token().length());
    for (String headers :
        List.of(
            "",
            "Cookie: assay-view-1=" + token() + "\r\n",
            "Cookie: " + cookie().replace(token(), wrong) + "\r\n",
            "Cookie: " + cookie() + "0\r\n")) {
      for (String query : List.of("", "?token=", "?token=" + wrong)) {
        String reply = raw("GET", path + query, own, headers);
        assertThat(reply)
            .startsWith("HTTP/1.1 403 ")
            .contains("open the address that assay view printed")
            .doesNotContain(token(), "Set-Cookie");
      }
    }
  }

  @Test
  void theAddressWithItsTokenOpensThePageAndSetsACookieThatOpensTheRest() throws Exception {
    serve(write("run", RecordingProcess.records(3)));
    HttpResponse<String> page =
        client.send(HttpRequest.newBuilder(server.address()).build(), BodyHandlers.ofString());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<!doctype html>").doesNotContain(token());
    assertThat(page.headers().firstValue("Set-Cookie"))
        .contains(cookie() + "; Path=/; HttpOnly; SameSite=Strict");
    String own = "localhost:" + server.address().getPort();
    assertThat(raw("GET", "/live", own, "Cookie: other=1; " + cookie() + "\r\n"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(raw("GET", "/live?token=" + token(), own, "")).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void aForeignHostIsRefusedEvenWithTheTokenAndIsNotToldIt() throws Exception {
    serve(write("run", RecordingProcess.records(3)));
    String host = "evil.example:" + server.address().getPort();
    assertThat(raw("GET", "/?token=" + token(), host, known()))
        .startsWith("HTTP/1.1 403 ")
        .doesNotContain(token());
  }

  @Test
  void everyServerHasATokenOfItsOwn() throws Exception {
    Path run = write("run", RecordingProcess.records(3));
    serve(run);
    String first = token();
    server.close();
    serve(run);
    assertThat(token()).hasSize(32).isNotEqualTo(first);
  }

  /// Returns the header of a browser that has opened the address.
  private String known() {
    return "Cookie: " + cookie() + "\r\n";
  }

  @Test
  void everyReplyForbidsWhatThePageDoesNotNeed() throws Exception {
    serve(write("run", RecordingProcess.records(3)));
    for (String path : List.of("/", "/live", "/rows/0/0", "/nothing")) {
      var headers = get(path).headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'none'; ")
          .contains("connect-src 'self'", "frame-ancestors 'none'", "script-src 'sha256-");
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
      assertThat(headers.firstValue("Cache-Control")).contains("no-store");
      assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void listensOnTheLoopbackAddressAlone() throws Exception {
    serve(write("run", RecordingProcess.records(3)));
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
            .toList();
    assumeFalse(others.isEmpty(), "this machine has no address but the loopback");
    for (InetAddress other : others) {
      assertThatThrownBy(() -> new Socket(other, server.address().getPort()).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void refusesWhatIsNoRunAndARunNamedTwice() throws Exception {
    Path run = write("run", RecordingProcess.records(3));
    assertThatThrownBy(
            () -> ViewServer.start(List.of(folder), 0, RunDirectory::open, AnswerLikeness.TEXT))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("so this is no run directory");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ViewServer.start(List.of(run, run), 0, RunDirectory::open, AnswerLikeness.TEXT))
        .withMessageEndingWith("is named twice");
  }

  /// Sends a request as it is, which the JDK's client would not.
  private String raw(String method, String path, String host, String headers) throws IOException {
    URI address = server.address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      OutputStream out = socket.getOutputStream();
      String request =
          "%s %s HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n"
              .formatted(method, path, host, headers);
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
