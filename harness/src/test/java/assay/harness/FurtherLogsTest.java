package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.harness.run.ExitCode;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.ModelFacts;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.StopReason;
import assay.results.store.RunDirectory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Imports of what HELM 0.5.16, evalscope 1.14.1 and NeMo-Skills themselves wrote
/// (`tools/interchange`). What is expected are the figures that those programs state.
final class FurtherLogsTest {
  private static final Path LOGS = Path.of("src/test/resources/assay/harness/interchange");
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> SEED_ROWS =
      List.of(
          """
          {"problem": "2 + 2?", "expected_answer": "4", "generation": "4", "symbolic_correct": true}\
          """,
          """
          {"problem": "3 + 3?", "expected_answer": "6", "generation": "7", "symbolic_correct": false}\
          """);

  @TempDir private Path folder;

  private Commands.Result result(String format, Path log, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "import",
                "--format",
                format,
                log.toString(),
                "--out",
                folder.resolve("run" + more.length).toString()));
    arguments.addAll(List.of(more));
    return Commands.run(arguments.toArray(String[]::new));
  }

  private RunDirectory imported(String format, String log, String... more) throws IOException {
    Commands.Result result = result(format, LOGS.resolve(log), more);
    assertThat(result.status()).as(result.err()).isZero();
    return RunDirectory.open(folder.resolve("run" + more.length));
  }

  private static List<SampleRecord> records(RunDirectory run) {
    try (Stream<SampleRecord> records = run.records()) {
      return records.toList();
    }
  }

  private static double accuracy(RunDirectory run, String scorer) {
    List<Score> measured =
        records(run).stream()
            .map(record -> record.scores().get(scorer))
            .filter(Score::measured)
            .toList();
    return (double) measured.stream().filter(Score::correct).count() / measured.size();
  }

  @Test
  void aRunOfHelmKeepsItsVerdictsAndAFailedRequestIsNoWrongAnswer() throws IOException {
    RunDirectory run = imported("helm", "helm/per_instance_stats.json");
    assertThat(run.manifest().model().name()).isEqualTo("simple/model1");
    assertThat(run.manifest().protocol().name()).isEqualTo("helm/simple_mcqa");
    assertThat(run.manifest().protocol().facts().shots()).hasValue(5);
    assertThat(run.manifest().settings().maxTokens()).isEqualTo(5);
    assertThat(run.manifest().settings().stop()).containsExactly("\n");
    assertThat(run.manifest().scorers())
        .contains("helm/exact_match", "helm/quasi_prefix_exact_match@5")
        .doesNotContain("helm/num_train_trials", "helm/finish_reason_length", "helm/max_prob");
    List<SampleRecord> records = records(run);
    SampleRecord first = records.getFirst();
    assertThat(first.sample().id()).isEqualTo("id60");
    assertThat(first.sample().input()).isEqualTo("Is 70 even or odd?");
    assertThat(first.sample().target()).isEqualTo("A");
    assertThat(((Sample.Choices) first.sample().extras()).options()).containsExactly("Even", "Odd");
    assertThat(((Completion) first.outcome()).text()).isEqualTo(" A");
    assertThat(((Completion) first.outcome()).stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);
    assertThat(((Prompt.Text) first.prompt()).text()).endsWith("B. Odd\nAnswer:");
    assertThat(first.scores().get("helm/exact_match").correct()).isTrue();
    // HELM counts it wrong; the request failed, so that nothing is known of the model.
    SampleRecord failed = records.getLast();
    assertThat(failed.outcome())
        .isEqualTo(new Failure(Cause.ENDPOINT_ERROR, "the reply was empty"));
    assertThat(accuracy(run, "helm/exact_match")).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void ourScorersJudgeHelmsCompletionsToo() throws IOException {
    RunDirectory run = imported("helm", "helm/per_instance_stats.json", "--scorer", "choice/sound");
    // "B." is right, which HELM's exact match refuses.
    assertThat(accuracy(run, "choice/sound")).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void statisticsWithoutTheirScenarioStateAreRefused() throws IOException {
    for (String name : List.of("per_instance_stats.json", "run_spec.json")) {
      Files.copy(LOGS.resolve("helm").resolve(name), folder.resolve(name));
    }
    Commands.Result result = result("helm", folder.resolve("per_instance_stats.json"));
    assertThat(result.status()).isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(result.err())
        .contains("has no scenario_state.json beside it, which HELM writes too");
  }

  @Test
  void reviewsOfEvalscopeTakeModelAndSettingsFromTheFilesBesideThem() throws IOException {
    RunDirectory run = imported("evalscope", "evalscope/reviews/tiny-7b/general_mcq_rocks.jsonl");
    assertThat(run.manifest().model().name()).isEqualTo("tiny-7b");
    assertThat(run.manifest().protocol().name()).isEqualTo("evalscope/general_mcq");
    assertThat(run.manifest().protocol().facts().shots()).hasValue(0);
    assertThat(run.manifest().settings().temperature()).isEqualTo(0.6);
    assertThat(run.manifest().settings().topP()).isEqualTo(0.95);
    assertThat(run.manifest().settings().maxTokens()).isEqualTo(64);
    assertThat(run.manifest().settings().seed()).isEqualTo(7);
    assertThat(run.manifest().settings().attempts()).isEqualTo(2);
    assertThat(((ModelFacts.Recording) run.manifest().model().facts()).stated())
        .containsEntry("evalscope", "1.14.1")
        .containsEntry(
            "benchmark fingerprint",
            "sha256:aa449d3060f7cb7f49273b93cb091ac5ea6143ecd22cafe6ec5500dec0e902f5");
    JsonNode report =
        JSON.readTree(LOGS.resolve("evalscope/reports/tiny-7b/general_mcq.json").toFile());
    assertThat(accuracy(run, "evalscope/accuracy"))
        .isCloseTo(report.at("/metrics/0/score").asDouble(), within(5e-5));
    List<SampleRecord> records = records(run);
    assertThat(records).hasSize(6);
    SampleRecord third = records.get(4);
    assertThat(third.sample().id()).isEqualTo("3");
    assertThat(third.sample().target()).isEqualTo("A");
    assertThat(third.sample().facets()).containsEntry("subset", "rocks");
    assertThat(((Completion) third.outcome()).text()).isEqualTo("copper, I think");
    assertThat(((Completion) third.outcome()).stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);
    assertThat(((Completion) third.outcome()).usage().prompt()).hasValue(40);
    assertThat(((Prompt.Chat) third.prompt()).messages().getFirst().content())
        .contains("A) copper");
    assertThat(records.get(3).attempt()).isEqualTo(1);
    assertThat(((Completion) records.get(3).outcome()).text()).contains("🙂");
  }

  @Test
  void aReviewAloneIsReadAndItsFolderNamesTheModel() throws IOException {
    Path alone = Files.createDirectories(folder.resolve("reviews/my-model"));
    Files.copy(
        LOGS.resolve("evalscope/reviews/tiny-7b/general_mcq_rocks.jsonl"),
        alone.resolve("general_mcq_rocks.jsonl"));
    Commands.Result result = result("evalscope", alone.resolve("general_mcq_rocks.jsonl"));
    assertThat(result.status()).as(result.err()).isZero();
    RunDirectory run = RunDirectory.open(folder.resolve("run0"));
    assertThat(run.manifest().model().name()).isEqualTo("my-model");
    assertThat(run.manifest().deviations())
        .contains("without its configuration: sampling is not known");
    assertThat(run.manifest().protocol().name()).isEqualTo("evalscope/general_mcq");
    assertThat(accuracy(run, "evalscope/accuracy")).isCloseTo(2 / 3.0, within(1e-12));
  }

  /// What evalscope leaves out of its means by its `ScoreStatus`, and what it keeps.
  @ParameterizedTest
  @CsvSource({
    "success, true",
    "fallback, true",
    "degraded, true",
    "transport_error, false",
    "parse_error, false",
    "invalid_session, false",
    "excluded, false",
    "one of a later version, false"
  })
  void aValueBesideAStatusOfFailureIsNoVerdict(String status, boolean measured) throws IOException {
    Path reviews = Files.createDirectories(folder.resolve("reviews/tiny-7b"));
    List<String> rows =
        new ArrayList<>(
            Files.readAllLines(LOGS.resolve("evalscope/reviews/tiny-7b/general_mcq_rocks.jsonl")));
    assertThat(rows.getFirst()).contains("\"status\": \"success\"");
    rows.set(
        0, rows.getFirst().replace("\"status\": \"success\"", "\"status\": \"" + status + "\""));
    Path file = Files.write(reviews.resolve("general_mcq_rocks.jsonl"), rows);
    Commands.Result result = result("evalscope", file);
    assertThat(result.status()).as(result.err()).isZero();
    Score first =
        records(RunDirectory.open(folder.resolve("run0")))
            .getFirst()
            .scores()
            .get("evalscope/accuracy");
    if (measured) {
      assertThat(first).isInstanceOf(Score.Correct.class);
    } else {
      assertThat(first)
          .isEqualTo(new Score.NotMeasured(Cause.GRADER_FAULT, "the score's status is " + status));
    }
  }

  @Test
  void theSeedsOfNemoSkillsAreAttempts() throws IOException {
    String log = "nemo-skills/tiny-7b/eval-results/rocks/output-rs0.jsonl";
    RunDirectory run = imported("nemo-skills", log);
    assertThat(run.manifest().model().name()).isEqualTo("tiny-7b");
    assertThat(run.manifest().protocol().name()).isEqualTo("nemo-skills/rocks");
    assertThat(run.manifest().settings().attempts()).isEqualTo(2);
    assertThat(run.manifest().model().digests()).containsKeys("metrics", "output-rs1.jsonl");
    JsonNode metrics =
        JSON.readTree(LOGS.resolve(log).resolveSibling("metrics.json").toFile())
            .at("/rocks/pass@1[avg-of-2]");
    assertThat(100 * accuracy(run, "nemo-skills/symbolic_correct"))
        .isCloseTo(metrics.path("symbolic_correct").asDouble(), within(1e-9));
    long none =
        records(run).stream()
            .filter(
                each -> each.scores().get("nemo-skills/symbolic_correct") instanceof Score.NoAnswer)
            .count();
    assertThat(100.0 * none / 6).isCloseTo(metrics.path("no_answer").asDouble(), within(1e-9));
    SampleRecord last =
        records(run).stream()
            .filter(each -> each.index() == 1 && each.attempt() == 1)
            .findFirst()
            .orElseThrow();
    assertThat(((Completion) last.outcome()).stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);
    assertThat(last.sample().facets()).containsEntry("subset_for_metrics", "metal");
    assertThat(last.scores().get("nemo-skills/symbolic_correct").answerText()).isEqualTo("A");
  }

  /// Returns what importing says of two seeds, of which the second is made of the first's rows.
  private Commands.Result seeds(List<String> second) throws IOException {
    Path own = Files.createDirectories(folder.resolve("tiny/eval-results/rocks"));
    Path first = own.resolve("output-rs0.jsonl");
    Files.write(first, SEED_ROWS);
    Files.write(own.resolve("output-rs1.jsonl"), second);
    return result("nemo-skills", first);
  }

  @Test
  void rowsOfSeedsThatAskSomethingElseAreRefused() throws IOException {
    Commands.Result reversed = seeds(SEED_ROWS.reversed());
    assertThat(reversed.status()).isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(reversed.err())
        .contains("output-rs1.jsonl:1: is sample 0 with another problem than in output-rs0.jsonl.")
        .contains("generate this one again, or move it to another folder");
    String answer = SEED_ROWS.getFirst().replace("\"4\"", "\"5\"");
    Commands.Result other = seeds(List.of(answer, SEED_ROWS.getLast()));
    assertThat(other.status()).isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(other.err())
        .contains("output-rs1.jsonl:1: is sample 0 with another expected answer than in");
  }

  @Test
  void seedsOfFewerOrMoreRowsAreRefused() throws IOException {
    Commands.Result shorter = seeds(List.of(SEED_ROWS.getFirst()));
    assertThat(shorter.status()).isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(shorter.err())
        .contains(
            "output-rs1.jsonl: has 1 of the 2 rows of output-rs0.jsonl; sample 1 is missing.");
    List<String> more = new ArrayList<>(SEED_ROWS);
    more.add(SEED_ROWS.getFirst());
    Commands.Result longer = seeds(more);
    assertThat(longer.status()).isEqualTo(ExitCode.BAD_INPUT.status());
    assertThat(longer.err())
        .contains("output-rs1.jsonl:3: is sample 2, which output-rs0.jsonl does not have");
  }

  /// A judge that gives no verdict is no wrong answer; programs and judgements have names of their
  /// own.
  @Test
  void otherVerdictsOfNemoSkillsKeepTheirNames() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("output.jsonl"),
            """
            {"task_id": "x/1", "generation": "a", "judgement": "Reasons. Judgement: Yes", "is_correct": true, "is_correct-plus": false}
            {"task_id": "x/2", "generation": "b", "judgement": "Judgement: No", "is_correct": false, "is_correct-plus": false}
            {"task_id": "x/3", "generation": "c", "judgement": "It is hard to say."}
            """);
    Commands.Result result = result("nemo-skills", file, "--model", "m");
    assertThat(result.status()).as(result.err()).isZero();
    RunDirectory run = RunDirectory.open(folder.resolve("run2"));
    assertThat(run.manifest().scorers())
        .containsExactly(
            "nemo-skills/judge_correct",
            "nemo-skills/passing_base_tests",
            "nemo-skills/passing_plus_tests");
    List<SampleRecord> records = records(run);
    assertThat(records).extracting(each -> each.sample().id()).containsExactly("x/1", "x/2", "x/3");
    assertThat(records)
        .extracting(each -> each.scores().get("nemo-skills/judge_correct").verdict())
        .containsExactly("correct", "wrong", "not-measured");
    assertThat(records.getFirst().scores().get("nemo-skills/passing_plus_tests").correct())
        .isFalse();
  }

  @Test
  void filesOfOtherKindsAreRefused() throws IOException {
    Path file = Files.createDirectories(folder.resolve("reviews/m")).resolve("x_y.jsonl");
    Files.writeString(file, "{\"index\": 0}\n");
    assertThat(result("evalscope", file).err())
        .contains("has no sample_score.score.value, so it is no review of evalscope");
    Files.copy(LOGS.resolve("helm/run_spec.json"), folder.resolve("run_spec.json"));
    Files.copy(LOGS.resolve("helm/scenario_state.json"), folder.resolve("scenario_state.json"));
    Path stats = Files.writeString(folder.resolve("per_instance_stats.json"), "[{\"a\": 1}]");
    assertThat(result("helm", stats).err())
        .contains("has no instance_id or stats, so these are no statistics of HELM");
  }
}
