package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.tokenizer.EncodingOptions;
import assay.engine.tokenizer.Tokenizer;
import assay.harness.demo.DemoFiles;
import assay.harness.endpoint.FakeEndpoint;
import assay.harness.model.Tokenizers;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Padding;
import assay.results.Prompt;
import assay.results.RunManifest;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.store.RunDirectory;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import assay.tasks.TokenCounter;
import assay.tasks.Window;
import assay.tasks.benchmarks.Benchmarks;
import assay.tasks.padding.PaddedProtocol;
import assay.tasks.padding.PaddingMaterial;
import assay.tasks.padding.ShotMaterial;
import assay.tasks.padding.WantedLength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs at padded context lengths through the command.
final class PaddedRunTest {
  @TempDir private Path folder;

  private Commands.Result run(Path out, String... more) throws IOException {
    return ask(DemoFiles.extract(folder.resolve("data")).model().toString(), out, more);
  }

  private Commands.Result ask(String model, Path out, String... more) throws IOException {
    DemoFiles files = DemoFiles.extract(folder.resolve("data"));
    List<String> line = new ArrayList<>(List.of("run", "--suite", "math-500", "--max-tokens", "4"));
    line.addAll(
        List.of("--data", files.suites().get(1).data().toString(), "--out", out.toString()));
    line.addAll(List.of("--model", model, "--first", "3"));
    line.addAll(List.of(more));
    return Commands.run(line.toArray(String[]::new));
  }

  private static List<SampleRecord> records(Path run) throws IOException {
    try (Stream<SampleRecord> records = RunDirectory.open(run).records()) {
      return records.sorted(Comparator.comparingInt(SampleRecord::index)).toList();
    }
  }

  private static String user(SampleRecord record) {
    return ((Prompt.Chat) record.prompt()).messages().getLast().content();
  }

  @Test
  void theEnginesOwnTokenizerDecidesTheLength() throws IOException {
    Path bare = folder.resolve("bare");
    Path padded = folder.resolve("padded");
    assertThat(run(bare).status()).isZero();
    Commands.Result result = run(padded, "--pad-to", "900", "--pad-position", "0.5");
    assertThat(result.status()).as(result.err()).isZero();
    for (int i = 0; i < 3; i++) {
      SampleRecord record = records(padded).get(i);
      assertThat(user(record)).contains(user(records(bare).get(i)));
      int tokens = ((Completion) record.outcome()).promptTokens().orElseThrow();
      assertThat(tokens).isBetween(900 - 128, 900);
    }
    RunManifest manifest = RunDirectory.open(padded).manifest();
    Padding padding = manifest.protocol().padding().orElseThrow();
    assertThat(padding.tokens()).isEqualTo(900);
    assertThat(padding.position()).isEqualTo(0.5);
    assertThat(manifest.deviations())
        .contains(
            "prompts padded to 900 tokens of the model's tokenizer with shots, position 0.5, seed"
                + " 0");
  }

  @Test
  void aRunIsContinuedWithTheSamePaddingOnly() throws IOException {
    Path out = folder.resolve("padded");
    assertThat(run(out, "--pad-to", "700").status()).isZero();
    assertThat(run(out, "--pad-to", "700", "--resume").status()).isZero();
    Commands.Result other = run(out, "--pad-to", "700", "--pad-seed", "1", "--resume");
    assertThat(other.status()).isEqualTo(2);
    assertThat(other.err())
        .contains("holds another run", "it differs in protocol.padding.seed (0, now 1).");
  }

  @Test
  void aPromptThatDoesNotFitTheContextIsNotMeasured() throws IOException {
    Path out = folder.resolve("long");
    Commands.Result result = run(out, "--pad-to", "1000", "--context", "512");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(records(out))
        .hasSize(3)
        .allSatisfy(
            record ->
                assertThat(record.primaryScore())
                    .isInstanceOfSatisfying(
                        Score.NotMeasured.class,
                        score -> assertThat(score.cause()).isEqualTo(Cause.CONTEXT_OVERFLOW)));
  }

  @Test
  void flagsThatDoNotFitAreRefused() throws IOException {
    Path out = folder.resolve("refused");
    assertThat(run(out, "--pad-seed", "3").err()).contains("--pad-to is missing");
    assertThat(run(out, "--pad-to", "900", "--pad-with", "documents").err())
        .contains("--pad-from is missing: name a text file or a folder");
    Path shots =
        Files.write(
            folder.resolve("shots.jsonl"),
            Collections.nCopies(4, "{\"problem\": \"1+1\", \"solution\": \"2\"}"));
    String protocol = "math-500/base-4shot";
    Commands.Result raw =
        run(
            out,
            "--protocol",
            protocol,
            "--shots",
            shots.toString(),
            "--pad-to",
            "900",
            "--pad-position",
            "0");
    assertThat(raw.status()).isEqualTo(2);
    assertThat(raw.err()).contains("--pad-position 0.0: math-500/base-4shot sends raw text");
  }

  @Test
  void anEndpointIsMeasuredWithTheTokenizerThatIsNamed() throws IOException {
    Path model = DemoFiles.extract(folder.resolve("data")).model();
    try (FakeEndpoint server = FakeEndpoint.start(call -> FakeEndpoint.text(call, "\\boxed{1}"))) {
      Commands.Result unknown =
          ask(server.modelArgument(), folder.resolve("unknown"), "--pad-to", "800");
      assertThat(unknown.status()).isEqualTo(2);
      assertThat(unknown.err()).contains("name it with --pad-tokenizer PATH");
      Path out = folder.resolve("endpoint");
      Commands.Result result =
          ask(server.modelArgument(), out, "--pad-to", "800", "--pad-tokenizer", model.toString());
      assertThat(result.status()).as(result.err()).isZero();
      assertThat(RunDirectory.open(out).manifest().protocol().padding().orElseThrow().measure())
          .isEqualTo("a tokenizer file");
      Tokenizer tokenizer = Tokenizers.open(model);
      assertThat(records(out))
          .allSatisfy(
              record ->
                  assertThat(tokenizer.encode(user(record), EncodingOptions.PROMPT).length)
                      .isBetween(600, 800));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ggml-vocab-llama-spm.gguf", "ggml-vocab-gpt-2.gguf"})
  void publishedTokenizersGetTheirLengths(String name) throws IOException {
    Tokenizer tokenizer = Tokenizers.open(SharedData.file("tokenizers/" + name));
    Optional<TokenCounter> counter =
        Optional.of(text -> tokenizer.encode(text, EncodingOptions.PROMPT).length);
    Task task = Benchmarks.standard().named("mmlu-pro").orElseThrow().task(zeroShot());
    PaddingMaterial material = ShotMaterial.of(task.dataset());
    Sample sample;
    try (Stream<Sample> samples = task.dataset().open()) {
      sample = samples.findFirst().orElseThrow();
    }
    for (int length = 1_024; length <= 131_072; length *= 2) {
      WantedLength padding = new WantedLength(length, 1, length);
      Prompt prompt =
          new PaddedProtocol(task.protocol(), padding, material, Optional.empty())
              .render(sample, counter);
      assertThat(counter.get().count(prompt)).isBetween(length - padding.tolerance(), length);
    }
  }

  private TaskRequest zeroShot() throws IOException {
    return new TaskRequest(
        List.of(DemoFiles.extract(folder.resolve("data")).suites().getFirst().data()),
        Optional.empty(),
        Optional.of("mmlu-pro/official-local-0shot"),
        Window.ALL);
  }
}
