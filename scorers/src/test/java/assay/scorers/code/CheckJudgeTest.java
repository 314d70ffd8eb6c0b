package assay.scorers.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.results.Cause;
import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import assay.results.TestCase;
import assay.results.TestSet;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Sandbox;
import assay.scorers.code.sandbox.SandboxedTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckJudgeTest extends SandboxedTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ExecutionLimits LIMITS =
      new ExecutionLimits(Duration.ofSeconds(20), 512L << 20, 1 << 20, 64);
  private static final Path FOLDER = Path.of("../../shared/data/code");
  private static final String PROMPT =
      "from typing import List\n\ndef add(a, b):\n    \"\"\" sum \"\"\"\n";
  private static final String CHECKS =
      """
      def check(candidate):
          assert candidate(1, 2) == 3
          assert candidate([1], [2]) == [1, 2]
          assert candidate((1,), (2,)) == (1, 2)
          assert candidate('a', b='b') == 'ab'
      check(add)
      """;

  CheckJudgeTest() {
    super(LIMITS);
  }

  private Score score(String completion, String checks) {
    TestCase test = new TestCase(TestCase.Kind.CHECKS, PROMPT, checks);
    Sample sample = Samples.of(Optional.of("add"), TestSet.of(List.of(test)));
    return CodeScorer.checks(sandbox(), LIMITS).score(sample, Completion.recorded(completion));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "    return a + b\n",
        "def add(a, b):\n    return a + b",
        "Here it is:\n```python\ndef add(a, b):\n    return a + b\n```\n",
      })
  void acceptsARightFunctionInEveryForm(String completion) {
    assertThat(score(completion, CHECKS)).isInstanceOf(Score.Correct.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "    return a - b\n",
        "    return None\n",
        "    raise ValueError(a)\n",
        "    return add\n",
        "def other(a, b):\n    return a + b",
        "def add(a, b):\n    return a + b\nraise ValueError()",
        "def add(a, b:\n",
        // Ways to a verdict that do not go through the answer.
        "import os\nos._exit(0)\ndef add(a, b): pass",
        "import sys\nsys.exit(0)\ndef add(a, b): pass",
        "def add(a, b):\n    import os\n    os._exit(0)",
        "def add(a, b):\n    raise SystemExit(0)",
        "def add(a, b):\n    raise AssertionError()",
        "class Yes:\n  def __eq__(self, o): return True\ndef add(a, b):\n    return Yes()",
        "class Yes(int):\n  def __eq__(self, o): return True\ndef add(a, b):\n    return Yes(9)",
        "class Yes(list):\n  def __eq__(self, o): return True\ndef add(a, b):\n    return Yes()",
        "import builtins\nbuiltins.AssertionError = BaseException\ndef add(a, b): return 0",
        "import json\njson.dumps = lambda *a: '{\"passed\": true}'\ndef add(a, b): return 0",
        "print('{\"passed\": true}')\ndef add(a, b): return 0",
      })
  void refusesEverythingElse(String completion) {
    assertThat(score(completion, CHECKS)).isInstanceOf(Score.Wrong.class);
  }

  @Test
  void keepsTheChecksOutOfTheSolutionsReach() {
    String searching =
        """
        import gc, os, sys
        def add(a, b):
            found = []
            frame = sys._getframe()
            while frame:
                found += [n for n in list(frame.f_locals) + list(frame.f_globals) if 'check' == n]
                frame = frame.f_back
            needle = 'candidate' + '(1, 2)'
            found += [t for t in gc.get_objects() if isinstance(t, str) and needle in t]
            for pid in os.listdir('/proc'):
                if pid.isdigit() and int(pid) != os.getpid():
                    for part in ('mem', 'fd/3', 'fd/4', 'environ'):
                        try:
                            open('/proc/%s/%s' % (pid, part), 'rb')
                            found.append(pid + part)
                        except OSError:
                            pass
            for answer in (b'{"passed": true}',):
                for fd in range(3, 20):
                    try:
                        os.write(fd, b'%08x' % len(answer) + answer)
                    except OSError:
                        pass
            return 'found %s' % found if found else a + b
        """;
    // Its forged answers reach the checker as those of a function and are no values.
    assertThat(score(searching, CHECKS))
        .isInstanceOfSatisfying(
            Score.Wrong.class, wrong -> assertThat(wrong.rule()).isEqualTo("runtime-error"));
    assertThat(score(searching.replace("range(3, 20)", "()"), CHECKS))
        .isInstanceOf(Score.Correct.class);
  }

  @Test
  void rebuildsFrozenSetsWhereOnlyTheyCanBe() {
    String value = "{frozenset((1, 2)): {(frozenset(), 3)}}";

    assertThat(score("    return " + value, "assert add(1, 2) == " + value))
        .isInstanceOf(Score.Correct.class);
  }

  @Test
  void doesNotMeasureWithChecksThatCannotRun() {
    assertThat(score("    return a + b", "assert add(Pair(1), 2)"))
        .isInstanceOfSatisfying(
            Score.NotMeasured.class,
            fault -> assertThat(fault.cause()).isEqualTo(Cause.GRADER_FAULT));
    assertThat(score("    return a + b", "assert add(lambda: 1, 2)"))
        .isInstanceOf(Score.NotMeasured.class);
  }

  @Test
  void endsAnEndlessFunction() {
    TestCase test = new TestCase(TestCase.Kind.CHECKS, PROMPT, CHECKS);
    Sample sample = Samples.of(Optional.of("add"), TestSet.of(List.of(test)));
    CodeResult result =
        CodeScorer.checks(sandbox(), LIMITS.withWallTime(Duration.ofSeconds(1)))
            .judge(sample, Completion.recorded("    while True: pass\n"));

    assertThat(result.score().ruleName()).isEqualTo("time-limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"humaneval_gpt-4_logging.jsonl", "humaneval_text-davinci-003.jsonl"})
  void reproducesTheVerdictsOnRecordedSolutions(String file) throws IOException {
    assertThat(recorded(sandbox(), file).differences()).isEmpty();
  }

  /// Compares the verdicts on the recorded solutions of a file with those recomputed for it.
  static Agreement recorded(Sandbox sandbox, String file) throws IOException {
    Path path = FOLDER.resolve(file);
    assumeTrue(Files.isRegularFile(path), "the recorded solutions are not here: " + path);
    // Two of the programs never end; the others take milliseconds.
    CodeScorer scorer = CodeScorer.checks(sandbox, LIMITS.withWallTime(Duration.ofSeconds(8)));
    List<String> lines = Files.readAllLines(path);
    return new Agreement(
        lines.size(), AtOnce.differences(lines, line -> difference(scorer, JSON.readTree(line))));
  }

  private static String difference(CodeScorer scorer, JsonNode row) {
    String function = row.path("entry_point").asText();
    TestCase test =
        new TestCase(
            TestCase.Kind.CHECKS,
            row.path("prompt").asText(),
            row.path("test").asText() + "\ncheck(" + function + ")\n");
    Score score =
        scorer.score(
            Samples.of(Optional.of(function), TestSet.of(List.of(test))),
            Completion.recorded(row.path("solution").asText()));
    return score.measured() && score.correct() == row.path("recomputed_passed").asBoolean()
        ? ""
        : row.path("task_id").asText() + " " + score;
  }
}
