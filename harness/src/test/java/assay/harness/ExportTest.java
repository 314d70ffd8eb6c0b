package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.harness.demo.DemoFiles;
import assay.harness.run.ExitCode;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exports have the form of what the other programs write themselves. That these programs read them
/// and come to the same figures was checked with `tools/interchange/check_exports.py`.
final class ExportTest {
  private static final Path RESULTS =
      Path.of("src/test/resources/assay/harness/interchange/lm-eval/results.json");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  @TempDir private Path folder;
  private Path run;

  /// The demo's recording, of which two of forty lines are missing.
  @BeforeEach
  void recordARun() throws IOException {
    DemoFiles.Suite suite = DemoFiles.extract(folder.resolve("demo")).suites().getFirst();
    List<String> lines = Files.readAllLines(suite.recording());
    Path recording = Files.write(folder.resolve("part.jsonl"), lines.subList(2, 40));
    run = folder.resolve("run");
    Commands.Result result =
        Commands.run(
            "run",
            "--suite",
            suite.name(),
            "--data",
            suite.data().toString(),
            "--model",
            "recorded:" + recording,
            "--out",
            run.toString());
    assertThat(result.status()).as(result.err()).isZero();
  }

  private String exported(String format) throws IOException {
    Path file = folder.resolve("exported");
    Commands.Result result =
        Commands.run("export", "--format", format, run.toString(), "--out", file.toString());
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(Commands.run("export", "--format", format, run.toString()).out())
        .isEqualTo(Files.readString(file));
    return Files.readString(file);
  }

  @Test
  void resultsHaveTheFormOfThoseThatLmEvalWrites() throws IOException {
    JsonNode ours = JSON.readTree(exported("lm-eval"));
    JsonNode theirs = JSON.readTree(RESULTS.toFile());
    ours.fieldNames().forEachRemaining(name -> assertThat(theirs.has(name)).as(name).isTrue());
    for (String name : List.of("results", "configs", "versions", "n-shot", "n-samples")) {
      assertThat(ours.path(name).size()).as(name).isEqualTo(ours.path("results").size());
    }
    String task = "mmlu-pro";
    sameKinds(ours.path("configs").path(task), theirs.path("configs").path("mmlu_pro_own"));
    sameKinds(ours.path("n-samples").path(task), theirs.path("n-samples").path("mmlu_pro_own"));
    assertThat(ours.path("group_subtasks").path(task)).hasSizeGreaterThan(2);
    assertThat(ours.path("groups").has(task)).isTrue();
  }

  /// Fields that both have hold values of one kind.
  private static void sameKinds(JsonNode ours, JsonNode theirs) {
    Set<JsonNodeType> kinds = Set.of(JsonNodeType.NULL);
    for (Map.Entry<String, JsonNode> each : ours.properties()) {
      JsonNode other = theirs.path(each.getKey());
      if (!other.isMissingNode() && !kinds.contains(other.getNodeType())) {
        assertThat(each.getValue().getNodeType()).as(each.getKey()).isEqualTo(other.getNodeType());
      }
    }
  }

  @Test
  void whatWasNotMeasuredAndTheProtocolSurvive() throws IOException {
    JsonNode root = JSON.readTree(exported("lm-eval"));
    JsonNode figures = root.path("results").path("mmlu-pro");
    assertThat(figures.path("not_measured,choice/official").asInt()).isEqualTo(2);
    assertThat(figures.path("sample_len").asInt()).isEqualTo(38);
    assertThat(root.path("n-samples").path("mmlu-pro").path("effective").asInt()).isEqualTo(40);
    // 30 of the 40 recorded answers are right (DemoTest), both that are missing among them.
    double accuracy = figures.path("acc,choice/official").asDouble();
    assertThat(accuracy).isCloseTo(28 / 38.0, within(1e-12));
    assertThat(figures.path("acc_stderr,choice/official").asDouble())
        .isCloseTo(Math.sqrt(accuracy * (1 - accuracy) / 37), within(1e-12));
    assertThat(figures.path("acc_low,choice/official").asDouble()).isEqualTo(28 / 40.0);
    assertThat(figures.path("acc_high,choice/official").asDouble()).isEqualTo(30 / 40.0);
    JsonNode metadata = root.path("configs").path("mmlu-pro").path("metadata");
    assertThat(metadata.path("protocol").asText()).isEqualTo("mmlu-pro/official-local");
    assertThat(root.path("n-shot").path("mmlu-pro").asInt()).isEqualTo(5);
    double sum = 0;
    int samples = 0;
    for (JsonNode name : root.path("group_subtasks").path("mmlu-pro")) {
      JsonNode part = root.path("results").path(name.asText());
      sum += part.path("acc,choice/official").asDouble() * part.path("sample_len").asInt();
      samples += part.path("sample_len").asInt();
    }
    assertThat(sum / samples).isCloseTo(accuracy, within(1e-12));
  }

  @Test
  void theModelIndexHasWhatTheHubRequires() throws IOException {
    JsonNode index = new YAMLMapper().readTree(exported("model-index")).path("model-index");
    assertThat(index).hasSize(1);
    JsonNode result = index.path(0).path("results").path(0);
    assertThat(index.path(0).path("name").asText()).isEqualTo("recorded-example");
    assertThat(result.path("task").path("type").asText()).isEqualTo("text-generation");
    assertThat(result.path("task").path("name").asText())
        .startsWith("mmlu-pro by mmlu-pro/official-local version ");
    assertThat(result.path("dataset").path("type").asText()).isEqualTo("TIGER-Lab/MMLU-Pro");
    JsonNode metric = result.path("metrics").path(0);
    assertThat(metric.path("value").asDouble()).isEqualTo(73.6842);
    assertThat(metric.path("args").path("notMeasured").asInt()).isEqualTo(2);
    assertThat(metric.path("args").path("causes").path("no recorded completion").asInt())
        .isEqualTo(2);
  }

