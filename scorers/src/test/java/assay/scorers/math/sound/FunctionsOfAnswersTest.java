package assay.scorers.math.sound;

import static org.assertj.core.api.Assertions.assertThat;

import assay.scorers.catalog.Scorers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Degrees of polynomials and integrals of one over a square and a number. The values are SymPy's
/// (`degree`, `integrate`).
final class FunctionsOfAnswersTest {
  private static boolean equal(String gold, String answer) {
    return Scorers.grader("math/sound").orElseThrow().gradeAnswer(gold, answer).correct();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3|\\deg(x^3 - 2x + 1)",
        "4|\\deg((x^2+1)^2)",
        "2|\\deg(x^3 + x^2 - x^3)",
        "\\frac{\\pi}{4}|\\int_0^1 \\frac{dx}{x^2+1}",
        "\\frac{\\pi}{8}|\\int_0^2 \\frac{dx}{x^2+4}",
        "\\frac{\\pi}{3\\sqrt{3}}|\\int_0^3 \\frac{1}{x^2+3} dx",
        "\\frac{\\arctan(2)}{2}|\\int_0^1 \\frac{dx}{4x^2+1}",
      })
  void areEqual(String gold, String answer) {
    assertThat(equal(gold, answer)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3|\\deg(x^2 - 2x + 1)",
        "1|\\deg(f)",
        "2|\\deg(f^2)",
        "1|\\deg(fx)",
        "\\frac{\\pi}{4}|\\int_0^2 \\frac{dx}{x^2+4}",
        "\\frac{\\pi}{4}|\\int_0^1 \\frac{dx}{x^2-1}",
      })
  void areNot(String gold, String answer) {
    assertThat(equal(gold, answer)).isFalse();
  }

  /// The degree sign keeps its meaning.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"90^\\circ|90\\deg", "45\\deg|45^{\\circ}"})
  void degreesStayAngles(String gold, String answer) {
    assertThat(equal(gold, answer)).isTrue();
  }
}
