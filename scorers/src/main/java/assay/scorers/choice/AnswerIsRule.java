package assay.scorers.choice;

import java.util.OptionalInt;

/// The first or last match of `answer is \(?([A-J])\)?`, which is rule 1 of MMLU-Pro's scripts.
///
/// Source: TIGER-AI-Lab/MMLU-Pro at f418b11, `extract_answer` in `evaluate_from_local.py` (first
/// match) and `evaluate_from_apiX.py` (last match).
///
/// @param last whether the last match counts instead of the first
public record AnswerIsRule(boolean last) implements LetterRule {
  private static final String PHRASE = "answer is ";

  @Override
  public String name() {
    return last ? "answer-is-last" : "answer-is";
  }

  @Override
  public OptionalInt find(String text) {
    int at = next(text, last ? text.length() : 0);
    while (at >= 0) {
      int letter = at + PHRASE.length();
      if (letter < text.length() && text.charAt(letter) == '(') {
        letter++;
      }
      if (LetterRule.letterAt(text, letter)) {
        return OptionalInt.of(letter);
      }
      at = next(text, last ? at - 1 : at + 1);
    }
    return OptionalInt.empty();
  }

  private int next(String text, int from) {
    return last ? text.lastIndexOf(PHRASE, from) : text.indexOf(PHRASE, from);
  }
}
