package assay.scorers.math.sympy;

import static org.assertj.core.api.Assertions.assertThat;

import assay.scorers.math.algebra.Expression;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The cases were tried on `parse_latex` of sympy 1.12.
class LatexReaderTest {

  @ParameterizedTest(name = "{0} is read as {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1,2            | 1
          4210_5         | 4210
          7 3/4          | 73/4
          1\\!0          | 10
          -5+            | -5
          5)             | 5
          3'             | 3
          x^-1           | x
          x \\in [1,2]   | x\\in
          1.5.2          | 1.5
          1.25.          | 1.2
          2^10           | 1024
          \\frac 59      | 5/9
          1,234          | 1234
          10:30          | 10/30
          \\text{seat}   | \\text{east}
          \\log_2 8      | \\log_{2}{8}
          5 or 6         | 30or
          """)
  void readsWhatTheOriginalReads(String text, String same) {
    Expression one = LatexReader.read(text).orElseThrow();
    Expression other = LatexReader.read(same).orElseThrow();
    assertThat(Simplification.create().isZero(one, other)).as("%s", one).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\\%",
        "5.",
        "(1,2)",
        "[2,3)",
        "\\sqrt3",
        "\\{1,2\\}",
        ".5",
        "(5",
        "",
        "+",
        "x÷y",
        "1<x<2",
        "\\$5",
        "**73**",
        "\\left|x\\right|",
        "\\frac{1}{}",
        "6:01"
      })
  void failsWhereTheOriginalRaises(String text) {
    assertThat(LatexReader.read(text)).isEmpty();
  }

  @Test
  void greekPiAndEAreLetters() {
    assertThat(LatexReader.read("\\pi")).contains(new Expression.Variable("pi"));
    assertThat(LatexReader.read("e")).contains(new Expression.Variable("e"));
  }

  @Test
  void aLetterBeforeAParenthesisIsAFunction() {
    Optional<Expression> read = LatexReader.read("x(x+1)");
    assertThat(read).containsInstanceOf(Expression.Call.class);
  }

  @Test
  void nestedParenthesesThatDoNotCloseAreReadOnce() {
    assertThat(LatexReader.read("x(".repeat(90))).isPresent();
    assertThat(LatexReader.read("(".repeat(5000))).isEmpty();
  }
}
