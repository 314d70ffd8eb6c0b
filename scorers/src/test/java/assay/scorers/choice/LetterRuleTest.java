package assay.scorers.choice;

import static org.assertj.core.api.Assertions.assertThat;

import assay.scorers.SharedData;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
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
    agreesWithPython(new AnswerColonRule(false), "colon");
  }

  @Test
  void lastLetterFindsWhatPythonFinds() {
    agreesWithPython(new LastLetterRule(), "lone");
  }

  @Test
  void lastAnswerColonFindsWhatPythonFinds() {
    agreesWithPython(new AnswerColonRule(true), "colonLast");
  }

  @Test
  void simpleEvalsFindsWhatPythonFinds() {
    agreesWithPython(AnyCaseColonRule.simpleEvals(), "simple");
  }

  @Test
  void openCompassFindsWhatPythonFinds() {
    agreesWithPython(AnyCaseColonRule.openCompass(), "opencompass");
  }

  @Test
  void evalscopeFindsWhatItsOwnParserFinds() {
    for (JsonNode row : SharedData.resource(LetterRuleTest.class, "python-re.jsonl")) {
      String text = row.get("text").textValue();
      Optional<ExtractedLetter> found = ChoiceScorer.evalscope().extract(text);
      assertThat(found.map(letter -> String.valueOf(letter.letter())).orElse(null))
          .as("%s", row)
          .isEqualTo(row.get("evalscope").textValue());
      found.ifPresent(letter -> assertThat(text.charAt(letter.start())).isEqualTo(letter.letter()));
    }
  }

  /// Deleting the bold marks moves the letter; the span is that of the completion all the same.
  @Test
  void apiChainFindsItsLetterInTheCompletionAsItWas() {
    for (JsonNode row : SharedData.resource(LetterRuleTest.class, "python-re.jsonl")) {
      String text = row.get("text").textValue();
      Optional<ExtractedLetter> found = ChoiceScorer.officialApi().extract(text);
      found.ifPresent(letter -> assertThat(text.charAt(letter.start())).isEqualTo(letter.letter()));
      if (found.filter(letter -> letter.rule().equals("answer-colon")).isPresent()) {
        int start = found.orElseThrow().start();
        assertThat(text.substring(0, start).replace("**", "").length())
            .isEqualTo(row.get("bareColon").intValue());
      }
    }
  }

  @Test
  void answerColonTakesTheLastMatchOfTheFirstLineThatHasOne() {
    String text = "answer: none\nanswer: A or Answer: B\nanswer: C";
    assertThat(new AnswerColonRule(false).find(ScannedText.of(text))).hasValue(text.indexOf('B'));
  }

  @Test
  void answerColonTakesItsLetterFromALaterLine() {
    String text = "answer: A, answer: \n\n C";
    assertThat(new AnswerColonRule(false).find(ScannedText.of(text))).hasValue(text.indexOf('C'));
  }

  @Test
  void lastLetterTakesThePronoun() {
    assertThat(new LastLetterRule().find(ScannedText.of("It is B, I think"))).hasValue(9);
  }

  private static void agreesWithPython(LetterRule rule, String field) {
    for (JsonNode row : SharedData.resource(LetterRuleTest.class, "python-re.jsonl")) {
      JsonNode index = row.get(field);
      OptionalInt expected =
          index.isNull() ? OptionalInt.empty() : OptionalInt.of(index.intValue());
      assertThat(rule.find(ScannedText.of(row.get("text").textValue())))
          .as("%s", row)
          .isEqualTo(expected);
    }
  }
}
