package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.catalog.Catalog;
import assay.harness.hub.Hub;
import assay.harness.hub.HubServer;
import assay.harness.run.Console;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.published.PublishedScores;
import assay.tasks.Benchmark;
import assay.tasks.PublishedData;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import assay.tasks.Window;
import assay.tasks.benchmarks.Benchmarks;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The data of suites that are only named, from a hub on this machine that has the project's own
/// rows under the published names.
final class PublishedSuitesTest {
  private static final Path ROWS = Path.of("..", "tasks/src/test/resources/assay/tasks/demo");

  @TempDir private Path folder;
  private HubServer server;

  @BeforeEach
  void start() throws IOException {
    server = new HubServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Hub hub(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("HF_ENDPOINT", server.endpoint());
    environment.put("HF_HOME", folder.toString());
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Hub(environment, new Console(nowhere, nowhere, false, true));
  }

  private Commands.Result assay(Map<String, String> environment, String... args) {
    return Commands.run(
        new Catalog(Benchmarks.standard(), PublishedScores.bundled(), hub(environment)), args);
  }

  /// Serves rows under the name of a suite's file, and others under that of the one beside it.
  private PublishedData publish(Benchmark benchmark, String rows, Optional<String> beside)
      throws IOException {
    PublishedData data = benchmark.publishedData(Window.ALL).orElseThrow();
    server.at(data.commit());
    String repository = "datasets/" + data.repository() + "/";
    server.with(
        repository + data.files().getFirst().path(), Files.readAllBytes(ROWS.resolve(rows)));
    if (beside.isPresent()) {
      server.with(
          repository + data.beside().getFirst().path(),
          Files.readAllBytes(ROWS.resolve(beside.get())));
    }
    return data;
  }

  /// Returns the data without the digests of the real files, which the project's rows do not have.
  private static PublishedData undigested(PublishedData data) {
    return new PublishedData(
        data.repository(), data.commit(), undigested(data.files()), undigested(data.beside()));
  }

  private static List<PublishedData.File> undigested(List<PublishedData.File> files) {
    return files.stream()
        .map(file -> new PublishedData.File(file.path(), Optional.empty()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "aime-2024, aime/titled.jsonl,",
    "aime-2025, aime/aime.jsonl,",
    "aime-2026, aime/aime.jsonl,",
    "gpqa-diamond, gpqa/gpqa_standin.csv,",
    "gsm8k, gsm8k/test.jsonl, gsm8k/train.jsonl",
    "mmlu, mmlu/test.jsonl, mmlu/dev.jsonl",
    "humaneval, humaneval-form.jsonl,",
    "mbpp, mbpp-form.jsonl,"
  })
  void aNamedSuiteIsDownloadedReadAndAskedByAllItsProtocols(
      String suite, String rows, String beside) throws IOException {
    Benchmark benchmark = Benchmarks.standard().named(suite).orElseThrow();
    PublishedData data = publish(benchmark, rows, Optional.ofNullable(beside));
    List<Path> files = hub(Map.of()).data(undigested(data));
    assertThat(files)
        .singleElement()
        .asString()
        .endsWith("snapshots/" + data.commit() + "/" + data.files().getFirst().path());
    for (String protocol : benchmark.protocolNames()) {
      // The eight worked examples of the paper are in no data set; the user names their file.
      Optional<Path> shots =
          Optional.of(ROWS.resolve("gsm8k/shots.jsonl"))
              .filter(_ -> protocol.endsWith("cot-8shot"));
      Task task = benchmark.task(new TaskRequest(files, shots, Optional.of(protocol), Window.ALL));
      try (Stream<Sample> samples = task.dataset().open()) {
        Sample first = samples.findFirst().orElseThrow();
        assertThat(task.protocol().render(first, Optional.empty()))
            .isNotInstanceOf(Prompt.Unrecorded.class);
      }
    }
  }

  @Test
  void theCommandsTakeTheDataOfASuiteThatIsOnlyNamed() throws IOException {
    Benchmark benchmark = Benchmarks.standard().named("gsm8k").orElseThrow();
    publish(benchmark, "gsm8k/test.jsonl", Optional.of("gsm8k/train.jsonl"));
    Path answers =
        Files.writeString(
            folder.resolve("answers.jsonl"), "{\"id\": \"0\", \"output\": \"#### 5\"}\n");
    List<String> line = new ArrayList<>(List.of("run", "--suite", "gsm8k", "--first", "1"));
    line.addAll(List.of("--protocol", "gsm8k/5-shot", "--model", "recorded:" + answers));
    line.addAll(List.of("--out", folder.resolve("run").toString()));
    Commands.Result result = assay(Map.of(), line.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out() + result.err()).contains("test-00000-of-00001.parquet");
  }

  @Test
  void dataBehindAGateWantsAToken() throws IOException {
    Benchmark benchmark = Benchmarks.standard().named("gpqa-diamond").orElseThrow();
    publish(benchmark, "gpqa/gpqa_standin.csv", Optional.empty());
    server.gating();
    Commands.Result closed = assay(Map.of(), "data", "get", "gpqa-diamond");
    assertThat(closed.status()).isEqualTo(2);
    assertThat(closed.err())
        .contains("gpqa_diamond.csv", "does not give it out (HTTP 401)")
        .contains("Accept its terms there and set HF_TOKEN");
    Commands.Result open = assay(Map.of("HF_TOKEN", "hf_mine"), "data", "get", "gpqa-diamond");
    assertThat(open.status()).as(open.err()).isZero();
    assertThat(open.out() + open.err()).contains("gpqa_diamond.csv").doesNotContain("hf_mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aime-2024", "aime-2025", "mmlu"})
  void otherContentThanThePublishedIsRefused(String suite) throws IOException {
    Benchmark benchmark = Benchmarks.standard().named(suite).orElseThrow();
    publish(benchmark, "aime/aime.jsonl", Optional.empty());
    Commands.Result refused = assay(Map.of(), "data", "get", suite);
    assertThat(refused.status()).isNotZero();
    assertThat(refused.err())
        .contains(
            benchmark
                .publishedData(Window.ALL)
                .orElseThrow()
                .files()
                .getFirst()
                .sha256()
                .orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mmlu-redux", "supergpqa", "humaneval-plus", "mbpp-plus"})
  void aSuiteWithoutAPinnedFileOnTheHubSaysThatItsDataIsToBeNamed(String suite) {
    Commands.Result refused =
        assay(Map.of(), "run", "--suite", suite, "--model", "recorded:none", "--out", "none");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("--data is missing: name the data of suite " + suite);
    assertThat(server.requests()).isEmpty();
  }
}
