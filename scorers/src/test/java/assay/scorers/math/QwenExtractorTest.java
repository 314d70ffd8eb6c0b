package assay.scorers.math;

import static org.assertj.core.api.Assertions.assertThat;

import assay.scorers.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QwenExtractorTest {
  private static final QwenExtractor EXTRACTOR = QwenExtractor.create();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          final-answer-hope | The final answer is $x=5$. I hope it is correct. | 5
          boxed             | so \\boxed{\\frac12} and                         | \\frac{1}{2}
          boxed             | so $\\boxed 7$ and                               | 7
          he-answer-is      | The answer is 5 cm.                              | 5
          final-answer-is   | my final answer is: 8                            | 8
          chinese-answer-is | 答案是 9                                          | 9
          last-number       | 3 apples, 1,234.50 pears                         | 1234.50
          """)
  void firstRuleThatAppliesDecides(String rule, String completion, String answer) {
    ExtractedAnswer found = EXTRACTOR.extract(completion).orElseThrow();
    assertThat(found.rule()).isEqualTo(rule);
    assertThat(found.text()).isEqualTo(answer);
  }

  @Test
  void spanIsThatOfTheCompletionAsItWasWritten() {
    String completion = "киso 1,234,567 it is";
    ExtractedAnswer found = EXTRACTOR.extract(completion).orElseThrow();
    assertThat(completion.substring(found.start(), found.end())).isEqualTo("1,234,567");
  }

  @Test
  void textWithoutAnyNumberHasNoAnswer() {
    assertThat(EXTRACTOR.extract("I do not know")).isEmpty();
  }

  /// The expected answers come from the original (tools/scorers/math_golden.py).
  @Test
  void extractsWhatTheOriginalExtracts() {
    for (JsonNode row : SharedData.resource(QwenExtractorTest.class, "qwen.jsonl")) {
      String answer =
          EXTRACTOR.extract(row.get("text").textValue()).map(ExtractedAnswer::text).orElse("");
      assertThat(answer).as("%s", row).isEqualTo(row.get("extracted").textValue());
    }
  }

  @Test
  void extractsTheRecordedAnswersOfRealGenerations() {
    for (JsonNode row : SharedData.rows("math/generations_qwen2.5-math_100x8_even.jsonl")) {
      String answer =
          EXTRACTOR.extract(row.get("output").textValue()).map(ExtractedAnswer::text).orElse("");
      assertThat(answer)
          .as("problem %s sample %s", row.get("idx"), row.get("sample"))
          .isEqualTo(row.get("extracted").textValue());
    }
  }

  @Test
  void endsOnAMegabyteOfUnits() {
    String completion = "\\boxed{" + "m a s ".repeat(1 << 16) + "}";
    assertThat(EXTRACTOR.extract(completion)).isPresent();
  }
}
