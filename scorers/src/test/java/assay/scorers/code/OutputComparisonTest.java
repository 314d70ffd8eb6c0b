package assay.scorers.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The cases were checked against LiveCodeBench's own comparison (`testing_util.py`).
class OutputComparisonTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "YES, YES",
        "'  YES  \n\n', YES",
        "'a \nb', 'a\nb  '",
        "1.0, 1",
        "0.5, 5e-1",
        "0.50, .5",
        "'1  2', '1 2'",
        "'1\t2', '1 2'",
        "1e2, 100",
        "-0, 0",
        "+7, 7",
        "007, 7",
        "Infinity, inf",
        "nan, nan",
        "'', ' '",
        "'a  b', 'a  b'",
        "'a\n\nb', 'a\n \nb'",
      })
  void acceptsTheSameOutput(String expected, String actual) {
    assertThat(OutputComparison.difference(expected, actual)).isEmpty();
    assertThat(OutputComparison.difference(actual, expected)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "YES, yes",
        "'a  b', 'a b'",
        "0.3, 0.30000000000000004",
        "1, 1.0000000001",
        "'1 2', 1",
        "'a\nb', 'a\n\nb'",
        "'1\n2', '1 2'",
        "nan, NaN",
        "1, -1",
        "inf, -inf",
        "1 x, 1.0 x",
        "'', 0",
        "1e99999999999999999999, 1",
      })
  void refusesAnotherOutput(String expected, String actual) {
    assertThat(OutputComparison.difference(expected, actual)).isPresent();
    assertThat(OutputComparison.difference(actual, expected)).isPresent();
  }

  @Test
  void namesTheFirstDifferentLine() {
    assertThat(OutputComparison.difference("1\nYES\n3", "1\nNO\n4"))
        .contains("line 2: expected \"YES\", found \"NO\"");
  }

  @Test
  void namesTheNumbersOfLines() {
    assertThat(OutputComparison.difference("1\n2", "1")).contains("expected 2 lines, found 1");
  }

  @Test
  void cutsLongLines() {
    assertThat(OutputComparison.difference("a", "b".repeat(100)).orElseThrow())
        .isEqualTo("line 1: expected \"a\", found \"" + "b".repeat(80) + "… (100 characters)\"");
  }

  @Test
  void comparesMillionsOfDigitsInLinearTime() {
    String digits = "7".repeat(8_000_000);

    // Quadratic time would take hours here; the limit only keeps the suite from hanging.
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          assertThat(OutputComparison.difference(digits + ".0", digits)).isEmpty();
          assertThat(OutputComparison.difference(digits + "e900000000", digits)).isPresent();
        });
  }

  @Test
  void comparesFloodsOfLinesAndWordsInLittleMemory() {
    int size = 16 << 20;
    String lines = "1\n".repeat(size / 2);
    String words = "1 ".repeat(size / 2);

    assertThat(Allocation.bytes(() -> OutputComparison.difference("1\n2", lines)))
        .isLessThan(4L * size);
    assertThat(Allocation.bytes(() -> OutputComparison.difference("1 2", words)))
        .isLessThan(8L * size);
    assertThat(Allocation.bytes(() -> OutputComparison.difference("x", "\n".repeat(size) + "y")))
        .isLessThan(8L * size);
    assertThat(OutputComparison.difference("1", "\n".repeat(size) + "1")).isEmpty();
    assertThat(OutputComparison.difference("1\n2", "1" + "\n".repeat(size) + "2"))
        .contains("line 2: expected \"2\", found \"\"");
  }

  @Test
  void cutsLinesBetweenCharactersAndShowsWhatIsInvisible() {
    assertThat(OutputComparison.difference("a", "🙂".repeat(81)))
        .contains("line 1: expected \"a\", found \"" + "🙂".repeat(80) + "… (81 characters)\"");
    assertThat(OutputComparison.difference("a", "\u001b[2J\ud800\0\u202e|b\tc"))
        .contains("line 1: expected \"a\", found \"\\x1b[2J\\ud800\\x00\\u202e|b\\tc\"");
  }
}
