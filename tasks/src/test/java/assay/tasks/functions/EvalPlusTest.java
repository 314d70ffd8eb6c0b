package assay.tasks.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import assay.scorers.code.CodeScorer;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxOptions;
import assay.scorers.code.sandbox.selection.SandboxAvailable;
import assay.scorers.code.sandbox.selection.SandboxChoice;
import assay.scorers.code.sandbox.selection.SandboxSelector;
import assay.scorers.code.sandbox.selection.SandboxUnavailable;
import assay.tasks.DataException;
import assay.tasks.Demo;
import assay.tasks.benchmarks.Benchmarks;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Solutions with the verdicts that EvalPlus itself gives them, written by
/// `tools/suites/evalplus_verdicts.py`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EvalPlusTest {
  private static final ExecutionLimits LIMITS =
      new ExecutionLimits(Duration.ofSeconds(20), 512L << 20, 1 << 20, 64);

  private final Map<String, Sample> samples = new HashMap<>();
  private Sandbox sandbox;

  @BeforeAll
  void open() {
    for (String suite : List.of("humaneval-plus", "mbpp-plus")) {
      Demo.samples(
              Benchmarks.standard()
                  .named(suite)
                  .orElseThrow()
                  .task(Demo.request(Demo.file("functions/" + suite + ".jsonl"))))
          .forEach(sample -> samples.put(sample.id(), sample));
    }
    switch (new SandboxSelector(SandboxOptions.forLimits(LIMITS)).select(SandboxChoice.AUTO)) {
      case SandboxAvailable available -> sandbox = available.sandbox();
      case SandboxUnavailable missing -> Assumptions.abort(missing.description());
    }
  }

  @AfterAll
  void close() {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  private static List<JsonNode> verdicts() throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Demo.text("functions/evalplus-verdicts.jsonl").lines().toList()) {
      rows.add(json.readTree(line));
    }
    return rows;
  }

  @Test
  void judgesBaseAndPlusTestsAsEvalPlusDoes() throws JsonProcessingException {
    CodeScorer both = CodeScorer.checks(sandbox, LIMITS);
    CodeScorer base = CodeScorer.checksBase(sandbox, LIMITS);
    List<String> differing = new ArrayList<>();
    for (JsonNode row : verdicts()) {
      String task = row.get("task").textValue();
      Completion code = Completion.recorded("```python\n" + row.get("code").textValue() + "```\n");
      Score first = base.score(samples.get(task), code);
      Score all = both.score(samples.get(task), code);
      boolean passesBase = row.get("base").booleanValue();
      boolean passesBoth = passesBase && row.get("plus").booleanValue();
      if (measured(first) != passesBase || measured(all) != passesBoth) {
        differing.add(row + ": " + first + ", " + all);
      }
    }
    assertThat(differing).isEmpty();
  }

  private static boolean measured(Score score) {
    assertThat(score).isNotInstanceOf(Score.NotMeasured.class);
    return score.correct();
  }

  @Test
  void aCallThatTakesLongerThanFourSecondsFails() {
    String slow =
        """
        import time

        def mean_of(values):
            time.sleep(2.5)
            return sum(values) / len(values)
        """;
    String endless =
        """
        def mean_of(values):
            while values:
                pass
        """;
    CodeScorer base = CodeScorer.checksBase(sandbox, LIMITS.withWallTime(Duration.ofSeconds(2)));
    assertThat(score(base, slow).correct()).isTrue();
    assertThat(score(base, endless))
        .isInstanceOfSatisfying(
            Score.Wrong.class,
            wrong -> {
              assertThat(wrong.rule()).isEqualTo("time-limit");
              assertThat(wrong.detail()).contains("no answer to a call within 4.0 s");
            });
  }

  private Score score(CodeScorer scorer, String code) {
    return scorer.score(samples.get("HumanEval/0"), Completion.recorded(code));
  }

  @Test
  void anObjectThatEqualsEverythingPassesNothing() {
    String code =
        """
        class Same:
            def __eq__(self, other): return True
            def __float__(self): return 1.5

        def mean_of(values):
            return Same()
        """;
    assertThat(
            CodeScorer.checks(sandbox, LIMITS)
                .score(samples.get("HumanEval/0"), Completion.recorded(code)))
        .isInstanceOf(Score.Wrong.class);
  }

  @Test
  void aCompletionContinuesThePrompt() {
    assertThat(
            CodeScorer.checks(sandbox, LIMITS)
                .score(
                    samples.get("HumanEval/0"),
                    Completion.recorded("    return sum(values) / len(values)\n"))
                .correct())
        .isTrue();
  }

  @Test
  void aSampleHasTheBaseAndThePlusTests() {
    assertThat(samples.values())
        .allSatisfy(
            sample ->
                assertThat(((Sample.Programming) sample.extras()).tests().count()).isEqualTo(2));
  }

  @Test
  void theProgramsThatTheHubHasAreRefused(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("test.jsonl"),
            "{\"task_id\": \"HumanEval/0\", \"prompt\": \"\", \"entry_point\": \"f\", \"test\":"
                + " \"\"}\n");
    assertThatThrownBy(
            () -> {
              try (Stream<Sample> read = EvalPlus.humanEval().dataset(Demo.request(file)).open()) {
                read.toList();
              }
            })
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Use the file of EvalPlus' releases");
  }
}
