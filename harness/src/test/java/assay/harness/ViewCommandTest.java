package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint;
import assay.results.store.RunDirectory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `assay view` over `assay run`, each in a process of its own.
final class ViewCommandTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int SAMPLES = 60;

  @TempDir private Path folder;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
  }

  private ProcessBuilder assay(String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "assay.harness.Main"));
    command.addAll(List.of(args));
    // A shell may have started this test with the signal ignored, which children inherit.
    command.addAll(0, List.of("env", "--default-signal=INT"));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  @Test
  void showsARunOfAnotherProcessUntilCtrlC() throws Exception {
    Path data = Suites.questions(folder, SAMPLES);
    Path run = folder.resolve("run");
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch seen = new CountDownLatch(1);
    try (FakeEndpoint endpoint =
            FakeEndpoint.start(
                call -> {
                  if (asked.incrementAndGet() > SAMPLES / 2) {
                    await(seen);
                  }
                  return FakeEndpoint.text(call, "The answer is (A).");
                });
        HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
      processes.add(run(endpoint, data, run));
      Instant end = Instant.now().plus(PATIENCE);
      while (!RunDirectory.isRun(run)) {
        assertThat(Instant.now()).isBefore(end);
        Thread.sleep(20);
      }
      Process view = assay("view", run.toString()).start();
      processes.add(view);
      URI page = address(view);
      assertThat(get(client, page)).startsWith("<!doctype html>");
      JsonNode live = live(client, page);
      assertThat(live.get("state").asText()).isEqualTo("running");
      seen.countDown();
      while (!live.get("state").asText().equals("finished")) {
        assertThat(Instant.now()).as(live.toString()).isBefore(end);
        Thread.sleep(50);
        live = live(client, page);
      }
      assertThat(live.get("done").asInt()).isEqualTo(SAMPLES);
      assertThat(live.get("verdicts").get("correct").asInt()).isEqualTo(SAMPLES / 4);
      Signals.send("INT", view);
      assertThat(view.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(view.exitValue()).isZero();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process run(FakeEndpoint endpoint, Path data, Path out) throws IOException {
    return assay(Suites.line(data, endpoint.modelArgument(), out, "--concurrency", "1", "--quiet"))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static URI address(Process view) throws IOException {
    BufferedReader out = new BufferedReader(view.inputReader(StandardCharsets.UTF_8));
    String line = out.readLine();
    assertThat(line).matches("report: http://127\\.0\\.0\\.1:\\d+/\\?token=[0-9a-f]{32}");
    return URI.create(line.substring("report: ".length()));
  }

  private static JsonNode live(HttpClient client, URI page) throws Exception {
    return JSON.readTree(get(client, page.resolve("/live"))).get("runs").get(0);
  }

  private static String get(HttpClient client, URI address) throws Exception {
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
  }

  @Test
  void refusesWhatItCannotServe() {
    assertThat(Commands.run("view", folder.toString()).status()).isEqualTo(3);
    assertThat(Commands.run("view", "x", "./x").err()).contains("a run is named twice");
    assertThat(Commands.run("view", "x", "--port", "70000").err())
        .contains("--port: expected 0 to 65535, found 70000");
  }
}
