package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.run.ExitCode;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.store.RecordWriter;
import assay.results.store.RunDirectory;
import assay.results.store.SyncPolicy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisagreementsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Score RIGHT = new Score.Correct("", "all-tests-passed");
  private static final Score WRONG = new Score.Wrong("", "first-failing-test", "test 3");

  @TempDir private Path folder;

  @Test
  void choiceScorersDifferByWhatTheyExtract() throws IOException {
    Path run = choiceRun();
    Commands.Result result =
        Commands.run("disagreements", run.toString(), "--scorers", "choice/official,choice/sound");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out().lines().toList())
        .containsSubsequence(
            "1001  target B",
            "  different answers extracted",
            "1002  target C",
            "  no answer found by one",
            "choice/official and choice/sound differ on 2 of 4 attempts");
    assertThat(result.out())
        .containsPattern(
            "choice/official +wrong +A  by answer-is  \\[15\\] \"The answer is \\(A\\)")
        .containsPattern("choice/sound +correct +B  by answer-phrase  \\[")
        .contains("       1               0               1  different answers extracted");
  }

  @Test
  void printsOneObjectALineAndTheCountsLast() throws IOException {
    Commands.Result result =
        Commands.run(
            "disagreements",
            choiceRun().toString(),
            "--scorers",
            "choice/official,choice/sound",
            "--limit",
            "1",
            "--json");
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode first = JSON.readTree(lines.getFirst());
    assertThat(first.path("id").asText()).isEqualTo("1001");
    assertThat(first.path("cause").asText()).isEqualTo("EXTRACTION");
    assertThat(first.path("first").path("start").asInt()).isEqualTo(15);
    assertThat(first.path("second").path("verdict").asText()).isEqualTo("correct");
    JsonNode summary = JSON.readTree(lines.getLast()).path("summary");
    assertThat(summary.path("attempts").asInt()).isEqualTo(4);
    assertThat(summary.path("differing").asInt()).isEqualTo(2);
    assertThat(summary.path("causes").path("NO_ANSWER").path("attempts").asInt()).isEqualTo(1);
  }

  @Test
  void answersThatDifferWithinOneVerdictAreListedOnDemand() throws IOException {
    Commands.Result result =
        Commands.run(
            "disagreements",
            choiceRun().toString(),
            "--scorers",
            "choice/official,choice/sound",
            "--answers",
            "--json");
    assertThat(result.out()).contains("\"id\":\"1003\"", "\"differing\":3");
  }

  @Test
  void mathScorersDifferByEquivalence() throws IOException {
    Path data =
        Files.writeString(
            folder.resolve("math.jsonl"),
            """
            {"problem":"Half?","answer":"\\\\frac{1}{2}","subject":"Algebra","level":1,"unique_id":"m1","solution":""}
            {"problem":"Two?","answer":"2","subject":"Algebra","level":1,"unique_id":"m2","solution":""}
            """);
    Path recording =
        Files.writeString(
            folder.resolve("math-recorded.jsonl"),
            """
            {"id":"m1","output":"It is $\\\\boxed{\\\\frac{2}{4}}$."}
            {"id":"m2","output":"It is $\\\\boxed{2}$."}
            """);
    Path run = folder.resolve("math-run");
    Commands.Result made =
        Commands.run(
            "run",
            "--suite",
            "math-500",
            "--data",
            data.toString(),
            "--model",
            "recorded:" + recording,
            "--out",
            run.toString());
    assertThat(made.status()).as(made.err()).isZero();
    Commands.Result result =
        Commands.run("disagreements", run.toString(), "--scorers", "math/hendrycks,math/sound");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("m1  target \\frac{1}{2}", "same answer, judged differently", "differ on 1 of 2");
  }

  @Test
  void programsThatFailInTheOfficialHarnessAloneAreItsArtefacts() throws IOException {
    Path run = folder.resolve("code-run");
    RunDirectory directory = RunDirectory.create(run, RunDirectory.open(choiceRun()).manifest());
    try (RecordWriter writer = directory.writer(SyncPolicy.DEFAULT)) {
      writer.append(program(0, WRONG, RIGHT));
      writer.append(program(1, RIGHT, WRONG));
      writer.append(program(2, RIGHT, RIGHT));
      writer.append(
          program(3, WRONG, new Score.NotMeasured(Cause.SANDBOX_FAULT, "no sandbox works")));
    }
    Commands.Result result = Commands.run("disagreements", run.toString());
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out())
        .contains(
            "p0\n  artefact of the official harness",
            "p1\n  passes in the official harness only",
            "p3\n  not measured by one",
            "sandbox fault: no sandbox works",
            "code/official and code/real differ on 3 of 4 attempts");
  }

  @Test
  void unknownScorersAreRefused() throws IOException {
    Path run = choiceRun();
    Commands.Result one =
        Commands.run("disagreements", run.toString(), "--scorers", "choice/sound");
    assertThat(one.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(one.err()).contains("two different names are needed");
    Commands.Result absent =
        Commands.run("disagreements", run.toString(), "--scorers", "choice/sound,code/real");
    assertThat(absent.status()).isEqualTo(ExitCode.USAGE.status());
    assertThat(absent.err()).contains("--scorers code/real: not among the scorers of " + run);
    Commands.Result missing = Commands.run("disagreements", folder.resolve("none").toString());
    assertThat(missing.status()).isEqualTo(ExitCode.BAD_INPUT.status());
  }

  @Test
  void everyRuleOfTheOtherHarnessesIsInTheReport() throws IOException {
    Commands.Result result = Commands.run("report", choiceRun().toString(), "--json");
    JsonNode scorers = JSON.readTree(result.out()).path("runs").path(0).path("scorers");
    assertThat(scorers)
        .extracting(scorer -> scorer.path("scorer").asText())
        .containsExactly(
            "choice/official",
            "choice/first-rule",
            "choice/last-match",
            "choice/official-api",
            "choice/official-apix",
            "choice/simple-evals",
            "choice/opencompass",
            "choice/evalscope",
            "choice/sound");
    assertThat(scorers.path(8).path("gained").asInt()).isEqualTo(1);
    assertThat(scorers.path(8).path("change").asDouble()).isEqualTo(0.25);
  }

  private Path choiceRun() throws IOException {
    Path run = folder.resolve("run");
    Path data = Suites.questions(folder, 4);
    Path recording =
        Files.writeString(
            folder.resolve("recorded.jsonl"),
            """
            {"id":1000,"output":"The answer is (A)."}
            {"id":1001,"output":"The answer is (A). Wait, the answer is (B)."}
            {"id":1002,"output":"Perhaps D. No: one cannot know."}
            {"id":1003,"output":"The answer is (A). Wait, the answer is (B)."}
            """);
    Commands.Result made = Commands.run(Suites.line(data, "recorded:" + recording, run));
    assertThat(made.status()).as(made.err()).isZero();
    return run;
  }

  private static SampleRecord program(int number, Score official, Score real) {
    Map<String, Score> scores = new LinkedHashMap<>();
    scores.put("code/official", official);
    scores.put("code/real", real);
    Sample sample = new Sample("p" + number, "d", "q", "", Map.of(), new Sample.Plain());
    return new SampleRecord(
        number, 0, sample, new Prompt.Unrecorded(), Completion.recorded("print(1)"), scores);
  }
}
