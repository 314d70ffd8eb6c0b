package assay.scorers.choice;

import assay.results.Score;
import assay.scorers.PairGrader;

/// The letter that OpenCompass's `first_capital_postprocess` takes: the first capital of a
/// completion, of whatever script; the "T" of "The answer is B" too.
///
/// Source: open-compass/opencompass 0.5.4, `opencompass/utils/text_postprocessors.py`, as
/// `configs/datasets/mmlu/mmlu_gen_23a9a9.py` and `mmlu_gen_5d1409.py` use it.
public record FirstCapital() implements PairGrader {
  @Override
  public String name() {
    return "choice/opencompass-first-capital";
  }

  @Override
  public Score gradeAnswer(String target, String answer) {
    return verdict(target, answer.strip());
  }

  @Override
  public Score gradeCompletion(String target, String completion) {
    return completion
        .codePoints()
        .filter(Character::isUpperCase)
        .mapToObj(Character::toString)
        .findFirst()
        .map(letter -> verdict(target, letter))
        .orElseGet(() -> new Score.NoAnswer("no capital"));
  }

  private Score verdict(String target, String letter) {
    return letter.equals(target)
        ? new Score.Correct(letter, "first-capital")
        : new Score.Wrong(letter, "first-capital", "");
  }
}
