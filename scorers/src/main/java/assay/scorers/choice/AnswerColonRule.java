package assay.scorers.choice;

import assay.scorers.PythonText;
import java.util.OptionalInt;

/// The match of `.*[aA]nswer:\s*([A-J])`, which is rule 2 of MMLU-Pro's scripts.
///
/// The greedy `.*` stays within a line, so the match is the last one that begins on the first line
/// on which one begins; its white space may run over line ends, and the letter then stands on a
/// later line. As a regular expression it is quadratic; this scan visits each character once for
/// the phrase and once for the white space.
///
/// Source: TIGER-AI-Lab/MMLU-Pro at f418b11, `extract_again` in `evaluate_from_local.py`.
public record AnswerColonRule() implements LetterRule {
  private static final String PHRASE = "nswer:";

  @Override
  public String name() {
    return "answer-colon";
  }

  @Override
  public OptionalInt find(String text) {
    OptionalInt found = OptionalInt.empty();
    int lineEnd = -1;
    for (int at = text.indexOf(PHRASE); at >= 0; at = text.indexOf(PHRASE, at + 1)) {
      if (found.isPresent() && at > lineEnd) {
        return found;
      }
      int letter = PythonText.skipSpace(text, at + PHRASE.length());
      if (capitalOrSmallA(text, at - 1) && LetterRule.letterAt(text, letter)) {
        if (found.isEmpty()) {
          int end = text.indexOf('\n', at);
          lineEnd = end < 0 ? text.length() : end;
        }
        found = OptionalInt.of(letter);
      }
    }
    return found;
  }

  private static boolean capitalOrSmallA(String text, int index) {
    return index >= 0 && (text.charAt(index) == 'a' || text.charAt(index) == 'A');
  }
}
