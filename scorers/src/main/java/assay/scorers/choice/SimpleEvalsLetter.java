package assay.scorers.choice;

import assay.results.Completion;
import assay.results.Reasoning;
import assay.results.Sample;
import assay.results.Score;
import assay.scorers.PairGrader;
import java.util.OptionalInt;

/// The letter that simple-evals takes for one of four options: the first match of `(?i)Answer[
/// \t]*:[ \t]*\$?([A-D])\$?`, as it stands, so that a small letter is wrong. Thoughts are read like
/// all else.
///
/// Source: openai/simple-evals at ee3b031, `ANSWER_PATTERN_MULTICHOICE` in `common.py`, as
/// `gpqa_eval.py` uses it.
public record SimpleEvalsLetter() implements PairGrader {
  private static final AnyCaseColonRule RULE = new AnyCaseColonRule('D', true);

  @Override
  public String name() {
    return "choice/simple-evals-4";
  }

  @Override
  public Score gradeAnswer(String target, String answer) {
    return verdict(target, answer.strip());
  }

  @Override
  public Score gradeCompletion(String target, String completion) {
    return grade(target, ScannedText.of(completion));
  }

  @Override
  public Score score(Sample sample, Completion completion) {
    return grade(sample.target(), ScannedText.of(completion));
  }

  private Score grade(String target, ScannedText text) {
    OptionalInt found = RULE.find(text);
    if (found.isEmpty()) {
      return new Score.NoAnswer("no \"Answer: X\" with a letter from A to D");
    }
    int at = found.getAsInt();
    return verdict(target, String.valueOf(text.at(at))).at(new Reasoning.Span(at, at + 1));
  }

  private Score verdict(String target, String letter) {
    return letter.equals(target.strip())
        ? new Score.Correct(letter, RULE.name())
        : new Score.Wrong(letter, RULE.name(), "");
  }
}
