package assay.scorers.choice;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Completion;
import assay.results.Reasoning;
import assay.results.Sample;
import assay.results.Score;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChoiceScorerTest {

  @Test
  void officialChainNamesTheRuleThatFired() {
    ChoiceScorer scorer = ChoiceScorer.official();
    assertThat(scorer.gradeCompletion("C", "The answer is (C). Or B"))
        .isEqualTo(new Score.Correct("C", "answer-is"));
    assertThat(scorer.gradeCompletion("C", "Answer: D or C"))
        .isEqualTo(new Score.Wrong("D", "answer-colon", ""));
    assertThat(scorer.gradeCompletion("C", "either A or C"))
        .isEqualTo(new Score.Correct("C", "last-letter"));
  }

  @Test
  void officialChainWithoutLetterHasNoAnswer() {
    assertThat(ChoiceScorer.official().gradeCompletion("C", "none of them"))
        .isEqualTo(new Score.NoAnswer("no rule of choice/official finds a letter"));
  }

  @Test
  void officialApiDeletesBoldMarksFirst() {
    String reply = "The answer is **(C)**. Not A.";
    assertThat(ChoiceScorer.officialApi().gradeCompletion("C", reply))
        .isEqualTo(new Score.Correct("C", "answer-is"));
    assertThat(ChoiceScorer.official().gradeCompletion("C", reply))
        .isEqualTo(new Score.Wrong("A", "last-letter", ""));
  }

  @Test
  void firstRuleKnowsNoFallback() {
    assertThat(ChoiceScorer.firstRule().gradeCompletion("C", "Answer: C"))
        .isEqualTo(new Score.NoAnswer("no rule of choice/first-rule finds a letter"));
  }

  @Test
  void lastMatchTakesTheReconsideredLetter() {
    String text = "the answer is A. No, the answer is B.";
    assertThat(ChoiceScorer.lastMatch().gradeCompletion("B", text))
        .isEqualTo(new Score.Correct("B", "answer-is-last"));
    assertThat(ChoiceScorer.firstRule().gradeCompletion("B", text))
        .isEqualTo(new Score.Wrong("A", "answer-is", ""));
  }

  @Test
  void scoresACompletionAgainstTheTargetOfItsSample() {
    Sample sample =
        new Sample("1", "d", "q", "B", Map.of(), new Sample.Choices(List.of("one", "two")));
    assertThat(ChoiceScorer.official().score(sample, Completion.recorded("the answer is (B)")))
        .isEqualTo(new Score.Correct("B", "answer-is", Optional.of(new Reasoning.Span(15, 16))));
  }

  @Test
  void saysWhereTheLetterStoodBeforeMarksWereDeleted() {
    Sample sample =
        new Sample("1", "d", "q", "B", Map.of(), new Sample.Choices(List.of("one", "two")));
    String text = "**Well**: the answer is **(B)**.";
    Score score = ChoiceScorer.officialApi().score(sample, Completion.recorded(text));
    Reasoning.Span place = score.place().orElseThrow();
    assertThat(text.substring(place.start(), place.end())).isEqualTo("B");
    assertThat(score.correct()).isTrue();
  }

  @Test
  void gradesALetterThatIsGivenAsTheAnswer() {
    assertThat(ChoiceScorer.official().gradeAnswer("B", " B\n"))
        .isEqualTo(new Score.Correct("B", "given-letter"));
  }
}
