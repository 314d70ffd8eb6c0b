package assay.scorers.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Completion;
import assay.results.Sample;
import assay.results.Score;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScorersTest {

  @ParameterizedTest
  @MethodSource("assay.scorers.catalog.Scorers#names")
  void everyListedNameIsThatOfItsScorer(String name) {
    assertThat(Scorers.named(name).orElseThrow().name()).isEqualTo(name);
  }

  @ParameterizedTest
  @MethodSource("assay.scorers.catalog.Scorers#names")
  void everyScorerAcceptsTheTargetItself(String name) {
    assertThat(Scorers.grader(name).orElseThrow().gradeAnswer("C", "C").correct()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("assay.scorers.catalog.Scorers#names")
  void everyScorerTakesAnEmptyCompletionAsNoAnswer(String name) {
    Sample sample = new Sample("1", "d", "q", "C", Map.of(), new Sample.Plain());
    assertThat(Scorers.named(name).orElseThrow().score(sample, Completion.recorded("")))
        .isInstanceOf(Score.NoAnswer.class);
  }

  @Test
  void unknownNamesHaveNoScorer() {
    assertThat(Scorers.named("choice/Official")).isEmpty();
  }
}
