package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.demo.DemoFiles;
import assay.harness.serve.Served;
import assay.results.Completion;
import assay.results.SampleRecord;
import java.io.IOException;
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
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
        serve(
            said,
            List.of("-XX:TieredStopAtLevel=1"),
            model,
            "--model",
            other.toString(),
            "--kv-memory",
            "64");
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI address = address(server);
      String models =
          client
              .send(
                  HttpRequest.newBuilder(address.resolve("models")).build(),
                  BodyHandlers.ofString())
              .body();
      assertThat(models).contains("\"id\":\"assay-demo-random\"", "\"id\":\"other\"");
      assertThat(post(client, address, "{\"prompt\": \"one\", \"model\": \"other\"}"))
          .contains("\"model\":\"other\"");
      Signals.send("TERM", server);
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).isZero();
      assertThat(Files.readString(said)).contains("answered by status: {200=2}");
    } finally {
      server.destroyForcibly();
    }
  }

  /// The later prompts' keys and values, 64 times 1 MiB, would be eight times what the cache may
  /// have; the heap is whole from the start.
  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryStopsGrowingAtWhatTheCacheMayHave() throws Exception {
    Path model = DemoFiles.extract(folder).model();
    Process server =
        serve(
            folder.resolve("stderr"),
            List.of("-Xms48m", "-Xmx48m", "-XX:+AlwaysPreTouch"),
            model,
            "--kv-memory",
            "8");
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI address = address(server);
      ask(client, address, 0, 16);
      long before = residentMebibytes(server.pid());
      ask(client, address, 16, 80);
      assertThat(residentMebibytes(server.pid()) - before).isLessThan(32);
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

  /// Asks for a token behind each of some prompts of 2,048 tokens that share no beginning.
  private static void ask(HttpClient client, URI address, int from, int to) throws Exception {
    for (int number = from; number < to; number++) {
      String prompt =
          new Random(number)
              .ints(2048, 300, 1700)
              .mapToObj(String::valueOf)
              .collect(Collectors.joining(","));
      assertThat(post(client, address, "{\"max_tokens\": 1, \"prompt\": [%s]}".formatted(prompt)))
          .contains("\"prompt_tokens\":2048");
    }
  }

  private static long residentMebibytes(long process) throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process), "status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElseThrow()
        >> 10;
  }

  private static String post(HttpClient client, URI address, String body) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(address.resolve("completions"))
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  private static Process serve(Path said, List<String> javaOptions, Path model, String... more)
      throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                "env",
                "--default-signal=TERM",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "assay.harness.Main",
                "serve",
                "--model",
                model.toString(),
                "--port",
                "0"));
    line.addAll(3, javaOptions);
    line.addAll(List.of(more));
    return new ProcessBuilder(line).redirectError(said.toFile()).start();
  }

  /// Returns where a server says that it serves, with a slash behind it.
  private static URI address(Process server) throws IOException {
    String line = server.inputReader(StandardCharsets.UTF_8).readLine();
    assertThat(line).matches("serving: http://127\\.0\\.0\\.1:\\d+/v1");
    return URI.create(line.substring("serving: ".length()) + "/");
  }
}
