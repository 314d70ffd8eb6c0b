package assay.scorers.choice;

import java.util.OptionalInt;

/// The last letter A to J that stands alone, which is rule 3 of MMLU-Pro's scripts:
/// `\b[A-J]\b(?!.*\b[A-J]\b)` with `DOTALL`, or the last match of `\b[A-J]\b`. It takes the pronoun
/// "I" and the article "A" too.
///
/// Source: TIGER-AI-Lab/MMLU-Pro at f418b11, `extract_final` in `evaluate_from_local.py`,
/// `_PATTERNS` in `evaluate_from_apiX.py`.
public record LastLetterRule() implements LetterRule {

  @Override
  public String name() {
    return "last-letter";
  }

  @Override
  public OptionalInt find(ScannedText text) {
    int index = text.lastLoneLetter();
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }
}
