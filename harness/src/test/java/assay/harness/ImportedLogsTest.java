package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.harness.demo.DemoFiles;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Digests;
import assay.results.Failure;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.StopReason;
import assay.results.store.RunDirectory;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Imports of logs that inspect_ai, lm-evaluation-harness and LiveCodeBench themselves wrote
/// (`tools/interchange`). What is expected are the figures that those programs state.
final class ImportedLogsTest {
  private static final Path LOGS = Path.of("src/test/resources/assay/harness/interchange");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  @TempDir private Path folder;

  private RunDirectory imported(String format, String log, String... more) throws IOException {
    Path out = folder.resolve(log.replace('/', '-') + more.length);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "import",
                "--format",
                format,
                LOGS.resolve(log).toString(),
                "--out",
                out.toString()));
    arguments.addAll(List.of(more));
    Commands.Result result = Commands.run(arguments.toArray(String[]::new));
    assertThat(result.status()).as(result.err()).isZero();
    return RunDirectory.open(out);
  }

  private static List<SampleRecord> records(RunDirectory run) {
    try (Stream<SampleRecord> records = run.records()) {
      return records.toList();
    }
  }

  private static Map<String, SampleRecord> byId(RunDirectory run) {
    Map<String, SampleRecord> records = new HashMap<>();
    records(run).forEach(record -> records.put(record.sample().id(), record));
    return records;
  }

  private static Cause cause(SampleRecord record, String scorer) {
    return ((Score.NotMeasured) record.scores().get(scorer)).cause();
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
  void archivesOfBothPackingsHoldTheSameEpochs() throws IOException {
    RunDirectory zstd = imported("inspect", "inspect/stones.eval");
    RunDirectory deflated = imported("inspect", "inspect/stones-deflate.eval");
    assertThat(records(zstd)).hasSize(6).isEqualTo(records(deflated));
    assertThat(zstd.manifest().settings().attempts()).isEqualTo(2);
    // header.json: results.scores[0].metrics.accuracy
    assertThat(accuracy(zstd, "inspect/choice")).isCloseTo(0.8333333333333334, within(1e-12));
    assertThat(records(imported("inspect", "inspect/stones.json")))
        .hasSize(4)
        .allMatch(record -> record.sample().extras() instanceof Sample.Choices);
    SampleRecord second = records(zstd).get(4);
    assertThat(second.sample().id()).isEqualTo("stone-2");
    assertThat(second.attempt()).isEqualTo(1);
    assertThat(second.sample().facets()).containsEntry("level", "2");
    assertThat(second.scores().get("inspect/choice").answerText()).isEqualTo("B");
  }

  @Test
  void onlyRightAndWrongAreVerdicts() throws IOException {
    Map<String, SampleRecord> kinds = byId(imported("inspect", "inspect/kinds.eval"));
    Map<String, String> verdicts =
        kinds.entrySet().stream()
            .filter(each -> !each.getKey().equals("several"))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    each -> each.getValue().scores().get("inspect/values").verdict()));
    assertThat(verdicts)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("one", "correct"),
                Map.entry("true", "correct"),
                Map.entry("zero", "wrong"),
                Map.entry("false", "wrong"),
                Map.entry("none", "no-answer"),
                Map.entry("half", "not-measured"),
                Map.entry("partial", "not-measured"),
                Map.entry("two", "not-measured"),
                Map.entry("negative", "not-measured"),
                Map.entry("word", "not-measured"),
                Map.entry("list", "not-measured"),
                Map.entry("undefined", "not-measured")));
    assertThat(cause(kinds.get("half"), "inspect/values")).isEqualTo(Cause.NO_VERDICT);
    assertThat(cause(kinds.get("undefined"), "inspect/values")).isEqualTo(Cause.GRADER_FAULT);
    assertThat(kinds.get("several").scores().get("inspect/values:style").correct()).isTrue();
    assertThat(kinds.get("several").scores().get("inspect/values:content").verdict())
        .isEqualTo("wrong");
    Map<String, SampleRecord> json = byId(imported("inspect", "inspect/kinds.json"));
    assertThat(cause(json.get("undefined"), "inspect/values")).isEqualTo(Cause.GRADER_FAULT);
  }

  @Test
  void anErrorIsNoWrongAnswerAndARetryLeavesNoTrace() throws IOException {
    RunDirectory run = imported("inspect", "inspect/sums.eval");
    Map<String, SampleRecord> sums = byId(run);
    assertThat(sums).hasSize(10);
    assertThat(sums.get("3").outcome())
        .isEqualTo(
            new Failure(
                Cause.NOT_RECORDED,
                "the sample ended in an error: RuntimeError('the provider hung up')"));
    assertThat(sums.get("3").scores().values()).noneMatch(Score::measured);
    assertThat(sums.get("4").scores().get("inspect/match").correct()).isTrue();
    assertThat(((Failure) sums.get("7").outcome()).cause()).isEqualTo(Cause.ENDPOINT_ERROR);
    assertThat(sums.get("5").truncated()).isTrue();
    assertThat(sums.get("5").scores().get("inspect/match").verdict()).isEqualTo("wrong");
    assertThat(cause(sums.get("6"), "inspect/model_graded_qa")).isEqualTo(Cause.NO_VERDICT);
    assertThat(cause(sums.get("größe/8"), "inspect/model_graded_qa")).isEqualTo(Cause.GRADER_FAULT);
    assertThat(run.manifest().scorers())
        .containsExactly("inspect/match", "inspect/model_graded_qa");
    // inspect's 7 of 9 counts the completion that the filter cut as wrong.
    assertThat(accuracy(run, "inspect/match")).isCloseTo(7 / 8.0, within(1e-12));
  }

  @Test
  void promptsThoughtsAndAttachmentsAreFound() throws IOException {
    Map<String, SampleRecord> sums = byId(imported("inspect", "inspect/sums.eval"));
    assertThat(sums.get("6").prompt()).isInstanceOf(Prompt.Chat.class);
    assertThat(((Prompt.Chat) sums.get("6").prompt()).messages().getFirst().content())
        .isEqualTo("Answer with a number.");
    String dot =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";
    assertThat(sums.get("picture").sample().input())
        .isEqualTo("How many dots are there?[image " + Digests.ofText(dot) + "]");
    Completion thought = (Completion) sums.get("thought").outcome();
    assertThat(thought.text()).isEqualTo("One more than a dozen.\n13");
    assertThat(thought.answerText()).contains("13");
    assertThat(thought.completionTokens()).hasValue(1);
  }

  @Test
  void aTokenLimitCutsAndIsMeasured() throws IOException {
    assertThat(records(imported("inspect", "inspect/lengths.eval")))
        .hasSize(2)
        .allMatch(record -> ((Completion) record.outcome()).stopReason() == StopReason.TOKEN_LIMIT)
        .allMatch(record -> record.primaryScore().verdict().equals("wrong"));
  }

  @Test
  void samplesThatALogLacksAreMissingFromItsRun() throws IOException {
    for (Map.Entry<String, Integer> log :
        Map.of("inspect/cancelled.eval", 3, "inspect/unfinished.eval", 2).entrySet()) {
      RunDirectory run = imported("inspect", log.getKey());
      assertThat(records(run)).hasSize(log.getValue());
      assertThat(run.manifest().dataset().rows()).hasSize(5);
      assertThat(run.manifest().deviations())
          .anyMatch(words -> words.startsWith("the log's own status is"));
    }
  }

  @Test
  void everyFilterAndMetricHasTheFigureThatTheProgramStates() throws IOException {
    JsonNode stated = JSON.readTree(LOGS.resolve("lm-eval/results.json").toFile()).path("results");
    int compared = 0;
    for (String task : List.of("rivers_mc", "sums_gen", "mmlu_pro_own", "sums_graded")) {
      RunDirectory run = imported("lm-eval", "lm-eval/samples_" + task + ".jsonl");
      for (String scorer : run.manifest().scorers()) {
        int colon = scorer.indexOf(':');
        String filter = scorer.substring("lm-eval/".length(), colon);
        String metric = scorer.substring(colon + 1);
        double figure = stated.path(task).path(metric + "," + filter).asDouble();
        if (records(run).stream().allMatch(record -> record.scores().get(scorer).measured())) {
          assertThat(accuracy(run, scorer)).as(task + " " + scorer).isCloseTo(figure, within(1e-9));
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(7);
  }

  @Test
  void repeatsBecomeAttemptsWhereAScorerOfOursJudgesThem() throws IOException {
    RunDirectory kept = imported("lm-eval", "lm-eval/samples_sums_gen.jsonl");
    assertThat(records(kept)).hasSize(4);
    assertThat(kept.manifest().scorers())
        .containsExactly(
            "lm-eval/strict-match:exact_match",
            "lm-eval/flexible-extract:exact_match",
            "lm-eval/majority:exact_match");
    assertThat(kept.manifest().deviations()).anyMatch(words -> words.startsWith("3 completions"));
    RunDirectory all =
        imported("lm-eval", "lm-eval/samples_sums_gen.jsonl", "--scorer", "math/qwen");
    assertThat(records(all)).hasSize(12);
    // By hand: s1 36 35 36, s2 9 9 8, s3 54 56 56, s4 none 125 none ("¼" is no digit).
    assertThat(accuracy(all, "math/qwen")).isCloseTo(7 / 12.0, within(1e-12));
    assertThat(byId(kept).get("s4").scores().get("lm-eval/strict-match:exact_match"))
        .isInstanceOf(Score.NoAnswer.class);
  }

  @Test
  void rankedChoicesShowTheirLikelihoods() throws IOException {
    SampleRecord second = byId(imported("lm-eval", "lm-eval/samples_rivers_mc.jsonl")).get("r2");
    assertThat(second.sample().target()).isEqualTo("B");
    assertThat(second.sample().facets()).containsEntry("category", "land");
    assertThat(((Completion) second.outcome()).text().lines())
        .hasSize(3)
        .first()
        .asString()
        .endsWith("\t a fjord");
  }

  @Test
  void metricsThatAreNoVerdictsAreNotMeasured() throws IOException {
    Map<String, SampleRecord> graded =
        byId(imported("lm-eval", "lm-eval/samples_sums_graded.jsonl"));
    assertThat(cause(graded.get("s3"), "lm-eval/none:credit")).isEqualTo(Cause.NO_VERDICT);
    assertThat(cause(graded.get("s2"), "lm-eval/none:judged")).isEqualTo(Cause.GRADER_FAULT);
    assertThat(graded.get("s1").scores().get("lm-eval/none:passed").correct()).isTrue();
  }

  @Test
  void logsOfOtherProgramsPairWithARunOverTheSameData() throws IOException {
    DemoFiles.Suite suite = DemoFiles.extract(folder.resolve("demo")).suites().getFirst();
    Path own = folder.resolve("own");
    Commands.Result result =
        Commands.run(
            "run",
            "--suite",
            suite.name(),
            "--data",
            suite.data().toString(),
            "--model",
            "recorded:" + suite.recording(),
            "--out",
            own.toString());
    assertThat(result.status()).as(result.err()).isZero();
    RunDirectory lmEval =
        imported("lm-eval", "lm-eval/samples_mmlu_pro_own.jsonl", "--scorer", "choice/official");
    RunDirectory inspect =
        imported(
            "inspect",
            "inspect/mmlu_pro_own.eval",
            "--data",
            suite.data().toString(),
            "--scorer",
            "choice/official");
    assertThat(compared(own, lmEval).path("n").asInt()).isEqualTo(40);
    assertThat(compared(own, lmEval).path("difference").asDouble()).isZero();
    assertThat(compared(own, inspect).path("n").asInt()).isEqualTo(15);
    assertThat(compared(lmEval.path(), inspect).path("n").asInt()).isEqualTo(15);
  }

  private static JsonNode compared(Path a, RunDirectory b) throws IOException {
    Commands.Result result =
        Commands.run(
            "compare", a.toString(), b.path().toString(), "--scorer", "choice/official", "--json");
    assertThat(result.status()).as(result.err()).isZero();
    return JSON.readTree(result.out());
  }

  @Test
  void theOfficialCodeGraderSaysWhyItFailed() throws IOException {
    RunDirectory run = imported("lcb", "mock_eval_all.json");
    List<SampleRecord> records = records(run);
    assertThat(records).hasSize(18);
    assertThat(records.get(0).primaryScore().correct()).isTrue();
    assertThat(records.get(1).primaryScore())
        .isEqualTo(new Score.Wrong("", "recorded", "Wrong answer at output_line_idx=0: 2 != 7"));
    assertThat(records.get(3).primaryScore())
        .isEqualTo(new Score.Wrong("", "recorded", "Time Limit Exceeded"));
    // Nothing was generated for the third problem, which the official runner would ask again.
    assertThat(records.subList(12, 18)).noneMatch(record -> record.primaryScore().measured());
  }
}
