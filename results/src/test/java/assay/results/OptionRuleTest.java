package assay.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class OptionRuleTest {
  private static final OptionRule TEN = new OptionRule(10, Optional.of("N/A"));

  @Test
  void whatFillsUpAListIsNoOption() {
    assertThat(TEN.options(List.of("a", "N/A", "b", "N/A"))).containsExactly("a", "b");
    assertThat(OptionRule.upTo(10).options(List.of("a", "N/A"))).containsExactly("a", "N/A");
  }

  @Test
  void tooManyAndNoOptionsAreRefused() {
    assertThat(TEN.fault(Collections.nCopies(10, "x"))).isEmpty();
    assertThat(TEN.fault(Collections.nCopies(11, "x")))
        .contains("has 11 options; expected 1 to 10. Correct the row");
    assertThat(TEN.fault(List.of())).contains("has 0 options; expected 1 to 10. Correct the row");
  }

  @Test
  void aLetterOfNoOptionIsRefused() {
    assertThat(OptionRule.fault("B", List.of("a", "b"))).isEmpty();
    for (String letter : List.of("C", "a", "1", "", "AB", "@")) {
      assertThat(OptionRule.fault(letter, List.of("a", "b")))
          .contains("is \"%s\"; expected a letter from A to B. Correct the row".formatted(letter));
    }
  }

  @Test
  void lettersEndAtZ() {
    assertThat(OptionRule.upTo(26).most()).isEqualTo(26);
    assertThatThrownBy(() -> OptionRule.upTo(27)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void optionsHaveLettersInPrompts() {
    Sample.Choices choices = new Sample.Choices(List.of("Ligase", "Helicase"));
    assertThat(Sample.Choices.lines(choices.options())).containsExactly("A. Ligase", "B. Helicase");
    assertThat(choices.option("B")).isEqualTo(OptionalInt.of(1));
    assertThat(choices.option("7")).isEmpty();
  }
}
