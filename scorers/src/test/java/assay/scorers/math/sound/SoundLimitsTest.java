package assay.scorers.math.sound;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Cause;
import assay.results.Score;
import assay.scorers.catalog.Scorers;
import assay.scorers.math.Equivalence;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What happens at the edges of size, depth and arithmetic. Every case has to end at once.
class SoundLimitsTest {
  private static final SoundEquivalence SOUND = new SoundEquivalence(Options.defaults());
  private static final int MEGABYTE = 1 << 20;
  private static final int LONG = 49_000;

  static Stream<String> pieces() {
    return Stream.of(
        "(",
        "{",
        "\\frac{",
        "\\boxed{",
        "\\text{",
        "1+",
        "1,",
        "9",
        "-",
        "|",
        "x^",
        "$",
        "\\[",
        "answer is ",
        "\\begin{matrix}",
        "\\pm ",
        "\\boxed{1} and ",
        "}{");
  }

  @ParameterizedTest
  @MethodSource("pieces")
  void longAnswersAndCompletionsEnd(String piece) {
    String answer = piece.repeat(LONG / piece.length());
    String text = piece.repeat(MEGABYTE / piece.length());
    assertThat(SOUND.compare("17", answer)).isNotInstanceOf(Equivalence.Equal.class);
    assertThat(Scorers.grader("math/sound").orElseThrow().gradeCompletion("17", text).correct())
        .isFalse();
  }

  @Test
  void towersOfPowersAreComparedWithoutBeingComputed() {
    assertThat(SOUND.compare("9^{9^{9}}", "9^{387420489}")).isInstanceOf(Equivalence.Equal.class);
    assertThat(SOUND.compare("9^{9^{9}}", "9^{387420490}"))
        .isInstanceOf(Equivalence.Different.class);
  }

  @Test
  void whatIsOutOfReachIsUndecided() {
    assertThat(SOUND.compare("9^{9^{9^{9}}}", "9^{9^{9^{9}}}+1"))
        .isInstanceOf(Equivalence.Undecided.class);
    assertThat(SOUND.compare("9^{9^9}+\\sqrt2", "9^{9^9}+\\sqrt3"))
        .isInstanceOf(Equivalence.Undecided.class);
  }

  @Test
  void anExhaustedBudgetIsNotMeasured() {
    Score score =
        Scorers.grader("math/sound").orElseThrow().gradeAnswer("9^{9^{9^{9}}}", "9^{9^{9^{9}}}+1");
    assertThat(score).isInstanceOf(Score.NotMeasured.class);
    assertThat(((Score.NotMeasured) score).cause()).isEqualTo(Cause.GRADER_FAULT);
  }

  @Test
  void aSmallBudgetEndsTheComparison() {
    SoundEquivalence poor =
        new SoundEquivalence(new Options(Options.PercentReading.HUNDREDTHS, true, true, 12, 20));
    assertThat(poor.compare("(x+1)^9", "(1+x)^8(x+1)"))
        .isEqualTo(new Equivalence.Undecided("the comparison needs more than its 20 steps"));
  }

  @Test
  void largeFactorialsAreComparedByResidues() {
    assertThat(SOUND.compare("20000!", "20000\\cdot 19999!")).isInstanceOf(Equivalence.Equal.class);
    assertThat(SOUND.compare("20000!", "20001\\cdot 19999!"))
        .isInstanceOf(Equivalence.Different.class);
  }
}
