package assay.scorers.number;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.Completion;
import assay.results.Digests;
import assay.results.Reasoning;
import assay.results.Sample;
import assay.results.Score;
import assay.scorers.PairGrader;
import assay.scorers.SharedData;
import assay.scorers.catalog.Scorers;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What lm-evaluation-harness itself found, written by `tools/scorers/gsm8k_golden.py`.
final class HarnessNumberTest {
  private static final String NOTHING = "[invalid]";

  static Stream<JsonNode> oddTexts() {
    return SharedData.resource(HarnessNumberTest.class, "lm-eval.jsonl").stream();
  }

  static Stream<JsonNode> recorded() {
    return SharedData.resource(HarnessNumberTest.class, "lm-eval-recorded.jsonl").stream();
  }

  private static PairGrader grader(JsonNode row) {
    return Scorers.grader(row.get("scorer").textValue()).orElseThrow();
  }

  private static String found(Score score) {
    return switch (score) {
      case Score.Correct right -> right.answer();
      case Score.Wrong wrong -> wrong.answer();
      case Score.NoAnswer _, Score.NotMeasured _ -> NOTHING;
    };
  }

  @ParameterizedTest
  @MethodSource("oddTexts")
  void findsInAnOddTextWhatTheHarnessFinds(JsonNode row) {
    Score score =
        grader(row).gradeCompletion(row.get("target").textValue(), row.get("text").textValue());
    assertThat(found(score)).isEqualTo(row.get("found").textValue());
    assertThat(score.correct()).isEqualTo(row.get("correct").booleanValue());
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void findsInRecordedSolutionsWhatTheHarnessFinds(JsonNode row) {
    List<String> answers = new ArrayList<>();
    int right = 0;
    for (JsonNode problem : SharedData.rows("math/gsm8k_example_model_solutions_first660.jsonl")) {
      String target = lastLine(problem.get("ground_truth").textValue());
      for (Map.Entry<String, JsonNode> each : problem.properties()) {
        if (each.getValue().isObject()) {
          String solution = each.getValue().get("solution").textValue();
          Score score =
              grader(row).gradeCompletion(target, ending(solution, row.get("form").textValue()));
          answers.add(found(score));
          right += score.correct() ? 1 : 0;
        }
      }
    }
    assertThat(answers).hasSize(row.get("n").intValue());
    assertThat(right).isEqualTo(row.get("correct").intValue());
    assertThat(answers.stream().filter(NOTHING::equals).count())
        .isEqualTo(row.get("missing").longValue());
    assertThat(Digests.ofText(String.join("\n", answers))).isEqualTo(row.get("sha256").textValue());
  }

  private static String lastLine(String solution) {
    return solution.substring(solution.lastIndexOf("A: ") + "A: ".length());
  }

  private static String ending(String solution, String form) {
    int mark = solution.lastIndexOf("A: ");
    String head = mark < 0 ? "" : solution.substring(0, mark);
    String number = mark < 0 ? solution : lastLine(solution);
    return switch (form) {
      case "####" -> head + "#### " + number;
      case "The answer is" -> head + "The answer is " + number + ".";
      default -> solution;
    };
  }

  @Test
  void saysWhereTheNumberStands() {
    Sample sample = new Sample("0", "d", "How many?", "18", Map.of(), new Sample.Plain());
    Score score = HarnessNumber.strict().score(sample, Completion.recorded("So:\n#### 18"));
    assertThat(score.at(new Reasoning.Span(9, 11))).isEqualTo(score);
    assertThat(score.correct()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("assay.scorers.number.HarnessNumberTest#longTexts")
  void isLinearInAMegabyte(String text) {
    for (HarnessNumber grader :
        List.of(HarnessNumber.strict(), HarnessNumber.strictThought(), HarnessNumber.flexible())) {
      assertThat(grader.gradeCompletion("17", text).correct()).isFalse();
    }
  }

  static Stream<String> longTexts() {
    return Stream.of("-", "1", "#### ", "The answer is ", "#### 1 ", ".,", "\n")
        .map(part -> part.repeat((1 << 20) / part.length()));
  }
}
