package assay.scorers.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import assay.results.TestCase;
import assay.results.TestSet;
import assay.scorers.code.CodeExtractor;
import assay.scorers.code.CodeScorer;
import assay.scorers.code.EvalPlusForm;
import assay.scorers.code.sandbox.Conversation;
import assay.scorers.code.sandbox.Execution;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.ExecutionRequest;
import assay.scorers.code.sandbox.ForwardingSandbox;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxFault;
import assay.scorers.code.sandbox.SandboxedTest;
import assay.scorers.code.sandbox.SessionRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Judges of code beside each other: what one of them has run is not run again for another.
final class ProgramRunsTest extends SandboxedTest {
  private static final ExecutionLimits LIMITS =
      new ExecutionLimits(Duration.ofSeconds(20), 256L << 20, 10_000, 32);
  private static final Sample DOUBLING =
      new Sample(
          "q1",
          "0".repeat(64),
          "Double it.",
          "",
          Map.of(),
          new Sample.Programming(
              "",
              Optional.empty(),
              TestSet.of(
                  List.of(
                      new TestCase(TestCase.Kind.STDIN, "1\n", "2\n"),
                      new TestCase(TestCase.Kind.STDIN, "2\n", "4\n")))));

  private static final Sample ADDING = adding("assert add(1, 2) == 3");

  ProgramRunsTest() {
    super(LIMITS);
  }

  @ParameterizedTest
  @CsvSource({
    "print(2 * int(input())), all-tests, all-tests, 2",
    "print(3 * int(input())), wrong-answer, wrong-answer, 1",
    "for line in sys.stdin: print(2 * int(line)), official-artefact, all-tests, 2"
  })
  void aFailureIsRunOnceAsARealProgram(
      String program, String official, String real, int realProcesses) {
    Counted counted = Counted.of(sandbox());
    Map<String, Judgement> judgements =
        Scorers.judge(
            List.of(
                CodeScorer.official(counted, LIMITS, CodeExtractor.LAST_FENCES),
                CodeScorer.real(counted, LIMITS, CodeExtractor.LAST_FENCES)),
            DOUBLING,
            Completion.recorded("```python\n" + program + "\n```"),
            Optional.empty());

    assertThat(judgements.keySet()).containsExactly("code/official", "code/real");
    assertThat(judgements.get("code/official").score().ruleName()).isEqualTo(official);
    assertThat(judgements.get("code/real").score().ruleName()).isEqualTo(real);
    assertThat(counted.processes()).hasValue(realProcesses);
  }

  @ParameterizedTest
  @CsvSource({
    "return a + b, 2",
    "return a - b, 1",
    "return a * b, 2",
    "return, 1",
  })
  void theFirstOfSeveralChecksIsPartOfThem(String body, int conversations) {
    String code = "```python\ndef add(a, b):\n    %s\n```".formatted(body);
    Completion completion = Completion.recorded(code);
    for (EvalPlusForm form : List.of(EvalPlusForm.CHAT, EvalPlusForm.PREFILLED)) {
      Counted counted = Counted.of(sandbox());
      CodeScorer plus = CodeScorer.evalPlus(counted, LIMITS, form);
      CodeScorer base = CodeScorer.evalPlusBase(counted, LIMITS, form);
      Map<String, Judgement> both =
          Scorers.judge(List.of(plus, base), ADDING, completion, Optional.empty());
      assertThat(counted.processes()).as("sanitized once").hasValue(1);
      assertThat(counted.conversations()).hasValue(conversations);
      assertThat(both.get(plus.name()).score()).isEqualTo(plus.score(ADDING, completion));
      assertThat(both.get(base.name()).score()).isEqualTo(base.score(ADDING, completion));
    }
    Counted counted = Counted.of(sandbox());
    CodeScorer checks = CodeScorer.checks(counted, LIMITS);
    CodeScorer base = CodeScorer.checksBase(counted, LIMITS);
    Map<String, Judgement> both =
        Scorers.judge(List.of(checks, base), ADDING, completion, Optional.empty());
    assertThat(counted.conversations()).hasValue(conversations);
    assertThat(both.get(base.name()).score()).isEqualTo(base.score(ADDING, completion));
  }

  /// A function with two checks.
  private static Sample adding(String second) {
    return new Sample(
        "q2",
        "0".repeat(64),
        "Add them.",
        "",
        Map.of(),
        new Sample.Programming(
            "",
            Optional.of("add"),
            TestSet.of(
                List.of(
                    new TestCase(TestCase.Kind.CHECKS, "", "assert add(2, 2) == 4"),
                    new TestCase(TestCase.Kind.CHECKS, "", second)))));
  }

  /// A check that cannot run is not measured, and leaves open what the others say.
  @Test
  void whatWasNotMeasuredIsJudgedAgain() {
    Sample faulty = adding("assert nobody(1)");
    Completion completion = Completion.recorded("```python\ndef add(a, b):\n    return a + b\n```");
    CodeScorer plus = CodeScorer.evalPlus(sandbox(), LIMITS, EvalPlusForm.CHAT);
    CodeScorer base = CodeScorer.evalPlusBase(sandbox(), LIMITS, EvalPlusForm.CHAT);
    Map<String, Judgement> both =
        Scorers.judge(List.of(plus, base), faulty, completion, Optional.empty());
    assertThat(both.get(plus.name()).score()).isInstanceOf(Score.NotMeasured.class);
    assertThat(both.get(base.name()).score()).isInstanceOf(Score.Correct.class);
  }

  /// Counts the processes that are started for one text each, and those that are asked.
  private record Counted(Sandbox inner, AtomicInteger processes, AtomicInteger conversations)
      implements ForwardingSandbox {
    static Counted of(Sandbox inner) {
      return new Counted(inner, new AtomicInteger(), new AtomicInteger());
    }

    @Override
    public Execution run(ExecutionRequest request) throws SandboxFault {
      processes.incrementAndGet();
      return inner.run(request);
    }

    @Override
    public <R> R converse(SessionRequest request, Conversation<R> conversation)
        throws SandboxFault {
      conversations.incrementAndGet();
      return inner.converse(request, conversation);
    }

    @Override
    public Sandbox alone() {
      return new Counted(inner.alone(), processes, conversations);
    }
  }
}
