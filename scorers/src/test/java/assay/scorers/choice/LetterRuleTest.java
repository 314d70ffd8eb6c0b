package assay.scorers.choice;

import static org.assertj.core.api.Assertions.assertThat;

import assay.scorers.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// The expected indexes come from Python's `re` (tools/scorers/choice_golden.py).
class LetterRuleTest {

  @Test
  void answerIsFindsWhatPythonFinds() {
    agreesWithPython(new AnswerIsRule(false), "is");
  }

  @Test
  void lastAnswerIsFindsWhatPythonFinds() {
    agreesWithPython(new AnswerIsRule(true), "isLast");
  }

  @Test
  void answerColonFindsWhatPythonFinds() {
    agreesWithPython(new AnswerColonRule(), "colon");
  }

  @Test
  void lastLetterFindsWhatPythonFinds() {
    agreesWithPython(new LastLetterRule(), "lone");
  }

  @Test
  void answerColonTakesTheLastMatchOfTheFirstLineThatHasOne() {
    String text = "answer: none\nanswer: A or Answer: B\nanswer: C";
    assertThat(new AnswerColonRule().find(text)).hasValue(text.indexOf('B'));
  }

  @Test
  void answerColonTakesItsLetterFromALaterLine() {
    String text = "answer: A, answer: \n\n C";
    assertThat(new AnswerColonRule().find(text)).hasValue(text.indexOf('C'));
  }

  @Test
  void lastLetterTakesThePronoun() {
    assertThat(new LastLetterRule().find("It is B, I think")).hasValue(9);
  }

  @Test
  void everyRuleEndsOnAMegabyteMadeToBacktrack() {
    String spaces = "answer:" + " ".repeat(1 << 19) + "answer is (";
    String text = (spaces + "answer:".repeat(1 << 16) + "A_".repeat(1 << 18));
    assertThat(new AnswerIsRule(false).find(text)).isEmpty();
    assertThat(new AnswerIsRule(true).find(text)).isEmpty();
    assertThat(new AnswerColonRule().find(text)).isPresent();
    assertThat(new LastLetterRule().find(text)).isEmpty();
  }

  private static void agreesWithPython(LetterRule rule, String field) {
    for (JsonNode row : SharedData.resource(LetterRuleTest.class, "python-re.jsonl")) {
      JsonNode index = row.get(field);
      OptionalInt expected =
          index.isNull() ? OptionalInt.empty() : OptionalInt.of(index.intValue());
      assertThat(rule.find(row.get("text").textValue())).as("%s", row).isEqualTo(expected);
    }
  }
}
