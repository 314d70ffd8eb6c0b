package assay.scorers.math;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Score;
import assay.scorers.PairGrader;
import assay.scorers.catalog.Scorers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntegerEquivalenceTest {
  private static final PairGrader GRADER = Scorers.grader("math/integer").orElseThrow();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "16|016|true",
        "016|16|true",
        "16|$16$|true",
        "16|16.|true",
        "16|\\text{16}|true",
        "16|m+n = 9 + 7 = 16|true",
        "90|90^\\circ|true",
        "1234|1,234|true",
        "1234|1{,}234|true",
        "1234|1\\,234|true",
        "0|000|true",
        "11|711|false",
        "711|11|false",
        "16|160|false",
        "16|-16|false",
        "16|1,6|false",
        "16|16.5|false",
        "16|\\frac{32}{2}|false",
        "16|about 16|false",
        "16|16, 17|false",
      })
  void comparesByValueAndNeverByEndings(String target, String answer, boolean same) {
    assertThat(GRADER.gradeAnswer(target, answer).correct()).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "16|So the answer is $\\boxed{016}$.|true",
        "11|Hence \\boxed{711}.|false",
        "16|Step 1: 15 + 1.\\n\\nAnswer: 16|true",
        "16|I tried \\boxed{15} first, but it is \\boxed{16}.|true",
      })
  void readsTheBoxOrTheLastLine(String target, String completion, boolean right) {
    assertThat(GRADER.gradeCompletion(target, completion.replace("\\n", "\n")).correct())
        .isEqualTo(right);
  }

  @Test
  void aCompletionWithoutAnAnswerHasNone() {
    assertThat(GRADER.gradeCompletion("16", "I cannot tell.")).isInstanceOf(Score.NoAnswer.class);
  }
}
