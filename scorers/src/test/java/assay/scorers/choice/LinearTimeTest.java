package assay.scorers.choice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Counts the characters that the rules read on texts which make the literal expressions quadratic:
/// degenerate outputs of 14,000 characters and of a megabyte. No clock is involved.
class LinearTimeTest {
  private static final int DEGENERATE = 14_000;
  private static final int MEGABYTE = 1 << 20;
  private static final int PUBLISHED_STEPS = 32;
  private static final int SOUND_STEPS = 1_000;

  private static final Map<String, String> REPEATED =
      Map.ofEntries(
          Map.entry("one letter", "A"),
          Map.entry("letters alone", "A "),
          Map.entry("letters in words", "A_"),
          Map.entry("blanks", " "),
          Map.entry("line ends", "\n"),
          Map.entry("phrases without a letter", "answer: "),
          Map.entry("phrases that run into each other", "answer:answer"),
          Map.entry("phrases and blanks", "answer:" + " ".repeat(200)),
          Map.entry("answer is", "the answer is "),
          Map.entry("verbs", "answer is is is is is is is is is is is is is is is is is is is "),
          Map.entry("adverbs", "the answer is therefore, thus, then, " + ", ".repeat(60)),
          Map.entry("open brackets", "answer is (A"),
          Map.entry("lists", "the answer is (A), (B), (C), (D), (E), (F), (G), (H), (I), (J) "),
          Map.entry("judged letters", "(A) is correct. (A) is not correct. "),
          Map.entry("letters in brackets", "(A) "),
          Map.entry("favoured", "I choose (B). "),
          Map.entry("answered and favoured", "The answer is (C). (D) is correct. "),
          Map.entry("option texts", "the answer is aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
          Map.entry("lines of letters", "A.\n"),
          Map.entry("think tags", "<think></think>"),
          Map.entry("boxes", "\\boxed{\\text{"),
          Map.entry("bold", "**"),
          Map.entry("bold letters", "**A**"),
          Map.entry("labels", "answer: A, B, C, D, "));

  static Stream<Arguments> texts() {
    return REPEATED.entrySet().stream()
        .flatMap(
            entry ->
                Stream.of(DEGENERATE, MEGABYTE)
                    .map(length -> Arguments.of(entry.getKey(), entry.getValue(), length)));
  }

  @ParameterizedTest(name = "{0}, {2} characters")
  @MethodSource("texts")
  void publishedRulesReadEachCharacterAFewTimes(String name, String unit, int length) {
    CountingText text = new CountingText(repeated(unit, length));
    ScannedText scanned = ScannedText.of(text);
    for (ChoiceScorer scorer : ChoiceScorer.published()) {
      scorer.extract(scanned, List.of());
    }
    assertThat(text.steps()).isLessThan((long) PUBLISHED_STEPS * length);
  }

  @ParameterizedTest(name = "{0}, {2} characters")
  @MethodSource("texts")
  void soundRuleIsLinearToo(String name, String unit, int length) {
    CountingText text = new CountingText(repeated(unit, length));
    List<String> options = Collections.nCopies(10, "a".repeat(200));
    ChoiceScorer.sound().extract(ScannedText.of(text), options);
    assertThat(text.steps()).isLessThan((long) SOUND_STEPS * length);
  }

  private static String repeated(String unit, int length) {
    return unit.repeat(length / unit.length() + 1).substring(0, length);
  }
}
