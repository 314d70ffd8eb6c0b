package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.demo.DemoFiles;
import assay.harness.serve.Served;
import assay.results.Completion;
import assay.results.SampleRecord;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `assay serve`, and `assay run` as its client.
@Timeout(300)
final class ServeCommandTest {
  private static final int SAMPLES = 12;

  @TempDir private Path folder;

  /// The same file asked directly, through the server alone, and through it while others ask.
  @Test
  void aRunHasTheSameTextsThroughTheServerAloneAndUnderLoad() throws Exception {
    Path data = Suites.questions(folder, SAMPLES);
    List<String> direct;
    try (Served served = Served.demo(folder.resolve("demo"));
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      direct = texts(data, DemoFiles.extract(folder.resolve("own")).model().toString(), "direct");
      String address = served.address() + "#" + Served.MODEL;
      assertThat(texts(data, address, "alone")).isEqualTo(direct);
      AtomicBoolean over = new AtomicBoolean();
      for (int i = 0; i < 6; i++) {
        String prompt = "item " + i;
        Future<?> _ =
            pool.submit(
                () -> {
                  while (!over.get()) {
                    ask(served.address(), prompt);
                  }
                  return null;
                });
      }
      assertThat(texts(data, address, "loaded")).isEqualTo(direct);
      assertThat(texts(data, address, "streamed", "--stream")).isEqualTo(direct);
      over.set(true);
    }
    assertThat(direct).hasSize(2 * SAMPLES).doesNotHaveDuplicates();
  }

  private static void ask(URI address, String prompt) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(address.resolve("/v1/completions"))
              .POST(BodyPublishers.ofString("{\"prompt\": \"%s\"}".formatted(prompt)))
              .build(),
          BodyHandlers.ofString());
    }
  }

  private List<String> texts(Path data, String model, String out, String... more) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of("--max-tokens", "24", "--temperature", "0.8", "--attempts", "2", "--no-cache"));
    line.addAll(List.of(more));
    Commands.Result result =
        Commands.run(Suites.line(data, model, folder.resolve(out), line.toArray(String[]::new)));
    assertThat(result.status()).as(result.err()).isZero();
    return StoredRecords.of(folder.resolve(out)).stream()
        .map(SampleRecord::outcome)
        .map(Completion.class::cast)
        .map(Completion::text)
        .toList();
  }

  @Test
  void servesUntilItIsToldToStopAndSaysWhatItDid() throws Exception {
    Path model = DemoFiles.extract(folder).model();
    Path other = Files.copy(model, folder.resolve("other.gguf"));
    Path said = folder.resolve("stderr");
    Process server =
        new ProcessBuilder(
                "env",
                "--default-signal=TERM",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "assay.harness.Main",
                "serve",
                "--model",
                model.toString(),
                "--model",
                other.toString(),
                "--port",
                "0",
                "--kv-memory",
                "64")
            .redirectError(said.toFile())
            .start();
    try (HttpClient client = HttpClient.newHttpClient();
        BufferedReader out = new BufferedReader(server.inputReader(StandardCharsets.UTF_8))) {
      String line = out.readLine();
      assertThat(line).matches("serving: http://127\\.0\\.0\\.1:\\d+/v1");
      URI address = URI.create(line.substring("serving: ".length()) + "/models");
      String models =
          client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
      assertThat(models).contains("\"id\":\"assay-demo-random\"", "\"id\":\"other\"");
      String answer =
          client
              .send(
                  HttpRequest.newBuilder(address.resolve("/v1/completions"))
                      .POST(BodyPublishers.ofString("{\"prompt\": \"one\", \"model\": \"other\"}"))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      assertThat(answer).contains("\"model\":\"other\"");
      assertThat(
              new ProcessBuilder("kill", "-TERM", String.valueOf(server.pid())).start().waitFor())
          .isZero();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).isZero();
      assertThat(Files.readString(said)).contains("answered by status: {200=2}");
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void refusesWhatItCannotServe() throws Exception {
    String model = DemoFiles.extract(folder).model().toString();
    assertThat(Commands.run("serve", "--model", model, "--model", model).err())
        .contains("two models would be named assay-demo-random; rename a file");
    assertThat(Commands.run("serve", "--model", model, "--port", "70000").err())
        .contains("--port: expected 0 to 65535, found 70000");
    assertThat(Commands.run("serve", "--model", model, "--api-key-env", "NO_SUCH_KEY_HERE").err())
        .contains("--api-key-env NO_SUCH_KEY_HERE: the environment variable is not set");
    try (Served served = Served.demo(folder.resolve("taken"))) {
      String port = String.valueOf(served.address().getPort());
      Commands.Result taken = Commands.run("serve", "--model", model, "--port", port);
      assertThat(taken.status()).isEqualTo(2);
      assertThat(taken.err()).contains("--port %s: another program has it".formatted(port));
    }
  }
}
