package assay.scorers.choice;

import assay.scorers.PythonText;
import java.util.OptionalInt;

/// The last letter A to J that stands alone, which is rule 3 of MMLU-Pro's scripts:
/// `\b[A-J]\b(?!.*\b[A-J]\b)` with `DOTALL`. It takes the pronoun "I" and the article "A" too.
///
/// Source: TIGER-AI-Lab/MMLU-Pro at f418b11, `extract_final` in `evaluate_from_local.py`.
public record LastLetterRule() implements LetterRule {

  @Override
  public String name() {
    return "last-letter";
  }

  @Override
  public OptionalInt find(String text) {
    for (int index = text.length() - 1; index >= 0; index--) {
      if (LetterRule.letterAt(text, index)
          && !PythonText.wordBefore(text, index)
          && !PythonText.wordAt(text, index + 1)) {
        return OptionalInt.of(index);
      }
    }
    return OptionalInt.empty();
  }
}
