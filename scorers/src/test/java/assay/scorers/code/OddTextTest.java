package assay.scorers.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import assay.results.Cause;
import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import assay.results.TestCase;
import assay.results.TestSet;
import assay.scorers.code.sandbox.ExecutionLimits;
import assay.scorers.code.sandbox.Language;
import assay.scorers.code.sandbox.SandboxedTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Halves of surrogate pairs, control characters, line separators and long lines wherever a judge
/// carries text: each is a verdict on the program, and the text arrives as it was.
class OddTextTest extends SandboxedTest {
  private static final ExecutionLimits LIMITS =
      new ExecutionLimits(Duration.ofSeconds(60), 512L << 20, 16 << 20, 32);
  private static final String LONG = "x".repeat(1 << 20);

  OddTextTest() {
    super(LIMITS);
  }

  private Score real(Sample sample, String code) {
    return shown(
        CodeScorer.real(sandbox(), LIMITS, CodeExtractor.WHOLE_COMPLETION)
            .score(sample, Completion.recorded(code)));
  }

  private Score official(Sample sample, String code) {
    return shown(
        CodeScorer.official(sandbox(), LIMITS, CodeExtractor.WHOLE_COMPLETION)
            .score(sample, Completion.recorded(code)));
  }

  private Score checks(String code, String checks) {
    TestCase test = new TestCase(TestCase.Kind.CHECKS, "", checks);
    return shown(
        CodeScorer.checks(sandbox(), LIMITS)
            .score(
                Samples.of(Optional.of("f"), TestSet.of(List.of(test))),
                Completion.recorded(code)));
  }