  @Test
  void whatStandsAtOutAlreadyIsNamed() throws IOException {
    String file = Files.writeString(folder.resolve("there"), "mine").toString();
    assertThat(refused("export", run.toString(), "--format", "parquet", "--out", file))
        .isEqualTo(
            "assay: --out "
                + file
                + ": is no folder, which --format parquet writes into; name another");
    assertThat(refused("export", run.toString(), "--format", "lm-eval", "--out", folder.toString()))
        .isEqualTo("assay: --out " + folder + ": is a folder; name the file to write");
    assertThat(
            refused(
                Suites.line(
                    Suites.questions(folder, 3),
                    "recorded:" + Suites.recording(folder, 3),
                    Path.of(file))))
        .endsWith(
            "assay: " + file + ": is no folder, where one is to be made; choose another --out");
    assertThat(folder.resolve("there")).hasContent("mine");
  }

  private static String refused(String... words) {
    Commands.Result result = Commands.run(words);
    assertThat(result.status()).as(result.err()).isEqualTo(ExitCode.USAGE.status());
    return result.err().strip();
  }

  @Test
  void aRunThatMeasuredNothingIsNotExported() throws IOException {
    Path empty =
        Files.writeString(folder.resolve("empty.jsonl"), "{\"id\":\"x\",\"output\":\"A\"}");
    Path none = folder.resolve("none");
    Commands.run(
        "run",
        "--suite",
        "mmlu-pro",
        "--data",
        folder.resolve("demo/multiple-choice.jsonl").toString(),
        "--model",
        "recorded:" + empty,
        "--out",
        none.toString());
    for (String format : List.of("lm-eval", "model-index")) {
      Commands.Result result = Commands.run("export", "--format", format, none.toString());
      assertThat(result.status()).isEqualTo(2);
      assertThat(result.err()).contains("nothing was measured, so there is no figure to export");
    }
  }

  @Test
  void anEntryOfTheHubsResultsIsInPercentAndSaysHowItCameAbout() throws IOException {
    JsonNode entry = new YAMLMapper().readTree(exported("eval-results")).path(0);
    assertThat(entry.path("dataset").path("id").asText()).isEqualTo("TIGER-Lab/MMLU-Pro");
    assertThat(entry.path("dataset").path("task_id").asText()).isEqualTo("mmlu_pro");
    JsonNode card = new YAMLMapper().readTree(exported("model-index"));
    double percent = card.at("/model-index/0/results/0/metrics/0/value").asDouble();
    assertThat(entry.path("value").asDouble()).isCloseTo(percent, within(0.005));
    assertThat(entry.path("date").asText()).matches("20\\d\\d-\\d\\d-\\d\\d");
    assertThat(entry.path("notes").asText())
        .contains("scored by choice/", "38 of 40 attempts measured", "95 % interval", "between ");
  }

  @Test
  void bothFilesOfEveryEvalEverKeepItsSchemas() throws IOException {
    Path out = folder.resolve("every");
    Commands.Result result =
        Commands.run(
            "export", "--format", "every-eval-ever", run.toString(), "--out", out.toString());
    assertThat(result.status()).as(result.err()).isZero();
    Path aggregate = Path.of(result.err().strip().replaceFirst("(?s).*written +", ""));
    JsonNode root = JSON.readTree(Files.readString(aggregate));
    String within = root.path("detailed_evaluation_results").path("file_path").asText();
    List<String> lines = Files.readAllLines(out.resolve(within));
    assertThat(lines).hasSize(40);
    assertThat(root.path("detailed_evaluation_results").path("total_rows").asInt()).isEqualTo(40);
    long errors = 0;
    for (String line : lines) {
      errors += JSON.readTree(line).has("error") ? 1 : 0;
    }
    assertThat(errors).isEqualTo(2);
    JsonNode first = root.path("evaluation_results").path(0);
    JsonNode details = first.path("score_details");
    assertThat(details.path("details").path("not_measured").asText()).isEqualTo("2");
    assertThat(details.path("uncertainty").path("num_samples").asInt()).isEqualTo(38);
    assertThat(errors(SharedData.file("interop/eval.schema.json"), root.toString())).isEmpty();
    Path instances = SharedData.file("interop/instance_level_eval.schema.json");
    for (String line : lines) {
      assertThat(errors(instances, line)).isEmpty();
    }
    Commands.Result listed =
        Commands.run("published", "--suite", "mmlu-pro", "--add", aggregate.toString(), "--json");
    assertThat(listed.status()).as(listed.err()).isZero();
    JsonNode added = null;
    for (JsonNode row : JSON.readTree(listed.out())) {
      if (row.path("n").asInt() == 38) {
        added = added == null ? row : added;
      }
    }
    assertThat(added.path("value").asDouble() / 100)
        .isCloseTo(details.path("score").asDouble(), within(1e-6));
    assertThat(added.path("checked").asBoolean()).isFalse();
    Path other = Files.writeString(folder.resolve("other.json"), "{\"a\": 1}");
    assertThat(Commands.run("published", "--add", other.toString()).err())
        .contains(other + ":1: is no aggregate of Every Eval Ever");
    assertThat(Commands.run("export", "--format", "every-eval-ever", run.toString()).err())
        .contains("name a folder by --out");
  }

  private static List<com.networknt.schema.Error> errors(Path schema, String text)
      throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(schema), InputFormat.JSON)
        .validate(text, InputFormat.JSON);
  }
}
