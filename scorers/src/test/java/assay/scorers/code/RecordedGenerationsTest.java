package assay.scorers.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import assay.results.TestCase;
import assay.results.TestSet;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.TestSandboxes;
import assay.scorers.code.sandbox.selection.SandboxChoice;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The recorded programs of o1-preview and o1-mini for 260 LiveCodeBench problems.
///
/// `code/official` gives each the verdict of the official grader, `code/real` passes each that runs
/// as a plain process. By default every eighth problem is run; `-Dassay.generations=all` runs them
/// all and prints each verdict that differs from the expected one.
class RecordedGenerationsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FILE =
      Path.of("../../shared/data/lcb/lcb_problems_o1preview_o1mini.jsonl");
  private static final int STEP = 8;

  @Test
  void extractsEveryProgramThatTheOfficialRuleExtracted() throws IOException {
    int programs = 0;
    for (JsonNode problem : problems()) {
      for (JsonNode generation : problem.path("generations")) {
        assertThat(
                CodeExtractor.LAST_FENCES
                    .find(Completion.recorded(generation.path("output").asText()))
                    .map(ExtractedProgram::code)
                    .orElse(""))
            .as("question %s", problem.path("question_id").asText())
            .isEqualTo(generation.path("code").asText());
        programs++;
      }
    }
    assertThat(programs).isEqualTo(520);
  }

  @Test
  void passesTheProgramsThatPassTheirTests() throws IOException {
    List<JsonNode> problems = problems();
    // More time than the benchmark gives: this is about verdicts, on machines of any speed.
    ExecutionLimits usual = ExecutionLimits.liveCodeBench();
    ExecutionLimits limits =
        new ExecutionLimits(
            Duration.ofSeconds(20), usual.memoryBytes(), usual.outputBytes(), usual.processes());
    boolean all = "all".equals(System.getProperty("assay.generations"));
    Map<String, Integer> counts = new TreeMap<>();
    List<String> refused = new ArrayList<>();
    try (Sandbox sandbox = TestSandboxes.require(SandboxChoice.AUTO, limits)) {
      CodeScorer scorer = CodeScorer.real(sandbox, limits, CodeExtractor.LAST_FENCES);
      for (int i = 0; i < problems.size(); i += all ? 1 : STEP) {
        for (JsonNode generation : problems.get(i).path("generations")) {
          String text = generation.path("output").asText();
          Score score = scorer.score(sample(problems.get(i)), Completion.recorded(text));
          String expected = generation.path("expected_on_these_tests").asText();
          counts.merge("expected " + expected + ": " + score.verdict(), 1, Integer::sum);
          boolean agrees =
              score.measured()
                  && (expected.equals("null") || expected.equals("" + score.correct()));
          if (!agrees) {
            System.out.println(describe(problems.get(i), generation, score));
          }
          if (expected.equals("true") && score.measured() && !score.correct()) {
            refused.add(describe(problems.get(i), generation, score));
          }
        }
      }
    }
    System.out.println(counts);
    assertThat(refused).isEmpty();
  }

  @Test
  void agreesWithTheOfficialGraderOnRecordedPrograms() throws IOException {
    boolean all = "all".equals(System.getProperty("assay.generations"));
    try (Sandbox sandbox =
        TestSandboxes.require(SandboxChoice.AUTO, ExecutionLimits.liveCodeBench())) {
      Agreement agreement = official(sandbox, all ? 1 : STEP);
      agreement.differences().forEach(System.out::println);
      assertThat(agreement.differences()).isEmpty();
    }
  }

  /// Compares the verdicts of `code/official` on every so many problems' programs with those of the
  /// official grader.
  static Agreement official(Sandbox sandbox, int step) throws IOException {
    List<JsonNode> problems = problems();
    Map<String, Integer> counts = new TreeMap<>();
    List<String> differences = new ArrayList<>();
    CodeScorer scorer =
        CodeScorer.official(sandbox, ExecutionLimits.liveCodeBench(), CodeExtractor.LAST_FENCES);
    for (int i = 0; i < problems.size(); i += step) {
      for (JsonNode generation : problems.get(i).path("generations")) {
        JsonNode expected = generation.path("lcb_repo_2025_07_grader_on_these_tests");
        if (!expected.isBoolean()) {
          continue;
        }
        CodeResult result =
            scorer.judge(
                sample(problems.get(i)), Completion.recorded(generation.path("output").asText()));
        counts.merge(
            "%s: %s%s"
                .formatted(
                    expected.asBoolean() ? "passes" : "fails",
                    result.score().verdict(),
                    result.officialArtefact() ? ", artefact" : ""),
            1,
            Integer::sum);
        if (result.score().measured()
            && result.score().correct() != expected.asBoolean()
            && !ranOutOfTime(generation)) {
          differences.add(describe(problems.get(i), generation, result.score()));
        }
      }
    }
    System.out.println("code/official: " + counts);
    return new Agreement(
        counts.entrySet().stream()
            .filter(entry -> !entry.getKey().contains("not-measured"))
            .mapToInt(Map.Entry::getValue)
            .sum(),
        differences);
  }

  /// A time limit decides otherwise on another machine.
  private static boolean ranOutOfTime(JsonNode generation) {
    JsonNode results = generation.path("lcb_repo_2025_07_grader_results");
    return results.path(results.size() - 1).asInt() == OfficialJudge.TIME_LIMIT;
  }

  private static String describe(JsonNode problem, JsonNode generation, Score score) {
    return "question %s, %s: expected %s, official repo grader %s, plain process %s; found %s %s"
        .formatted(
            problem.path("question_id").asText(),
            generation.path("model").asText(),
            generation.path("expected_on_these_tests"),
            generation.path("lcb_repo_2025_07_grader_on_these_tests"),
            generation.path("plain_subprocess_on_these_tests"),
            score.verdict(),
            switch (score) {
              case Score.Wrong wrong -> wrong.rule() + ", " + wrong.detail();
              case Score.NotMeasured unmeasured -> unmeasured.detail();
              case Score.Correct correct -> "";
              case Score.NoAnswer none -> none.detail();
            });
  }

  private static List<JsonNode> problems() throws IOException {
    assumeTrue(Files.isRegularFile(FILE), "the recorded generations are not here: " + FILE);
    List<JsonNode> problems = new ArrayList<>();
    for (String line : Files.readAllLines(FILE)) {
      problems.add(JSON.readTree(line));
    }
    return problems;
  }

  private static Sample sample(JsonNode problem) {
    List<TestCase> tests = new ArrayList<>();
    for (String field : List.of("public_test_cases", "private_test_cases_from_failures")) {
      for (JsonNode test : problem.path(field)) {
        tests.add(
            new TestCase(
                test.path("testtype").asText().equals("functional")
                    ? TestCase.Kind.FUNCTIONAL
                    : TestCase.Kind.STDIN,
                test.path("input").asText(),
                test.path("output").asText()));
      }
    }
    Optional<String> function = Optional.ofNullable(problem.path("func_name").textValue());
    return new Sample(
        problem.path("question_id").asText(),
        "not computed",
        problem.path("question_content").asText(),
        "",
        Map.of(),
        new Sample.Programming(problem.path("starter_code").asText(), function, TestSet.of(tests)));
  }
}