  /// Returns the score, whose words must be such that any file and terminal can hold them.
  private static Score shown(Score score) {
    String words =
        switch (score) {
          case Score.Wrong wrong -> wrong.rule() + wrong.detail();
          case Score.NotMeasured none -> none.detail();
          case Score.Correct _, Score.NoAnswer _ -> "";
        };
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(words)).as(words).isTrue();
    assertThat(words.chars().filter(c -> (c < ' ' && c != '\n' && c != '\t') || c == 0x2028))
        .as(words)
        .isEmpty();
    assertThat(words.length()).isLessThan(1000);
    return score;
  }

  /// As JSON, and as Python, writes them.
  private static String[] oddTexts() {
    return new String[] {
      "\\ud800", "\\udc00x", "x\\ud83d", "\\u0000", "\\u001b[2J", "\\u2028\\u2029", "\\ufeff\\uffff"
    };
  }

  @Test
  void readsReturnedTexts() {
    for (String odd : oddTexts()) {
      Sample sample = Samples.functional("f", "1", "\"" + odd + "\"");
      String right = "def f(x): return '" + odd + "'";
      String wrong = "def f(x): return {'" + odd + "': ['" + odd + "'] * 9}";

      assertThat(real(sample, right).correct()).as(odd).isTrue();
      assertThat(official(sample, right).correct()).as(odd).isTrue();
      assertThat(checks(right, "assert f(1) == '" + odd + "'").correct()).as(odd).isTrue();
      assertThat(real(sample, wrong).ruleName()).as(odd).isEqualTo("wrong-answer");
      assertThat(official(sample, wrong).ruleName()).as(odd).isEqualTo("wrong-answer");
      assertThat(checks(wrong, "assert f(1) == 1, f(1)").ruleName()).isEqualTo("wrong-answer");
    }
  }

  @Test
  void handsOverArgumentsOfAnyText() {
    for (String odd : oddTexts()) {
      Sample sample = Samples.functional("f", "\"" + odd + "\"", "\"" + odd + "\"");
      String same = "def f(x): return x";

      assertThat(real(sample, same).correct()).as(odd).isTrue();
      assertThat(official(sample, same).correct()).as(odd).isTrue();
      assertThat(checks(same, "assert f('" + odd + "') == '" + odd + "'").correct()).isTrue();
    }
    Sample bare = Samples.functional("f", "\"\ud800\"", "\"\\ud800\"");
    assertThat(real(bare, "def f(x): return x").correct()).isTrue();
    assertThat(official(bare, "def f(x): return x").correct()).isTrue();
  }

  @Test
  void namesErrorsOfAnyText() {
    Sample sample = Samples.functional("f", "1", "2");
    for (String odd : oddTexts()) {
      for (String code :
          List.of(
              "def f(x): raise ValueError('" + odd + "')",
              "class E(Exception): pass\nE.__name__ = 'E"
                  + odd.replace("\\u0000", "")
                  + "'\ndef f(x): raise E('"
                  + odd
                  + "')",
              "raise ValueError('" + odd + "' * 1000)\ndef f(x): return 1")) {
        assertThat(real(sample, code).ruleName()).as(code).isEqualTo("runtime-error");
        assertThat(official(sample, code).ruleName()).as(code).isEqualTo("runtime-error");
        assertThat(checks(code, "assert f(1) == 2").ruleName()).isEqualTo("runtime-error");
      }
      String named = "class C: pass\nC.__name__ = 'C" + odd.replace("\\u0000", "") + "'\n";
      String other = named + "def f(x): return C()";
      assertThat(real(sample, other).correct()).isFalse();
      assertThat(official(sample, other).correct()).isFalse();
    }
  }

  @Test
  void takesProgramsWithHalfAPairForTheErrorThatPythonFinds() {
    Sample sample = Samples.functional("f", "1", "1");
    String code = "def f(x): return 1 # \ud83d";

    for (Score score :
        List.of(real(sample, code), official(sample, code), checks(code, "assert f(1) == 1"))) {
      assertThat(score.ruleName()).isEqualTo("runtime-error");
      assertThat(score.answerText()).isEqualTo(code);
      assertThat(((Score.Wrong) score).detail()).contains("UnicodeEncodeError");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u001b[2J", "\u2028", "\u0085", "\u000b\u000c\u001c", "é漢🙂"})
  void carriesStandardStreamsAsTheyAre(String odd) {
    Sample sample = Samples.stdin("a" + odd + "b", "a" + odd + "b");
    String copy = "import sys\nsys.stdout.write(sys.stdin.read())";

    assertThat(real(sample, copy).correct()).isTrue();
    assertThat(official(sample, copy).correct()).isTrue();
    assertThat(real(sample, "print('c' + '" + odd + "')").correct()).isFalse();
    assertThat(official(sample, "print('c')").correct()).isFalse();
  }

  @Test
  void readsOutputThatIsNoText() {
    Sample sample = Samples.stdin("1", "2");

    assertThat(real(sample, "print('\\ud800')").ruleName()).isEqualTo("runtime-error");
    assertThat(
            real(sample, "import sys\nsys.stdout.buffer.write(b'\\xed\\xa0\\x80\\xff')").ruleName())
        .isEqualTo("wrong-answer");
    assertThat(official(sample, "print('\\ud800')").ruleName()).isEqualTo("wrong-answer");
  }

  @Test
  void doesNotMeasureWithStreamsThatCannotBe() {
    for (Sample sample : List.of(Samples.stdin("\ud800", "1"), Samples.stdin("1", "\ud800"))) {
      assertThat(real(sample, "print(1)"))
          .isEqualTo(
              new Score.NotMeasured(
                  Cause.GRADER_FAULT,
                  "test 1 of 1: a test's input or output holds half a surrogate pair, which no"
                      + " stream carries"));
    }
    // The official grader hands text over within Python, where nothing has to be encoded.
    assertThat(official(Samples.stdin("1", "\ud800"), "print('\\ud800')").correct()).isTrue();
    assertThat(official(Samples.stdin("\ud800", "1"), "print(1)").ruleName())
        .isEqualTo("runtime-error");
    assertThat(checks("def f(x): return 1", "assert f(1) == 1 # \ud800"))
        .isInstanceOfSatisfying(
            Score.NotMeasured.class,
            fault -> assertThat(fault.cause()).isEqualTo(Cause.GRADER_FAULT));
  }

  @Test
  void carriesAMegabyteInOneLine() {
    Sample stdin = Samples.stdin(LONG, LONG);
    Sample function = Samples.functional("f", "\"" + LONG + "\"", "\"" + LONG + "\"");
    String comment = "#" + LONG + "\n";

    assertThat(real(stdin, comment + "print(input())").correct()).isTrue();
    assertThat(official(stdin, comment + "print(input())").correct()).isTrue();
    assertThat(real(stdin, "print(input() + 'y')").ruleName()).isEqualTo("wrong-answer");
    assertThat(real(function, comment + "def f(x): return x").correct()).isTrue();
    assertThat(official(function, "def f(x): return x").correct()).isTrue();
    assertThat(real(function, "def f(x): raise ValueError(x)").ruleName())
        .isEqualTo("runtime-error");
    assertThat(official(function, "def f(x): raise ValueError(x)").ruleName())
        .isEqualTo("runtime-error");
    assertThat(official(function, "def f(x): return [x]").ruleName()).isEqualTo("wrong-answer");
    assertThat(checks("def f(x): return x", "assert f('%s') != '', 'x'".formatted(LONG)).correct())
        .isTrue();
    assertThat(checks("def f(x): raise ValueError(x * 9)", "f('%s')".formatted(LONG)).ruleName())
        .isEqualTo("runtime-error");
  }

  @Test
  void readsProgramsOfAMegabyteOfLineEnds() {
    for (String blank : List.of("\n", " \n", "\t", "\r", "\u2028", "async\n", "def ")) {
      String code = blank.repeat((1 << 20) / blank.length()) + "x";

      Score score =
          assertTimeoutPreemptively(Duration.ofSeconds(60), () -> checks(code, "assert f(1) == 1"));
      assertThat(score.ruleName()).as(blank).isEqualTo("runtime-error");
    }
    assertThat(checks("\n".repeat(1 << 20) + "def f(x): return 1", "assert f(1) == 1").correct())
        .isTrue();
  }

  @Test
  void compilesSourcesOfAnyText() {
    Sample sample = Samples.stdin("1", "1");
    for (String odd : List.of("\ud800", "\u0000", "\u001b[2J", "\u2028", LONG)) {
      String source = "#include <cstdio>\n// " + odd + "\nint main() { puts(\"1\"); }\n";
      CompiledJudge judge = new CompiledJudge(sandbox(), LIMITS, Language.CPP);
      CodeVerdict verdict =
          judge.judge(
              source, Optional.empty(), ((Sample.Programming) sample.extras()).tests().cases());

      assertThat(verdict.passed()).as("%s", verdict).isTrue();
      CodeVerdict refused =
          judge.judge(
              source + "int " + odd + "\"" + odd + "\" = y;\n",
              Optional.empty(),
              ((Sample.Programming) sample.extras()).tests().cases());
      assertThat(refused.verdict())
          .isInstanceOfSatisfying(
              TestVerdict.Failed.class,
              failed -> {
                assertThat(failed.rule()).isEqualTo("compile-error");
                assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(failed.detail())).isTrue();
                assertThat(failed.detail()).doesNotContain("\u001b", "\u0000", "\u2028");
              });
    }
  }
}
