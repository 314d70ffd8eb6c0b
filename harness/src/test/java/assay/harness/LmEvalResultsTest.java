package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.GenerationSettings;
import assay.results.Message;
import assay.results.Prompt;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a results file of lm-evaluation-harness says beside the samples. The two evaluations were
/// made by that program (`tools/interchange/make_lm_eval_results.py`): the first against a
/// completion endpoint with two worked examples, the second against a chat endpoint.
final class LmEvalResultsTest {
  private static final Path LOGS =
      Path.of("src/test/resources/assay/harness/interchange/lm-eval/own__tiny-7b");
  private static final String FIRST = "2026-11-29T17-18-50.802877";
  private static final String SECOND = "2026-11-29T17-18-59.219516";

  @TempDir private Path folder;

  private static String samples(String time) {
    return "samples_sums_gen_" + time + ".jsonl";
  }

  private static String results(String time) {
    return "results_" + time + ".json";
  }

  private Commands.Result read(Path log) {
    return Commands.run(
        "import", "--format", "lm-eval", log.toString(), "--out", folder.resolve("run").toString());
  }

  private RunManifest manifest(Path log) throws IOException {
    Commands.Result result = read(log);
    assertThat(result.status()).as(result.err()).isZero();
    return RunDirectory.open(folder.resolve("run")).manifest();
  }

  /// A folder of a model with one of the samples files and what is to stand beside it.
  private Path copied(String... results) throws IOException {
    Path model = Files.createDirectories(folder.resolve("made-up-name"));
    for (String file : results) {
      Files.copy(LOGS.resolve(file), model.resolve(file));
    }
    return Files.copy(LOGS.resolve(samples(FIRST)), model.resolve(samples(FIRST)));
  }

  @Test
  void modelSettingsAndVersionsAreThoseOfTheSameTime() throws IOException {
    RunManifest manifest = manifest(LOGS.resolve(samples(FIRST)));
    assertThat(manifest.model().name()).isEqualTo("own/tiny-7b");
    assertThat(manifest.model().digests()).containsOnlyKeys("recording", "results");
    assertThat(manifest.model().facts().words())
        .containsEntry("lm-eval model", "local-completions")
        .hasEntrySatisfying(
            "lm-eval model_args", words -> assertThat(words).startsWith("model=own/tiny-7b,"));
    assertThat(manifest.model().facts().words())
        .containsEntry("lm-eval", "0.4.13")
        .containsEntry("task version", "2.0")
        .containsEntry("shots", "2")
        .containsEntry("fewshot seed", "7");
    assertThat(manifest.settings())
        .isEqualTo(new GenerationSettings(64, 0.7, 1, 0, 0, List.of("\n\n"), 1));
  }

  @Test
  void whatTheCommandLineChangedIsInTheSettings() throws IOException {
    RunManifest manifest = manifest(LOGS.resolve(samples(SECOND)));
    assertThat(manifest.model().facts().words())
        .containsEntry("shots", "0")
        .containsEntry("limit", "3.0")
        .containsEntry("shots as turns", "true")
        .containsKey("SHA-256 of system instruction");
    // An endpoint is sent the temperature of the task, although do_sample is false.
    assertThat(manifest.settings())
        .isEqualTo(new GenerationSettings(32, 0.7, 1, 0, 0, List.of("###"), 1));
  }

  @Test
  void messagesThatWereSentAreThePrompt() throws IOException {
    manifest(LOGS.resolve(samples(SECOND)));
    try (Stream<SampleRecord> records = RunDirectory.open(folder.resolve("run")).records()) {
      Prompt.Chat prompt = (Prompt.Chat) records.findFirst().orElseThrow().prompt();
      assertThat(prompt.messages())
          .hasSize(2)
          .first()
          .isEqualTo(new Message("system", "Answer briefly."));
    }
  }

