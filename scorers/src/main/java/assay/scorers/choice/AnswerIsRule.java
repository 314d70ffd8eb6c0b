package assay.scorers.choice;

import java.util.OptionalInt;

/// The first or last match of `answer is \(?([A-J])\)?`, which is rule 1 of MMLU-Pro's scripts.
///
/// Source: TIGER-AI-Lab/MMLU-Pro at f418b11, `extract_answer` in `evaluate_from_local.py` (first
/// match) and `evaluate_from_apiX.py` (last match); EleutherAI/lm-evaluation-harness,
/// `tasks/mmlu_pro/_default_template_yaml` (first match).
///
/// @param last whether the last match counts instead of the first
public record AnswerIsRule(boolean last) implements LetterRule {
  private static final String PHRASE = "nswer is ";

  @Override
  public String name() {
    return last ? "answer-is-last" : "answer-is";
  }

  @Override
  public OptionalInt find(ScannedText text) {
    int count = text.phrases();
    for (int i = 0; i < count; i++) {
      int at = text.phrase(last ? count - 1 - i : i);
      if (text.at(at - 1) == 'a' && text.holds(at, PHRASE)) {
        int letter = at + PHRASE.length();
        letter += text.at(letter) == '(' ? 1 : 0;
        if (text.letterAt(letter)) {
          return OptionalInt.of(letter);
        }
      }
    }
    return OptionalInt.empty();
  }
}
