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
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Three genuine LiveCodeBench problems with all their tests, over every sandbox of the machine.
class FullProblemsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FILE =
      Path.of("../../shared/data/code/lcb_v1_three_full_problems.jsonl");

  @ParameterizedTest
  @EnumSource(names = {"BWRAP", "DOCKER", "NAMESPACES", "NONE"})
  void tellsPassingFromFailingAndEndlessPrograms(SandboxChoice choice) throws IOException {
    assumeTrue(Files.isRegularFile(FILE), "the problems are not here: " + FILE);
    ExecutionLimits usual = ExecutionLimits.liveCodeBench();
    ExecutionLimits shorter =
        new ExecutionLimits(
            Duration.ofSeconds(3), usual.memoryBytes(), usual.outputBytes(), usual.processes());
    try (Sandbox sandbox = TestSandboxes.require(choice, shorter)) {
      assertThat(known(sandbox, shorter).differences()).isEmpty();
    }
  }

  /// Compares the verdicts on each problem's passing and failing solution, and on an endless
  /// program, with what they must be.
  static Agreement known(Sandbox sandbox, ExecutionLimits limits) throws IOException {
    CodeScorer scorer = CodeScorer.real(sandbox, limits, CodeExtractor.LAST_FENCES);
    List<Known> all = new ArrayList<>();
    for (String line : Files.readAllLines(FILE)) {
      JsonNode problem = JSON.readTree(line);
      Sample sample = sample(problem.path("tests"));
      all.add(new Known(sample, problem.path("passed_solution").asText(), "all-tests"));
      all.add(new Known(sample, problem.path("failed_solution").asText(), "wrong-answer"));
      all.add(new Known(sample, "```\nwhile True: pass\n```", "time-limit"));
    }
    return new Agreement(
        all.size(),
        AtOnce.differences(
            all,
            one -> {
              Score score = score(scorer, one.sample(), one.program());
              return score.ruleName().equals(one.rule()) ? "" : score + " instead of " + one.rule();
            }));
  }

  private record Known(Sample sample, String program, String rule) {}

  private static Score score(CodeScorer scorer, Sample sample, String completion) {
    return scorer.score(sample, Completion.recorded(completion));
  }

  private static Sample sample(JsonNode tests) {
    Optional<String> function = Optional.ofNullable(tests.path("fn_name").textValue());
    List<TestCase> cases = new ArrayList<>();
    for (int i = 0; i < tests.path("inputs").size(); i++) {
      cases.add(
          new TestCase(
              function.isPresent() ? TestCase.Kind.FUNCTIONAL : TestCase.Kind.STDIN,
              tests.path("inputs").get(i).asText(),
              tests.path("outputs").get(i).asText()));
    }
    return Samples.of(function, TestSet.of(cases));
  }
}
