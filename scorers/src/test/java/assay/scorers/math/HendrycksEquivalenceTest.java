package assay.scorers.math;

import static org.assertj.core.api.Assertions.assertThat;

import assay.scorers.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class HendrycksEquivalenceTest {
  private static final HendrycksEquivalence EQUIVALENCE = new HendrycksEquivalence();

  @Test
  void comparesNormalForms() {
    assertThat(EQUIVALENCE.compare("\\dfrac12", "1/2"))
        .isEqualTo(new Equivalence.Equal("normal-form"));
    assertThat(EQUIVALENCE.compare("1,000", "1000"))
        .isEqualTo(new Equivalence.Different("normal-form"));
  }

  @Test
  void comparesTheUnchangedTextWhereTheOriginalFails() {
    assertThat(EQUIVALENCE.compare("\\sqrt", "\\sqrt"))
        .isEqualTo(new Equivalence.Equal("unchanged-text"));
    assertThat(EQUIVALENCE.compare("\\sqrt", "\\sqrt "))
        .isEqualTo(new Equivalence.Different("unchanged-text"));
  }

  @Test
  void agreesWithTheOriginalOnRealGenerations() {
    for (JsonNode row : SharedData.rows("math/generations_qwen2.5-math_100x8_even.jsonl")) {
      assertAgrees(row, row.get("gold").textValue(), row.get("extracted").textValue());
    }
  }

  @Test
  void agreesWithTheOriginalOnTheCasesOfOtherGraders() {
    for (JsonNode row : SharedData.rows("math/equivalence_cases.jsonl")) {
      if (row.hasNonNull("hendrycks_is_equiv") && row.get("pred").isTextual()) {
        assertAgrees(
            row,
            withoutDollars(row.get("gold").textValue()),
            withoutDollars(row.get("pred").textValue()));
      }
    }
  }

  private static void assertAgrees(JsonNode row, String target, String answer) {
    boolean equal = EQUIVALENCE.compare(target, answer) instanceof Equivalence.Equal;
    assertThat(equal)
        .as("%s against %s", answer, target)
        .isEqualTo(row.get("hendrycks_is_equiv").booleanValue());
  }

  /// The recorded verdicts were taken after one enclosing pair of dollars was removed.
  private static String withoutDollars(String text) {
    boolean enclosed = text.length() > 1 && text.startsWith("$") && text.endsWith("$");
    return enclosed ? text.substring(1, text.length() - 1) : text;
  }
}
