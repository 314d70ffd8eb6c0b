package assay.scorers.math;

import static org.assertj.core.api.Assertions.assertThat;

import assay.scorers.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HendrycksNormalizationTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          drop-line-breaks,     "a\nb",              ab
          drop-negative-spaces, 11\\!111,            11111
          single-backslashes,   "\\\\frac12",    "\\frac12"
          plain-fractions,      "\\dfrac\\tfrac", "\\frac\\frac"
          drop-left-and-right,  "\\left(1\\right)", (1)
          drop-degrees,         "9^\\circ8^{\\circ}", 98
          drop-dollars,         "\\$5$",           5$
          drop-units,           "5\\text{ cm}",    5
          drop-percent,         "5\\%6%",          56%
          leading-zeros,        ". .5{.5",           "0. 0.5{0.5"
          drop-short-left-side, k=5,                 5
          drop-short-left-side, abc=5,               abc=5
          drop-short-left-side, x=y=5,               x=y=5
          brace-roots,          "\\sqrt3\\sqrt{4}", "\\sqrt{3}\\sqrt{4}"
          drop-spaces,          1 2,                 12
          brace-fractions,      "\\frac12\\frac1{23}", "\\frac{1}{2}\\frac{1}{23}"
          brace-fractions,      "\\frac1",         "\\frac1"
          half-as-fraction,     0.5,                 "\\frac{1}{2}"
          slash-as-fraction,    -1/2,                "\\frac{-1}{2}"
          slash-as-fraction,    01/2,                01/2
          """)
  void stepRewrites(String step, String text, String expected) {
    HendrycksNormalization.Step found =
        HendrycksNormalization.steps().stream()
            .filter(each -> each.name().equals(step))
            .findFirst()
            .orElseThrow();
    assertThat(found.rewrite().apply(text)).hasValue(expected);
  }

  @Test
  void failsWhereTheOriginalRaises() {
    assertThat(HendrycksNormalization.apply("1\\text{ cm} 2\\text{ cm}")).isEmpty();
    assertThat(HendrycksNormalization.apply("2\\sqrt")).isEmpty();
    assertThat(HendrycksNormalization.apply("2\\frac")).isEmpty();
  }

  /// The expected forms come from the original (tools/scorers/math_golden.py).
  @Test
  void givesTheNormalFormsOfTheOriginal() {
    for (JsonNode row : SharedData.resource(HendrycksNormalizationTest.class, "hendrycks.jsonl")) {
      assertThat(HendrycksNormalization.apply(row.get("text").textValue()))
          .as("%s", row)
          .isEqualTo(Optional.ofNullable(row.get("normal").textValue()));
    }
  }
}
