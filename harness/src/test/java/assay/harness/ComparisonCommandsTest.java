package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Imports, comparisons, gates and reproductions over the recorded outputs of real models. What is
/// expected comes from the extractions that the data files themselves hold.
final class ComparisonCommandsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MIXTRAL = "Mixtral-8x7B-v0.1";
  private static final String LLAMA = "Llama-2-70b-hf";
  private static final String QWEN = "Qwen1.5-110B";

  /// Runs that several tests read and none changes.
  @TempDir private static Path runs;

  @TempDir private Path folder;

  private static Path outputs(String model) {
    return SharedData.file("mmlu_pro/outputs_" + model + ".full.jsonl.gz");
  }

  private Path imported(String model) {
    Path run = runs.resolve(model);
    if (Files.isDirectory(run)) {
      return run;
    }
    Commands.Result result =
        Commands.run(
            "import",
            "--format",
            "mmlu-pro-official",
            outputs(model).toString(),
            "--out",
            run.toString(),
            "--quiet");
    assertThat(result.status()).as(result.err()).isZero();
    return run;
  }

  private static Map<String, Boolean> verdicts(String model) throws IOException {
    Map<String, Boolean> correct = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(outputs(model))),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = JSON.readTree(line);
        correct.put(
            row.path("question_id").asText(),
            row.path("regex_chain").asText("").equals(row.path("answer").asText()));
      }
    }
    return correct;
  }

  @Test
  void aComparisonCountsThePairsOfTheDataFiles() throws IOException {
    Commands.Result result =
        Commands.run("compare", imported(MIXTRAL).toString(), imported(LLAMA).toString(), "--json");
    assertThat(result.status()).as(result.err()).isZero();
    Map<String, Boolean> a = verdicts(MIXTRAL);
    Map<String, Boolean> b = verdicts(LLAMA);
    long onlyA = a.keySet().stream().filter(id -> a.get(id) && !b.get(id)).count();
    long onlyB = a.keySet().stream().filter(id -> b.get(id) && !a.get(id)).count();
    JsonNode found = JSON.readTree(result.out());
    assertThat(found.path("n").asInt()).isEqualTo(12_032);
    assertThat(found.path("onlyA").asLong()).isEqualTo(onlyA);
    assertThat(found.path("onlyB").asLong()).isEqualTo(onlyB);
    assertThat(found.path("difference").asDouble())
        .isCloseTo((onlyB - onlyA) / 12_032.0, within(1e-9));
    assertThat(found.path("flips").size()).isEqualTo(onlyA + onlyB);
    assertThat(found.path("sentence").asText())
        .isEqualTo(MIXTRAL + " is better than " + LLAMA + " by 3.7 points (95 % CI 2.8 to 4.6)");
  }

  @Test
  void severalRunsAreRanked() throws IOException {
    Commands.Result result =
        Commands.run(
            "compare",
            imported(LLAMA).toString(),
            imported(QWEN).toString(),
            imported(MIXTRAL).toString(),
            "--json");
    JsonNode places = JSON.readTree(result.out()).path("ranking").path("places");
    assertThat(places.findValuesAsText("run")).containsExactly(QWEN, MIXTRAL, LLAMA);
    assertThat(places.findValuesAsText("bestRank")).containsExactly("1", "2", "3");
    assertThat(places.findValuesAsText("worstRank")).containsExactly("1", "2", "3");
    Commands.Result below =
        Commands.run(
            "compare",
            imported(LLAMA).toString(),
            imported(QWEN).toString(),
            imported(MIXTRAL).toString(),
            "--rank-from-below");
    assertThat(below.out()).contains("with unmeasured, 95 %", "sorted from below");
  }

  @Test
  void theGateDecidesInBothDirectionsAndLetsARunPassAgainstItself() throws IOException {
    Path better = imported(MIXTRAL);
    Path worse = imported(LLAMA);
    Path junit = folder.resolve("gate.xml");
    Commands.Result down =
        regress(better, worse, "--sequential", "--junit", junit.toString(), "--json");
    assertThat(down.status()).isEqualTo(1);
    JsonNode found = JSON.readTree(down.out());
    assertThat(found.path("decision").asText()).isEqualTo("regression");
    assertComparesWhatTheDecisionIsOver(found);
    assertComparesWhatTheDecisionIsOver(
        JSON.readTree(regress(better, worse, "--sequential=anytime", "--json").out()));
    assertThat(junit).content().contains("failures=\"1\"").contains("<failure message=");
    assertThat(regress(worse, better, "--sequential").status()).isZero();
    assertThat(regress(worse, worse).status()).isZero();
  }

  private static void assertComparesWhatTheDecisionIsOver(JsonNode found) {
    assertThat(found.path("samplesSaved").asInt()).isPositive();
    JsonNode comparison = found.path("comparison");
    assertThat(comparison.path("n")).isEqualTo(found.path("samplesUsed"));
    assertThat(comparison.path("difference").asDouble())
        .isCloseTo(found.path("difference").asDouble(), within(1e-9));
  }

  private static Commands.Result regress(Path baseline, Path candidate, String... more) {
    String[] arguments = new String[5 + more.length];
    List<String> first =
        List.of("regress", "--baseline", baseline.toString(), "--candidate", candidate.toString());
    System.arraycopy(first.toArray(String[]::new), 0, arguments, 0, 5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return Commands.run(arguments);
  }

  @Test
  void aCommittedBaselineGivesTheSameDecisionAsItsRun() throws IOException {
    Path run = imported(LLAMA);
    Path candidate = imported(MIXTRAL);
    Path baseline = folder.resolve("baseline.jsonl");
    assertThat(
            Commands.run(
                    "regress",
                    "--baseline",
                    run.toString(),
                    "--write-baseline",
                    baseline.toString())
                .status())
        .isZero();
    JsonNode ofRun = JSON.readTree(regress(run, candidate, "--json").out());
    JsonNode ofFile = JSON.readTree(regress(baseline, candidate, "--json").out());
    assertThat(ofFile.path("difference")).isEqualTo(ofRun.path("difference"));
    assertThat(ofFile.path("lowerBound")).isEqualTo(ofRun.path("lowerBound"));
    assertThat(Files.size(baseline)).isLessThan(Files.size(run.resolve("records.jsonl")) / 5);
  }

  @Test
  void samplesThatMustStaySolvedAndLengthsAreChecked() throws IOException {
    Path run = imported(LLAMA);
    Map<String, Boolean> solved = verdicts(LLAMA);
    String unsolved = solved.keySet().stream().filter(id -> !solved.get(id)).findFirst().get();
    Path ids = Files.writeString(folder.resolve("ids.txt"), "# must stay right\n" + unsolved);
    Commands.Result result = regress(run, run, "--must-solve", ids.toString(), "--json");
    assertThat(result.status()).isEqualTo(1);
    JsonNode found = JSON.readTree(result.out());
    assertThat(found.path("unsolved").get(0).asText()).isEqualTo(unsolved);
    assertThat(found.at("/mustSolve/neverSolved/0").asText()).isEqualTo(unsolved);
    assertThat(found.at("/mustSolve/lost")).isEmpty();
    assertThat(found.at("/findings/1/message").asText())
        .isEqualTo("not solved, nor by the baseline: " + unsolved);
    assertThat(regress(run, run, "--length-band", "0.9,1.1").status()).isZero();
    assertThat(regress(run, run, "--length-band", "1.1,1.2").status()).isEqualTo(1);
  }

  @Test
  void publishedOutputsReproduceTheirFigures() throws IOException {
    Commands.Result result =
        Commands.run(
            "reproduce",
            "qwen1.5-110b/mmlu-pro",
            "--recorded",
            outputs(QWEN).toString(),
            "--out",
            folder.resolve("run").toString(),
            "--json");
    assertThat(result.status()).as(result.err()).isZero();
    JsonNode found = JSON.readTree(result.out());
    assertThat(found.path("published").asDouble()).isEqualTo(49.4);
    assertThat(found.path("withinNoise").asBoolean()).isTrue();
    for (JsonNode figure : found.path("figures")) {
      if (figure.path("source").asText().equals("MMLU-Pro released outputs")) {
        // Rescored figures are exact to their two decimals.
        assertThat(figure.path("difference").asDouble()).isCloseTo(0, within(0.0051));
      }
    }
    assertThat(found.path("figures").size()).isEqualTo(4);
    // The outputs say nothing of how their model was asked.
    Map<String, String> agreement = new HashMap<>();
    found
        .path("figures")
        .get(1)
        .path("fields")
        .forEach(
            field -> agreement.put(field.path("name").asText(), field.path("agreement").asText()));
    assertThat(agreement)
        .containsEntry("shots", "not known of the run")
        .containsEntry("prompt", "not known of the run")
        .containsEntry("sampling", "not known of the run")
        .containsEntry("extractor", "same");
  }

  @Test
  void runsOverOtherContentAreNamedAndRefused() throws IOException {
    Path one = imported(LLAMA);
    Path other = folder.resolve("other");
    Path rows =
        Files.writeString(
            folder.resolve("rows.jsonl"),
            "{\"question_id\": 70, \"category\": \"business\", \"answer\": \"A\","
                + " \"n_options\": 9, \"output\": \"The answer is (A).\"}\n");
    Commands.run(
        "import",
        "--format",
        "mmlu-pro-official",
        rows.toString(),
        "--out",
        other.toString(),
        "--quiet");
    Commands.Result result = Commands.run("compare", one.toString(), other.toString());
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err())
        .contains("share no measured sample: 12031 ids are only in the first")
        .contains("1 have other content");
  }

  @Test
  void theRegistryListsContradictionsApart() throws IOException {
    JsonNode rows =
        JSON.readTree(
            Commands.run("published", "qwen2-72b-instruct", "--suite", "math", "--json").out());
    assertThat(rows.findValuesAsText("value")).contains("59.7", "69.0");
    assertThat(rows.findValuesAsText("copy"))
        .contains("QwenLM/qwenlm.github.io@85fdb14c content/blog/qwen2/index.md");
  }

  @Test
  void theRegistryTellsBaseFromInstructAndWhatWasNotFound() {
    assertThat(Commands.run("published", "meta-llama/Llama-3.1-8B-Instruct").out())
        .contains(
            "instruct mmlu-pro        48.30  5-shot, CoT, at most 1024 tokens, macro average");
    assertThat(Commands.run("published", "Qwen2.5-Coder-7B", "--suite", "math").out())
        .contains("base     math", "second hand, unverified]", "very likely a figure of the base");
  }
}