  @Test
  void theKeyThatTheProgramWroteDownIsNotKept() throws IOException {
    assertThat(Files.readString(LOGS.resolve(results(FIRST)))).contains("not-for-print");
    manifest(LOGS.resolve(samples(FIRST)));
    try (Stream<Path> files = Files.walk(folder.resolve("run"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain("not-for-print");
      }
    }
  }

  @Test
  void resultsOfAnotherTimeAreNotThoseOfTheSamples() throws IOException {
    RunManifest manifest = manifest(copied(results(SECOND)));
    assertThat(manifest.model().name()).isEqualTo("made-up-name");
    assertThat(manifest.model().facts().words()).doesNotContainKey("lm-eval");
    assertThat(manifest.settings().maxTokens()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void samplesWithoutATimeBelongToTheOnlyResults() throws IOException {
    Path log = copied(results(FIRST));
    Path renamed = Files.move(log, log.resolveSibling("samples_sums_gen.jsonl"));
    assertThat(manifest(renamed).model().name()).isEqualTo("own/tiny-7b");
  }

  @Test
  void ofSeveralResultsNoneIsTakenForSamplesWithoutATime() throws IOException {
    Path log = copied(results(FIRST), results(SECOND));
    Path renamed = Files.move(log, log.resolveSibling("samples_sums_gen.jsonl"));
    assertThat(manifest(renamed).model().name()).isEqualTo("made-up-name");
  }

  @Test
  void resultsOfAnotherTaskAreNotThoseOfTheSamples() throws IOException {
    Path log = copied(results(FIRST));
    Path other = Files.move(log, log.resolveSibling("samples_gsm8k_" + FIRST + ".jsonl"));
    assertThat(manifest(other).model().name()).isEqualTo("made-up-name");
  }

  @Test
  void aModelWithoutANameIsCalledByItsKind() throws IOException {
    // lm-eval made up "bu6tyawv" for it.
    assertThat(manifest(LOGS.resolveSibling("samples_rivers_mc.jsonl")).model().name())
        .isEqualTo("Scripted");
  }

  @Test
  void argumentsOnOneLineAreReadAsOlderVersionsWroteThem() throws IOException {
    Path log = copied();
    Files.writeString(
        log.resolveSibling(results(FIRST)),
        """
        {"results": {"sums_gen": {"acc,none": NaN}}, "versions": {"sums_gen": 3},
         "configs": {"sums_gen": {"generation_kwargs":
             {"until": ["Q:"], "do_sample": false, "temperature": 0.7, "max_new_tokens": 9}}},
         "config": {"model": "hf", "model_num_parameters": 1234, "model_dtype": "torch.bfloat16",
             "model_args": "pretrained=org/m,token=hf_abc,add_bos_token=True,base_url=http://me:pw@h/v1?key=s"}}
        """);
    RunManifest manifest = manifest(log);
    assertThat(manifest.model().name()).isEqualTo("org/m");
    assertThat(manifest.model().facts().words())
        .containsEntry("parameters", "1234")
        .containsEntry("dtype", "torch.bfloat16")
        .containsEntry(
            "lm-eval model_args",
            "pretrained=org/m,token=(not kept),add_bos_token=True,base_url=http://h/v1");
    assertThat(manifest.model().facts().words()).containsEntry("task version", "3");
    assertThat(manifest.settings()).isEqualTo(GenerationSettings.greedy(9, List.of("Q:")));
  }

  @Test
  void damagedResultsAreNamed() throws IOException {
    Path log = copied();
    Files.writeString(log.resolveSibling(results(FIRST)), "{\"results\": {");
    Commands.Result result = read(log);
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err()).contains(results(FIRST), "is not valid JSON");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void onlyTheMetricsThatARowNamesAreVerdicts() throws IOException {
    Path log = copied(results(FIRST));
    String rows = Files.readString(log).replace("\"metrics\": [", "\"seconds\": 1, \"metrics\": [");
    assertThat(rows).contains("\"seconds\": 1");
    Files.writeString(log, rows);
    assertThat(manifest(log).scorers())
        .containsExactly(
            "lm-eval/strict-match:exact_match",
            "lm-eval/flexible-extract:exact_match",
            "lm-eval/majority:exact_match");
  }
}
