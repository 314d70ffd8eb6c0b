package assay.scorers.choice;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.ContinuationLikelihoods;
import assay.results.ContinuationLikelihoods.Option;
import assay.results.Score;
import assay.scorers.PairGrader;
import assay.scorers.catalog.Scorers;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which option is the likeliest.
final class LikeliestOptionTest {
  private static String chosen(String scorer, ContinuationLikelihoods likelihoods) {
    PairGrader grader = Scorers.grader(scorer).orElseThrow();
    return grader.gradeCompletion("A", likelihoods.text()).answerText();
  }

  private static Option option(String text, double loglikelihood) {
    return new Option(text, loglikelihood, 1, false);
  }

  @Test
  void lengthDecidesWhatItIsDividedBy() {
    // By Python: -4 / 2 = -2, -6 / 4 = -1.5, and -6 / 12 = -0.5 of bytes; -7 / 7 = -1 of both.
    ContinuationLikelihoods options =
        new ContinuationLikelihoods(
            List.of(
                option(" no", -4),
                option(" \uD83D\uDE00\u6587\u5B57z", -6),
                option(" perhaps", -7)));
    assertThat(chosen("likelihood/acc", options)).isEqualTo("A");
    assertThat(chosen("likelihood/acc-norm", options)).isEqualTo("C");
    assertThat(chosen("likelihood/acc-bytes", options)).isEqualTo("B");
  }

  @Test
  void ofEquallyLikelyOptionsTheFirstIsTaken() {
    ContinuationLikelihoods same =
        new ContinuationLikelihoods(List.of(option(" B", -3), option(" C", -2), option(" D", -2)));
    assertThat(chosen("likelihood/acc", same)).isEqualTo("B");
  }

  @Test
  void whatAModelWroteIsNoLikelihood() {
    PairGrader grader = Scorers.grader("likelihood/acc").orElseThrow();
    for (String text :
        List.of("The answer is (A).", "[1, 2]", "[]", "[{\"continuation\": 1}]", "[")) {
      assertThat(grader.gradeCompletion("A", text)).isInstanceOf(Score.NoAnswer.class);
    }
  }

  @Test
  void theTextIsReadAsItWasWritten() {
    ContinuationLikelihoods options =
        new ContinuationLikelihoods(
            List.of(
                new Option(" a \"b\"\n", -0.1 - 0.2, 3, true),
                new Option("c\uD83D\uDE00", -1e-300, 1, false)));
    assertThat(ContinuationLikelihoods.of(options.text())).contains(options);
  }
}
