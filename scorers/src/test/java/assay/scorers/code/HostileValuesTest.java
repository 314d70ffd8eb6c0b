package assay.scorers.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import assay.results.TestCase;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.SandboxedTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a program returns to hang or fill the harness, under every judge that reads values. The
/// time limit of a test only keeps the suite from hanging: without bounds these take hours or all
/// memory.
class HostileValuesTest extends SandboxedTest {
  private static final Duration HANGS = Duration.ofMinutes(4);
  private static final ExecutionLimits LIMITS =
      new ExecutionLimits(Duration.ofSeconds(30), 512L << 20, 4 << 20, 32);

  /// Keys of one hash under Java's integers, and under its strings.
  private static final String NAMES =
      """
      import itertools, os, sys
      INTS = [(a << 32) | ((12345 - 31 * a) & 0xffffffff) for a in range(1, 60001)]
      TEXTS = [''.join(p) for p in itertools.product(('Aa', 'BB'), repeat=15)]
      def deep(levels, wrap, value=1):
          for _ in range(levels):
              value = wrap(value)
          return value
      def own_list():
          a = []
          a.append(a)
          return a
      def two_lists():
          a = []
          a += [a, a]
          return a
      def own_dict():
          d = {}
          d['d'] = d
          return d
      def own_tuple():
          a = []
          t = (a, a)
          a.append(t)
          return t
      """;

  HostileValuesTest() {
    super(LIMITS);
  }

  @AfterEach
  void stillJudgesOrdinaryFunctions() {
    assertThat(real("def f(x): return x * 2").passed()).isTrue();
    assertThat(official("def f(x): return x * 2").passed()).isTrue();
  }

  private CodeVerdict real(String code) {
    return function(new RealJudge(sandbox(), LIMITS), code);
  }

  private CodeVerdict official(String code) {
    return function(new OfficialJudge(sandbox(), LIMITS), code);
  }

  private CodeVerdict checks(String code) {
    TestCase test = new TestCase(TestCase.Kind.CHECKS, "", "assert f(21) == 42\n");
    return CheckJudge.continuing(sandbox(), LIMITS).judge(code, Optional.of("f"), List.of(test));
  }

  private static CodeVerdict function(ProgramJudge judge, String code) {
    List<TestCase> tests = List.of(new TestCase(TestCase.Kind.FUNCTIONAL, "21", "42"));
    return judge.judge(code, Optional.of("f"), tests);
  }

