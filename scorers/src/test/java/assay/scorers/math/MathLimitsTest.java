package assay.scorers.math;

import static org.assertj.core.api.Assertions.assertThat;

import assay.scorers.PairGrader;
import assay.scorers.catalog.Scorers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One megabyte of the same piece, as answer, as target and as completion, ends for every scorer.
/// The time limit is only the alarm: a scan that is quadratic takes hours here.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MathLimitsTest {
  private static final int MEGABYTE = 1 << 20;
  private static final List<String> PIECES =
      List.of(
          "{",
          "(",
          "\\frac{",
          "2^{",
          "9",
          "1,",
          "\\sqrt{",
          "\\boxed{1} and ",
          "$",
          "\\text{\n",
          "x(",
          "9!",
          "\\begin{pmatrix}",
          "m a s ",
          "one hundred ",
          "answer is ");

  static Stream<Arguments> scorersAndPieces() {
    return Scorers.names().stream()
        .filter(name -> name.startsWith("math/") && !name.contains("+"))
        .flatMap(name -> PIECES.stream().map(piece -> Arguments.of(name, piece)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("scorersAndPieces")
  void aMegabyteEnds(String name, String piece) {
    PairGrader grader = Scorers.grader(name).orElseThrow();
    String text = piece.repeat(MEGABYTE / piece.length() + 1).substring(0, MEGABYTE);
    assertThat(grader.gradeAnswer("17", text).correct()).isFalse();
    assertThat(grader.gradeCompletion("17", text).correct()).isFalse();
  }
}
