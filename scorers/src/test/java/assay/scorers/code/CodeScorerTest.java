package assay.scorers.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.results.Cause;
import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import assay.results.TestSet;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxedTest;
import assay.scorers.code.sandbox.selection.SandboxUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeScorerTest extends SandboxedTest {
  private static final ExecutionLimits LIMITS =
      new ExecutionLimits(Duration.ofSeconds(20), 256L << 20, 10_000, 32);
  private static final ExecutionLimits IMPATIENT =
      new ExecutionLimits(Duration.ofSeconds(1), 256L << 20, 10_000, 32);
  private static final Sample DOUBLING = Samples.stdin("1\n", "2\n", "21\n", "42\n");
  private static final Sample TWICE = Samples.functional("twice", "1", "2", "[1]", "[1, 1]");

  CodeScorerTest() {
    super(LIMITS);
  }

  private Score score(Sample sample, String code) {
    return score(sample, code, LIMITS);
  }

  private Score score(Sample sample, String code, ExecutionLimits limits) {
    return CodeScorer.real(sandbox(), limits, CodeExtractor.LAST_FENCES)
        .score(sample, Completion.recorded("```python\n" + code + "\n```"));
  }

  private Score.Wrong wrong(Sample sample, String code) {
    return wrong(sample, code, LIMITS);
  }

  private Score.Wrong wrong(Sample sample, String code, ExecutionLimits limits) {
    Score score = score(sample, code, limits);
    assertThat(score).isInstanceOf(Score.Wrong.class);
    return (Score.Wrong) score;
  }

  @Test
  void acceptsAProgramThatPassesEveryTest() {
    assertThat(score(DOUBLING, "print(int(input()) * 2)"))
        .isEqualTo(new Score.Correct("print(int(input()) * 2)", "all-tests"));
  }

  @Test
  void acceptsAFunctionThatPassesEveryTest() {
    assertThat(score(TWICE, "def twice(x): return x * 2").correct()).isTrue();
    assertThat(score(TWICE, "class Solution:\n  def twice(self, x): return x * 2").correct())
        .isTrue();
  }

  @Test
  void namesTheFirstFailingTest() {
    Score.Wrong wrong = wrong(DOUBLING, "print(int(input()) + 1)");

    assertThat(wrong.rule()).isEqualTo("wrong-answer");
    assertThat(wrong.detail()).isEqualTo("test 2 of 2: line 1: expected \"42\", found \"22\"");
  }

  @Test
  void namesTheWrongValue() {
    Score.Wrong wrong = wrong(TWICE, "def twice(x): return (x, x)");

    assertThat(wrong.detail()).isEqualTo("test 1 of 2: expected \"2\", returned \"(1, 1)\"");
  }

  @Test
  void namesTheError() {
    Score.Wrong wrong = wrong(DOUBLING, "print(1 / 0)");

    assertThat(wrong.rule()).isEqualTo("runtime-error");
    assertThat(wrong.detail())
        .isEqualTo("test 1 of 2: exit status 1, \"ZeroDivisionError: division by zero\"");
  }

  @Test
  void namesTheTimeLimit() {
    Score.Wrong wrong = wrong(DOUBLING, "while True: pass", IMPATIENT);

    assertThat(wrong.rule()).isEqualTo("time-limit");
    assertThat(wrong.detail()).startsWith("test 1 of 2: no end after 1000 ms (");
  }

  @Test
  void marksATimeOutWithoutProcessorTime() {
    Score.Wrong wrong = wrong(DOUBLING, "import time\ntime.sleep(60)", IMPATIENT);

    assertThat(wrong.detail()).endsWith("; timing-suspect: run again alone");
  }

  @Test
  void namesTheMemoryLimit() {
    Score.Wrong wrong = wrong(DOUBLING, "x = [b'1' * (1 << 20) for _ in range(4000)]");

    assertThat(wrong.rule()).isEqualTo("memory-limit");
    assertThat(wrong.detail()).isEqualTo("test 1 of 2: needs more than 256 MiB");
  }

  @Test
  void namesTheOutputLimit() {
    Score.Wrong wrong = wrong(DOUBLING, "while True: print('x' * 100)");

    assertThat(wrong.rule()).isEqualTo("output-limit");
    assertThat(wrong.detail()).isEqualTo("test 1 of 2: writes more than 10000 bytes");
  }

  @Test
  void refusesARightAnswerWithAFailingExitStatus() {
    assertThat(wrong(DOUBLING, "print(int(input()) * 2)\nsys.exit(1)").rule())
        .isEqualTo("runtime-error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "print('PASS')",
        "import os\nos._exit(0)",
        "import os\nos.write(3, b'{\"id\":1,\"exit\":0}')",
        "sys.stdout = None",
        "import builtins\nbuiltins.print = lambda *a: None\nprint('2')",
        "class Same:\n  def __eq__(s, o): return True\n  def __str__(s): return ''\nprint(Same())",
        """
        import gc
        for o in gc.get_objects():
            if isinstance(o, dict) and 'output' in o: print(o['output'])
        """,
        """
        frame = sys._getframe()
        while frame:
            for name, value in list(frame.f_locals.items()):
                if 'expected' in str(name): print(value)
            frame = frame.f_back
        """,
      })
  void refusesProgramsThatForgeTheirVerdict(String code) {
    assertThat(score(DOUBLING, code)).isInstanceOf(Score.Wrong.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Same:\n  def __eq__(s, o): return True\ndef twice(x): return Same()",
        "class Same(int):\n  def __eq__(s, o): return True\ndef twice(x): return Same(7)",
        """
        class Same(list):
            def __eq__(s, o): return True
            def __iter__(s): return iter([2])
        def twice(x): return Same()
        """,
        "import os\ndef twice(x):\n  os.write(3, b'{\"passed\": true}')\n  os._exit(0)",
        "def twice(x): sys.exit(0)",
        "import json\njson.dumps = lambda *a, **k: '{\"passed\": true}'\ndef twice(x): return 0",
        "import json\njson.loads = lambda *a: 2\ndef twice(x): return x + 5",
        "def twice(x):\n  while True: print('PASS')",
      })
  void refusesFunctionsThatForgeTheirVerdict(String code) {
    assertThat(score(TWICE, code)).isInstanceOf(Score.Wrong.class);
  }

  @Test
  void findsNoAnswerWithoutFences() {
    assertThat(
            CodeScorer.real(sandbox(), LIMITS, CodeExtractor.LAST_FENCES)
                .score(DOUBLING, Completion.recorded("print(2)")))
        .isEqualTo(new Score.NoAnswer("no program found in the completion"));
  }

  @Test
  void judgesTheWholeOutputOfABaseModel() {
    assertThat(
            CodeScorer.real(sandbox(), LIMITS, CodeExtractor.WHOLE_COMPLETION)
                .score(DOUBLING, Completion.recorded("\nprint(int(input()) * 2)\n"))
                .correct())
        .isTrue();
  }

  @Test
  void measuresNothingWithoutASandbox() {
    Sandbox none =
        new SandboxUnavailable("bubblewrap is missing", "apt-get install bubblewrap").sandbox();

    assertThat(
            CodeScorer.real(none, LIMITS, CodeExtractor.LAST_FENCES)
                .score(DOUBLING, Completion.recorded("```\nprint(2)\n```")))
        .isEqualTo(
            new Score.NotMeasured(
                Cause.SANDBOX_FAULT,
                "test 1 of 2: no sandbox: bubblewrap is missing; apt-get install bubblewrap"));
  }

  @Test
  void measuresNothingWithFaultyTests() {
    assertThat(score(Samples.functional("f", "1", "one"), "def f(x): return x"))
        .isEqualTo(
            new Score.NotMeasured(
                Cause.GRADER_FAULT, "test 1 of 1: the expected value is not JSON: \"one\""));
    assertThat(score(Samples.functional("f", "1 2", "1"), "def f(x): return x"))
        .isEqualTo(
            new Score.NotMeasured(
                Cause.GRADER_FAULT, "test 1 of 1: an argument is not JSON: \"1 2\""));
  }

  @Test
  void measuresNothingWithoutTests() {
    Sample fromRecord = Samples.of(Optional.empty(), new TestSet(3, "digest", List.of()));

    assertThat(score(fromRecord, "print(1)"))
        .isEqualTo(
            new Score.NotMeasured(
                Cause.GRADER_FAULT,
                "sample problem-1 comes without its 3 tests; read it from its dataset"));
    assertThat(score(Samples.stdin(), "print(1)"))
        .isEqualTo(new Score.NotMeasured(Cause.GRADER_FAULT, "sample problem-1 has no tests"));
  }

  @Test
  void refusesSamplesThatAreNoProgrammingProblems() {
    Sample question = new Sample("q1", "digest", "Why?", "B", Map.of(), new Sample.Plain());

    assertThatThrownBy(() -> score(question, "print(1)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("code/real judges programming problems only, sample q1 is none");
  }
}
