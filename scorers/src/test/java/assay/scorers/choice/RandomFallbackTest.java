package assay.scorers.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.scorers.choice.RandomFallback.Question;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomFallbackTest {

  /// The drawn hits are those of the official loop, run in CPython 3.11 on the same questions.
  @Test
  void drawsTwicePerCategoryAndReportsTheSecondTime() {
    List<String> categories = List.of("physics", "biology", "computer science");
    List<Question> questions =
        IntStream.range(0, 400)
            .mapToObj(
                i -> new Question(categories.get(i % 3), 3 + i % 8, i * 7 % (3 + i % 8), i % 5 < 2))
            .toList();
    RandomFallback.Hits hits = RandomFallback.of(questions);
    assertThat(hits.unanswered()).isEqualTo(160);
    assertThat(hits.drawnHits()).isEqualTo(26);
    assertThat(hits.expectedHits()).isCloseTo(28.57936507936507, within(1e-9));
  }

  @Test
  void answeredQuestionsAddNothing() {
    assertThat(RandomFallback.of(List.of(new Question("law", 10, 3, false))))
        .isEqualTo(new RandomFallback.Hits(0, 0, 0.0));
  }

  @Test
  void refusesATargetOutsideTheOptions() {
    assertThatThrownBy(() -> new Question("law", 4, 4, true))
        .hasMessage("target index 4 is outside the 4 options");
  }
}
