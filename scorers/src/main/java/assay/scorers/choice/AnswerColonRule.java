package assay.scorers.choice;

import java.util.OptionalInt;

/// The match of `.*[aA]nswer:\s*([A-J])`, which is rule 2 of MMLU-Pro's scripts, or the last match
/// of `[aA]nswer:\s*([A-J])`, which is what its newest script has in that place.
///
/// The greedy `.*` of the first form stays within a line, so the match is the last one that begins
/// on the first line on which one begins; its white space may run over line ends, and the letter
/// then stands on a later line. As a regular expression it is quadratic.
///
/// Source: TIGER-AI-Lab/MMLU-Pro at f418b11, `extract_again` in `evaluate_from_local.py`,
/// `_PATTERNS` in `evaluate_from_apiX.py`.
///
/// @param last whether the last match of the text counts, whatever its line
public record AnswerColonRule(boolean last) implements LetterRule {
  private static final String PHRASE = "nswer:";

  @Override
  public String name() {
    return last ? "answer-colon-last" : "answer-colon";
  }

  @Override
  public OptionalInt find(ScannedText text) {
    OptionalInt found = OptionalInt.empty();
    int foundAt = 0;
    for (int i = 0; i < text.phrases(); i++) {
      int at = text.phrase(i);
      if (!ScannedText.isLetter(text.at(at - 1), 'a') || !text.holds(at, PHRASE)) {
        continue;
      }
      int letter = text.skipSpace(at + PHRASE.length());
      if (!text.letterAt(letter)) {
        continue;
      }
      if (last && at - 1 == found.orElse(-1)) {
        continue; // This A was the letter of the match before, and matches do not overlap.
      }
      if (found.isPresent() && !last && lineEndBetween(text, foundAt, at)) {
        return found;
      }
      found = OptionalInt.of(letter);
      foundAt = at;
    }
    return found;
  }

  private static boolean lineEndBetween(ScannedText text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.at(i) == '\n') {
        return true;
      }
    }
    return false;
  }
}
