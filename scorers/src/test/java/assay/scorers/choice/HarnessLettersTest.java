package assay.scorers.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import assay.results.Score;
import assay.scorers.SharedData;
import assay.scorers.catalog.Scorers;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The letters of the rules with four options. What simple-evals itself takes from odd answers to
/// MMLU is written by `tools/suites/simple_evals_prompts.py`, what OpenCompass and lighteval take
/// by `tools/scorers/choice_harness_golden.py`.
final class HarnessLettersTest {
  static Stream<JsonNode> oddAnswers() {
    return SharedData.resource(HarnessLettersTest.class, "simple-evals-mmlu.jsonl").stream();
  }

  private static String letter(String scorer, String completion) {
    Score score = Scorers.grader("choice/" + scorer).orElseThrow().gradeCompletion("C", completion);
    return switch (score) {
      case Score.Correct right -> right.answer();
      case Score.Wrong wrong -> wrong.answer();
      case Score.NoAnswer _, Score.NotMeasured _ -> "-";
    };
  }

  @ParameterizedTest
  @MethodSource("oddAnswers")
  void takesOfAnyLanguageWhatSimpleEvalsTakes(JsonNode row) {
    JsonNode found = row.get("found");
    assertThat(letter("simple-evals-mmlu", row.get("text").textValue()))
        .isEqualTo(found.isNull() ? "-" : found.textValue());
  }

  @ParameterizedTest
  @CsvSource({
    "opencompass-first-option, 1",
    "opencompass-first-option-4, 2",
    "opencompass-first-capital, 3",
    "lighteval, 4",
    "lighteval-4, 5",
  })
  void takesOfMadeUpTextsWhatTheHarnessTakes(String scorer, int column) {
    for (JsonNode row : SharedData.resource(HarnessLettersTest.class, "harness-letters.jsonl")) {
      String found = row.get(column).textValue();
      assertThat(letter(scorer, row.get(0).textValue()))
          .as("%s", row)
          .isEqualTo(found.isEmpty() ? "-" : found);
    }
  }

  /// A letter's place is that of the completion, also behind blanks and thoughts.
  @Test
  void theLettersOfTheseHarnessesStandWhereTheySay() {
    for (JsonNode row : SharedData.resource(HarnessLettersTest.class, "harness-letters.jsonl")) {
      String text = row.get(0).textValue();
      for (ChoiceScorer scorer :
          List.of(ChoiceScorer.openCompassFirstOption(), ChoiceScorer.lighteval())) {
        scorer
            .extract(text)
            .ifPresent(
                letter ->
                    assertThat(text.charAt(letter.start()))
                        .as("%s", row)
                        .isEqualTo(letter.letter()));
      }
    }
  }

  /// As written some of these expressions take quadratic time; much of what they begin with has to
  /// be read in a moment.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "the correct answer is ",
        "答案是",
        "答案为 x。x",
        "1.",
        "final answer  ",
        "answer: ",
        "<think>",
        "<think></think>",
      })
  void degenerateTextsTakeAMoment(String unit) {
    String text = unit.repeat(200_000 / unit.length());
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          ChoiceScorer.openCompassFirstOption().extract(text);
          ChoiceScorer.lighteval().extract(text);
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "simple-evals-4|Thinking.\\nAnswer: C|C",
        "simple-evals-4|ANSWER: $C$|C",
        "simple-evals-4|Answer: E or Answer: C|C",
        "simple-evals-4|answer: c|c",
        "simple-evals-4|Answer:\\nC|-",
        "lm-eval-llama|The best answer is B. No, the best answer is C.|C",
        "lm-eval-llama|The best answer is (C).|-",
        "lm-eval-llama|the best answer is c|-",
        "lm-eval-llama|best answer is Clear|C",
        "lm-eval-redux|It is C, not D.|C",
        "lm-eval-redux|All of them: D|A",
        "lm-eval-redux|none|-",
      })
  void takesTheLetterOfItsRule(String scorer, String completion, String letter) {
    assertThat(letter(scorer, completion.replace("\\n", "\n"))).isEqualTo(letter);
  }

  /// What lm-evaluation-harness' `exact_match` says of the same lines.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "' C'|true",
        "c.|true",
        "(C)|true",
        "C\\nbecause of it|true",
        "C) the third|false",
        "'\\nC'|false",
        "B|false",
      })
  void theFirstLineIsNothingButTheLetter(String completion, boolean right) {
    assertThat(
            Scorers.grader("choice/lm-eval-generative")
                .orElseThrow()
                .gradeCompletion("C", completion.replace("\\n", "\n"))
                .correct())
        .isEqualTo(right);
  }
}
