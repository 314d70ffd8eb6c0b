package assay.scorers.math;

import static org.assertj.core.api.Assertions.assertThat;

import assay.scorers.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class LastBoxedTest {
  private static final LastBoxed EXTRACTOR = new LastBoxed();

  @Test
  void takesTheLastBoxWithItsNestedBraces() {
    assertThat(EXTRACTOR.extract("\\boxed{1} then $\\boxed{\\frac{1}{2}}$."))
        .hasValue(new ExtractedAnswer("\\frac{1}{2}", "boxed", 23, 34));
  }

  @Test
  void takesTheTextAfterASpaceUpToTheNextDollar() {
    assertThat(EXTRACTOR.extract("so $\\boxed 5$ it is"))
        .hasValue(new ExtractedAnswer("5", "boxed-unbraced", 11, 12));
  }

  @Test
  void takesAnFboxOnlyWhereThereIsNoBoxed() {
    assertThat(EXTRACTOR.extract("\\boxed{1} \\fbox{2}").orElseThrow().text()).isEqualTo("1");
    assertThat(EXTRACTOR.extract("\\fbox{2}").orElseThrow().rule()).isEqualTo("fbox");
  }

  @Test
  void unbalancedBoxHasNoAnswerEvenWhereAnEarlierOneHas() {
    assertThat(EXTRACTOR.extract("\\boxed{1} and \\boxed{\\frac{1}{2}")).isEmpty();
  }

  @Test
  void findsTheAnswerOfEveryReferenceSolution() {
    for (JsonNode row : SharedData.rows("math/math500.jsonl")) {
      assertThat(EXTRACTOR.extract(row.get("solution").textValue()).orElseThrow().text())
          .as("%s", row.get("unique_id"))
          .isEqualTo(row.get("answer").textValue());
    }
  }
}
