package assay.scorers.choice;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Score;
import assay.scorers.SharedData;
import assay.scorers.catalog.Scorers;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The letters of the rules with four options. What simple-evals itself takes from odd answers to
/// MMLU is written by `tools/suites/simple_evals_prompts.py`.
final class HarnessLettersTest {
  static Stream<JsonNode> oddAnswers() {
    return SharedData.resource(HarnessLettersTest.class, "simple-evals-mmlu.jsonl").stream();
  }

  private static String letter(String scorer, String completion) {
    Score score =
        Scorers.grader("choice/" + scorer)
            .orElseThrow()
            .gradeCompletion("C", completion.replace("\\n", "\n"));
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
  @CsvSource(
      delimiter = '|',
      value = {
        "simple-evals-4|Thinking.\\nAnswer: C|C",
        "simple-evals-4|ANSWER: $C$|C",
        "simple-evals-4|Answer: E or Answer: C|C",
        "simple-evals-4|answer: c|c",
        "simple-evals-4|Answer:\\nC|-",
        "lm-eval-redux|It is C, not D.|C",
        "lm-eval-redux|All of them: D|A",
        "lm-eval-redux|none|-",
      })
  void takesTheLetterOfItsRule(String scorer, String completion, String letter) {
    assertThat(letter(scorer, completion)).isEqualTo(letter);
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
