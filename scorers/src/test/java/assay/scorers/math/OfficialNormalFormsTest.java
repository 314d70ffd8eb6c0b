package assay.scorers.math;

import static org.assertj.core.api.Assertions.assertThat;

import assay.scorers.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The normal forms of published graders; the expected ones come from the originals
/// (tools/scorers/math_forms.py).
class OfficialNormalFormsTest {

  /// Texts whose groups never close, of which pylatexenc makes something else.
  private static final Set<String> BROKEN =
      Set.of("\\begin{pmatrix} \\dfrac{28}{7} \\\\ -3 \\end{pmatrix", "(-\\infty,-5\\sqrt[3){8})");

  @Test
  void givesTheNormalFormsOfPrm800k() {
    assertForms("prm800k.jsonl", Prm800kNormalization::apply);
  }

  @Test
  void givesTheNormalFormsOfMinerva() {
    assertForms("minerva.jsonl", MinervaNormalization::apply);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          unwrap-text              | \\text{(C)}          | (C)
          drop-percent-and-dollars | \\$5\\%              | 5
          lists-with-commas        | `1 or 2 and 3`       | `1 , 2 , 3`
          large-number-words       | 2million             | 2*10^6
          drop-units               | 5 cm^2               | `5 `
          drop-units               | 3centimeters         | 3
          drop-degrees             | 90^ \\circ           | 90
          unwrap-braces            | {5}                  | 5
          drop-spaced-commas       | `1,\\! 000`          | 1000
          whole-floats             | 5.0                  | 5
          whole-floats             | 12345678901234567890 | 12345678901234567168
          plain-text               | \\frac{a+b}{2}       | a+b/2
          plain-text               | 7\\frac{3}{4}        | 7 3/4
          close-minus              | `- 5`                | -5
          mixed-numbers            | `7 3/4`              | 7+3/4
          integers                 | 1,000                | 1000
          """)
  void stepOfPrm800kRewrites(String step, String text, String expected) {
    NormalizationStep found =
        Prm800kNormalization.steps().stream()
            .filter(each -> each.name().equals(step))
            .findFirst()
            .orElseThrow();
    assertThat(found.rewrite().apply(text)).isEqualTo(expected);
  }

  @Test
  void ofFourGroupsOfThousandsOneCommaStays() {
    assertThat(Prm800kNormalization.withoutThousandsCommas("1,234,567")).isEqualTo("1234567");
    assertThat(Prm800kNormalization.withoutThousandsCommas("1,234,567,890"))
        .isEqualTo("1234,567890");
  }

  private static void assertForms(String resource, UnaryOperator<String> normalization) {
    for (JsonNode row : SharedData.resource(OfficialNormalFormsTest.class, resource)) {
      String text = row.get("text").textValue();
      if (!BROKEN.contains(text)) {
        assertThat(normalization.apply(text)).as(text).isEqualTo(row.get("normal").textValue());
      }
    }
  }
}
