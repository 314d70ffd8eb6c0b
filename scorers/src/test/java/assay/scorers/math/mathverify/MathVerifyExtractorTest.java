package assay.scorers.math.mathverify;

import static org.assertj.core.api.Assertions.assertThat;

import assay.scorers.math.Equivalence;
import assay.scorers.math.ExtractedAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MathVerifyExtractorTest {
  private static final MathVerifyExtractor EXTRACTOR = new MathVerifyExtractor();
  private static final MathVerifyEquivalence EQUIVALENCE = new MathVerifyEquivalence();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          final-answer-hope | we have $3$. The final answer is $5$. I hope it is correct. $7$ | 5
          boxed             | so $x=\\boxed{5}$ and then $7$                                 | 5
          boxed             | \\boxed{1} and \\boxed{2}                                      | 1,2
          answer-colon      | Answer: the value $5$ since $x$                                | 5
          formula           | we get $3$ and then $5$ or $7$                                 | 5, 7
          number            | it costs 1,234.50 in all                                       | 1,234.50
          number            | it costs 1 000 in all                                          | 1 000
          """)
  void firstRuleThatAppliesDecides(String rule, String completion, String answer) {
    ExtractedAnswer found = EXTRACTOR.extract(completion).orElseThrow();
    assertThat(found.rule()).isEqualTo(rule);
    assertThat(found.text()).isEqualTo(answer);
  }

  @Test
  void plainEquationsAreTheirLastNumber() {
    assertThat(EXTRACTOR.extract("3x-y+13=0")).map(ExtractedAnswer::text).hasValue("0");
    assertThat(EXTRACTOR.extract("3x+4y+14=0")).map(ExtractedAnswer::text).hasValue("0");
  }

  /// Verdicts of Math-Verify 0.9.0.
  @Test
  void whatIsOnlyApproximateIsLeftOut() {
    assertThat(EQUIVALENCE.compare("x = 1/3", "x=1/3\\approx1.3"))
        .isInstanceOf(Equivalence.Equal.class);
    assertThat(EQUIVALENCE.compare("x = 1/3", "x = 5+5+1 = 1/3 \\approx 11"))
        .isInstanceOf(Equivalence.Equal.class);
  }

  @Test
  void theFormOfTheTargetDecidesAboutEquations() {
    assertThat(EQUIVALENCE.compare("3", "2x+y=3")).isInstanceOf(Equivalence.Equal.class);
    assertThat(EQUIVALENCE.compare("2x+y=3", "3")).isInstanceOf(Equivalence.Different.class);
  }
}
