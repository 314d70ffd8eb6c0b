package assay.scorers;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Score;
import org.junit.jupiter.api.Test;

class ExactMatchTest {

  @Test
  void ignoresWhiteSpaceAtBothEnds() {
    assertThat(new ExactMatch(false).gradeCompletion("Paris", " Paris\n"))
        .isEqualTo(new Score.Correct("Paris", "exact"));
  }

  @Test
  void tellsCasesApart() {
    assertThat(new ExactMatch(false).gradeCompletion("Paris", "paris"))
        .isEqualTo(new Score.Wrong("paris", "exact", ""));
  }

  @Test
  void ignoresCaseWhereAsked() {
    assertThat(new ExactMatch(true).gradeCompletion("Straße", "STRASSE"))
        .isEqualTo(new Score.Correct("STRASSE", "exact-ignoring-case"));
  }

  @Test
  void blankCompletionIsNoAnswer() {
    assertThat(new ExactMatch(false).gradeCompletion("Paris", " "))
        .isEqualTo(new Score.NoAnswer("the completion is blank"));
  }
}
