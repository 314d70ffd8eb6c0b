package assay.scorers.choice;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Completion;
import assay.results.Reasoning;
import assay.results.ReasoningMarkers;
import assay.results.Sample;
import assay.results.Score;
import assay.results.StopReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The expected letters are what a reader says; no rule of ours made them.
class SoundRuleTest {
  private static final List<String> OPTIONS =
      List.of("12 m/s", "15 m/s", "Paris", "The Treaty of Ghent", "15 m/s east", "0.5", "$\\pi$");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The answer is (B).|B",
        "The answer is B|B",
        "The answer is **(B)**.|B",
        "**Answer:** C|C",
        "Answer: **D. The Treaty of Ghent**|D",
        "So the final answer is \\boxed{C}.|C",
        "\\boxed{\\text{D}}|D",
        "The correct option is (E).|E",
        "The answer would be option C because of that.|C",
        "The closest option is (A).|A",
        "(B)|B",
        "B. 15 m/s|B",
        "It is 9.8 times two.\\n\\n(F)|F",
        "Option C is correct.|C",
        "I would choose (D) here.|D",
        "The speed is 15 m/s, so the answer is 15 m/s (B).|B",
        "Therefore, the most likely one is (C).|C",
        "The answer is (A|A",
      })
  void findsTheLetterThatIsStated(String text, String letter) {
    assertThat(letter(text)).isEqualTo(letter);
  }

  /// Writings and sentences of public reports, and the forms of other languages.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The answer cannot be A, so it is B.|B",
        "<reasoning>The answer is A</reasoning>The answer is B.|B",
        "The answer is `B`.|B",
        "`B`|B",
        "The answer is \\(B\\).|B",
        "Answer: $\\text{B}$|B",
        "$\\text{B}$|B",
        "{\"answer\": \"B\"}|B",
        "{\"reasoning\": \"it is A\", \"answer\": \"b\"}|B",
        "Ans: B|B",
        "answer: b|B",
        "the answer is (c)|C",
        "The answer is b.|B",
        "(d)|D",
        "Answer: a|A",
        "B because a car moves|B",
        "I would pick B, a safe choice|B",
        "Antwort: A\\nAber nein.\\nAntwort: C|C",
        "答案是B|B",
        "答案为：Ａ|A",
        "因此，正确答案是 (D)。|D",
        "正解はBです|B",
        "الجواب: ب|B",
        "الإجابة الصحيحة هي: ج|C",
        "उत्तर: B|B",
        "উত্তর: ব|B",
        "Ìdáhùn: C|C",
        "Idahun: D|D",
      })
  void readsOtherWritingsAndLanguages(String text, String letter) {
    assertThat(letter(text)).isEqualTo(letter);
  }

  @Test
  void channelsOfThoughtsAreNoAnswer() {
    assertThat(
            letter(
                "<|channel|>analysis<|message|>The answer is A<|end|><|start|>assistant"
                    + "<|channel|>final<|message|>The answer is B."))
        .isEqualTo("B");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The answer is (A). Wait, actually, I mixed that up. The answer is (B).|B",
        "The answer is (B)\\n\\nWorking it out gives 15.\\nThe answer is (C)|C",
        "The answer is (A), but that is not correct. The answer is (C).|C",
        "The answer is (A) or (B), but we choose the one that is faster, which is (B).|B",
      })
  void takesTheLastAnswerOfAModelThatReconsiders(String text, String letter) {
    assertThat(letter(text)).isEqualTo(letter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The answer is Paris.|C",
        "The answer is the Treaty of  Ghent|D",
        "The answer is 15 m/s east.|E",
        "The answer is \\pi.|G",
        "The answer is 0.5|F",
      })
  void takesTheTextOfAnOptionForItsLetter(String text, String letter) {
    assertThat(letter(text)).isEqualTo(letter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The answer is (A) and (C).",
        "The answer is A or C.",
        "The answer is (A), (B), and (C).",
        "The answer is (A, B).",
        "The answer is none of the above.",
        "The answer is (None of the options are close enough)",
        "The answer is not (B).",
        "(B) is not correct.",
        "I cannot answer this question.",
        "I think that A car moves and I is the current.",
        "The answer is A function of time.",
        "The answer is F = ma.",
        "The answer is 16 m/s.",
        "The answer is 0.5 m.",
        "The charge is $3.0 \\mathrm{~C}$ divided by",
        "The answer is",
        "The answer is (",
        "If the answer is (B), then",
        "Is the answer (B)?",
        "The answer is (J).",
        "The answer is (A) 15 m/s.",
        "The answer is a car.",
        "The answer is not b.",
        "So it is a matter of taste.",
        "B and C because a car moves",
        "To answer A car must move",
        "A car is moving because of B.",
      })
  void findsNoneWhereNoneIsStated(String text) {
    assertThat(letter(text)).isEqualTo("-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The answer is (B).\\n\\nQuestion:\\nWhat is it?\\nAnswer: The answer is (C).|B",
        "It is unclear\\n\\nQuestion: Where?\\nThe answer is (C).|-",
        "<think>The answer is (A). Hmm.</think>The answer is (B).|B",
        "<think>The answer is (A). Hmm.|-",
        "The answer is (D).</s>\\nThe answer is (A).|D",
        "I cannot answer the last question.\\n"
            + "The answer is (A)\\n"
            + "The answer is (B)\\n"
            + "The answer is (C)|-",
      })
  void readsOnlyTheAnswerToItsOwnQuestion(String text, String letter) {
    assertThat(letter(text)).isEqualTo(letter);
  }

  /// The prompt opened the thoughts, so that only the completion knows of them.
  @Test
  void thoughtsThatThePromptOpenedAreNoAnswer() {
    Sample sample = new Sample("1", "d", "Which?", "A", Map.of(), new Sample.Choices(OPTIONS));
    Completion cut = thinking("So the answer is (A), but wait");
    assertThat(ChoiceScorer.sound().score(sample, cut)).isInstanceOf(Score.NoAnswer.class);
    assertThat(ChoiceScorer.official().score(sample, cut)).isInstanceOf(Score.Correct.class);
    Completion finished = thinking("So the answer is (B).</think>The answer is (A).");
    assertThat(ChoiceScorer.sound().score(sample, finished)).isInstanceOf(Score.Correct.class);
  }

  private static Completion thinking(String text) {
    return new Completion(
        text,
        OptionalInt.empty(),
        OptionalInt.empty(),
        StopReason.STOP_TOKEN,
        Reasoning.inside(text, ReasoningMarkers.THINK),
        Duration.ZERO);
  }

  @Test
  void noneOfTheAboveIsAnAnswerWhereItIsAnOption() {
    List<String> options = List.of("1", "2", "None of the above");
    assertThat(extract("The answer is none of the above.", options).orElseThrow().letter())
        .isEqualTo('C');
  }

  @Test
  void saysWhichPhraseItTookAndWhere() {
    String text = "Speed: the answer is 15 m/s east.";
    assertThat(extract(text, OPTIONS))
        .contains(new ExtractedLetter('E', "option-text", text.indexOf("15"), text.length() - 1));
  }

  @Test
  void lettersInPlaceOfUnknownTextsNameNoOption() {
    assertThat(extract("the answer is a.", List.of("A", "B"))).isEmpty();
  }

  @Test
  void gradesAgainstTheSamplesOptions() {
    Sample sample = new Sample("1", "d", "q", "C", Map.of(), new Sample.Choices(OPTIONS));
    ChoiceScorer sound = ChoiceScorer.sound();
    assertThat(sound.score(sample, Completion.recorded("The answer is Paris.")))
        .isEqualTo(new Score.Correct("C", "option-text", Optional.of(new Reasoning.Span(14, 19))));
    assertThat(sound.score(sample, Completion.recorded("The answer is (A) and (C).")))
        .isEqualTo(new Score.NoAnswer("no rule of choice/sound finds a letter"));
  }

  private static Optional<ExtractedLetter> extract(String text, List<String> options) {
    return ChoiceScorer.sound().extract(ScannedText.of(text), options);
  }

  private static String letter(String text) {
    return extract(text.replace("\\n", "\n"), OPTIONS)
        .map(found -> String.valueOf(found.letter()))
        .orElse("-");
  }
}
