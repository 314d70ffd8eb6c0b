package assay.tasks.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.Completion;
import assay.results.Reasoning;
import assay.results.Sample;
import assay.results.Score;
import assay.results.StopReason;
import assay.results.published.PublishedScore;
import assay.results.published.PublishedScore.Kind;
import assay.results.published.PublishedScores;
import assay.scorers.code.CodeScorer;
import assay.scorers.code.EvalPlusForm;
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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Solutions and completions with the verdicts that EvalPlus itself gives them, written by
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

  private static List<JsonNode> rows(String file) throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Demo.text("functions/" + file).lines().toList()) {
      rows.add(json.readTree(line));
    }
    return rows;
  }

  @Test
  void judgesBaseAndPlusTestsAsEvalPlusDoes() throws JsonProcessingException {
    CodeScorer both = CodeScorer.checks(sandbox, LIMITS);
    CodeScorer base = CodeScorer.checksBase(sandbox, LIMITS);
    List<String> differing = new ArrayList<>();
    for (JsonNode row : rows("evalplus-verdicts.jsonl")) {
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

  @Test
  void judgesCompletionsAsEvalPlusDoes() throws JsonProcessingException {
    List<String> differing = new ArrayList<>();
    for (JsonNode row : rows("evalplus-completions.jsonl")) {
      String protocol = row.get("protocol").textValue();
      EvalPlusForm form =
          switch (protocol.substring(protocol.indexOf('/'))) {
            case "/chat" -> EvalPlusForm.CHAT;
            case "/chat-prefilled" -> EvalPlusForm.PREFILLED;
            default -> EvalPlusForm.CONTINUED;
          };
      Sample sample = samples.get(row.get("task").textValue());
      Completion completion = Completion.recorded(row.get("completion").textValue());
      Score first = CodeScorer.evalPlusBase(sandbox, LIMITS, form).score(sample, completion);
      Score all = CodeScorer.evalPlus(sandbox, LIMITS, form).score(sample, completion);
      boolean passesBase = row.get("base").booleanValue();
      boolean passesBoth = passesBase && row.get("plus").booleanValue();
      if (measured(first) != passesBase
          || measured(all) != passesBoth
          || !all.answerText().equals(row.get("solution").textValue())) {
        differing.add(row + ": " + first + ", " + all);
      }
    }
    assertThat(differing).isEmpty();
  }

  @Test
  void aProgramThatIsCutOutAlreadyIsJudgedAsItIs() {
    String decorated =
        """
        import functools

        @functools.cache
        def total(values):
            return sum(values)

        def mean_of(values):
            return total(tuple(values)) / len(values)
        """;
    assertThat(score(CodeScorer.evalPlus(sandbox, LIMITS, EvalPlusForm.PROGRAM), decorated))
        .isEqualTo(new Score.Correct(decorated, "all-tests"));
    assertThat(score(CodeScorer.evalPlus(sandbox, LIMITS, EvalPlusForm.CHAT), decorated))
        .isInstanceOfSatisfying(
            Score.Wrong.class, wrong -> assertThat(wrong.detail()).contains("NameError"));
  }

  @Test
  void thoughtsThatCameApartFromTheMessageAreNotItsContent() {
    String thoughts = "def mean_of(values):\n    # no\n    # no\n    return 0\n";
    String answer = "def mean_of(values):\n    return sum(values) / len(values)\n";
    CodeScorer chat = CodeScorer.evalPlus(sandbox, LIMITS, EvalPlusForm.CHAT);
    Completion apart =
        new Completion(
            thoughts + answer,
            OptionalInt.empty(),
            OptionalInt.empty(),
            StopReason.STOP,
            new Reasoning(List.of(new Reasoning.Span(0, thoughts.length())), true),
            Duration.ZERO);
    assertThat(chat.score(samples.get("HumanEval/0"), apart).correct()).isTrue();
    assertThat(score(chat, thoughts + answer).correct()).isFalse();
  }

  @Test
  void baseModelsAreReproducedByCompletionAndOthersByChat() {
    Map<Kind, Set<String>> asked = new EnumMap<>(Kind.class);
    for (PublishedScore figure : PublishedScores.bundled().all()) {
      if (figure.suite().equals("humaneval-plus")) {
        asked
            .computeIfAbsent(figure.kind(), _ -> new TreeSet<>())
            .add(EvalPlus.humanEval().protocolOf(figure).orElseThrow());
      }
    }
    assertThat(asked)
        .isEqualTo(
            Map.of(
                Kind.BASE, Set.of("humaneval-plus/completion"),
                Kind.INSTRUCT, Set.of("humaneval-plus/chat")));
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