  private static String rule(CodeVerdict verdict) {
    return verdict.verdict() instanceof TestVerdict.Failed(String rule, String _)
        ? rule
        : verdict.verdict().toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {a: 0 for a in INTS}                         | wrong-answer
          {t: 0 for t in TEXTS}                        | wrong-answer
          {(a,): 0 for a in INTS}                      | wrong-answer
          {((a, 1), ('x',)): 0 for a in INTS[:20000]}  | wrong-answer
          {(t,): [t] for t in TEXTS[:15000]}           | wrong-answer
          {frozenset((a,)): 0 for a in INTS}           | wrong-answer
          {__import__('fractions').Fraction(a, 7): 0 for a in INTS[:20000]} | wrong-answer
          [{a: {a: 0} for a in INTS[:30000]}]          | wrong-answer
          set(INTS)                                    | wrong-answer
          10 ** 1000000                                | wrong-answer
          __import__('fractions').Fraction(3 ** 1000000, 2 ** 500000) | wrong-answer
          'x' * (3 << 20)                              | wrong-answer
          deep(190, lambda v: [v], 'x' * (3 << 20))    | wrong-answer
          deep(250, lambda v: [v])                     | output-limit
          deep(250, lambda v: (v,))                    | output-limit
          deep(250, lambda v: {'k': v})                | output-limit
          deep(10000, lambda v: {1: (v,)})             | output-limit
          own_list()                                   | output-limit
          two_lists()                                  | output-limit
          own_dict()                                   | output-limit
          own_tuple()                                  | output-limit
          'x' * (8 << 20)                              | output-limit
          '\\x00' * (2 << 20)                          | output-limit
          1 << (20 << 20)                              | output-limit
          [0] * 1000001                                | output-limit
          [[]] * 3000000                               | output-limit
          dict.fromkeys(range(600000), None)           | output-limit
          """)
  void readsAnyValueWithinBounds(String value, String expected) {
    String code = NAMES + "def f(x): return 2 * x if x == 0 else " + value + "\n";

    for (CodeVerdict verdict :
        atOnce(List.of(() -> real(code), () -> official(code), () -> checks(code)))) {
      assertThat(rule(verdict)).as("%s", verdict).isEqualTo(expected);
      assertThat(detail(verdict).length()).isLessThan(300);
    }
  }

  /// The function of the report, at its size: its result took hours to read.
  @Test
  void readsThreeHundredThousandKeysOfOneHash() {
    ExecutionLimits usual = new ExecutionLimits(LIMITS.wallTime(), 512L << 20, 16 << 20, 32);
    String code =
        "def f(x): return {((a<<32)|((12345-31*a)&0xffffffff)): 0 for a in range(1,300001)}";

    for (CodeVerdict verdict :
        atOnce(
            List.of(
                () -> function(new RealJudge(sandbox(), usual), code),
                () -> function(new OfficialJudge(sandbox(), usual), code)))) {
      assertThat(rule(verdict)).as("%s", verdict).isEqualTo("wrong-answer");
    }
  }

  private static List<CodeVerdict> atOnce(List<Callable<CodeVerdict>> judgements) {
    return assertTimeoutPreemptively(HANGS, () -> AtOnce.ask(judgements, Callable::call));
  }

  /// Bytes that a program writes where the worker writes its answers.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "b'[' * (3 << 20)",
        "b'[\"list\", [' * 300000",
        "b'[\"list\",[' + b'[],' * 1000000",
        "b'[\"list\",[' + b'[\"none\"],' * 400000 + b'[\"none\"]]]'",
        "b'[\"set\",[' + b'7,' * 1500000 + b'7]]'",
        "b'[\"int\", ' + b'7' * (3 << 20) + b']'",
        "b'[\"float\", \"' + b'7' * (3 << 20) + b'\"]'",
        "b'[\"dict\",[[[\"str\",\"\\\\ud800\"],[\"none\"]]]]'",
        "b'[\"other\", \"' + b'\\xed\\xa0\\x80\\x00\\x1b' * 500000 + b'\"]'",
        "b'{\"value\": ' * 1000000",
        "b'{\"out\": ' + b'7' * (3 << 20) + b'}'",
        "b'{\"out\": \"' + b'a ' * (1 << 20) + b'\"}'",
        "b'{\"error\": \"' + b'\\\\ud800' * 500000 + b'\"}'",
        "b'{' + b'\"a\": 1, ' * 400000 + b'\"a\": 1}'",
        "b'{\"passed\": true}'",
      })
  void endsWhateverIsWrittenInTheWorkersPlace(String bytes) {
    String real = "import os, sys\ndef f(x):\n  write(%s)\n  os._exit(0)\n".formatted(bytes);
    String session = "import os, sys\ndef f(x):\n  frame(%s)\n  os._exit(0)\n".formatted(bytes);
    String writers =
        """
        import os
        def write(data):
            view = memoryview(data)
            while view:
                view = view[os.write(3, view):]
        def frame(data):
            write(b'%08x' % len(data) + data)
        """;

    for (CodeVerdict verdict :
        atOnce(List.of(() -> real(writers + real), () -> official(writers + session)))) {
      assertThat(verdict.verdict()).isInstanceOf(TestVerdict.Failed.class);
      assertThat(detail(verdict).length()).isLessThan(700);
    }
  }

  private static String detail(CodeVerdict verdict) {
    return verdict.verdict() instanceof TestVerdict.Failed(String _, String detail) ? detail : "";
  }
}
