package assay.reports.run;

import assay.results.Cause;
import assay.results.Score;

/// A [Score] without its texts.
public sealed interface Verdict {
  /// The answer is right, by this rule.
  record Correct(String rule) implements Verdict {}

  /// The answer is wrong, by this rule.
  record Wrong(String rule) implements Verdict {}

  /// No answer was found, which counts as wrong.
  record NoAnswer() implements Verdict {}

  /// Nothing can be said about the answer.
  record NotMeasured(Cause cause) implements Verdict {}

  /// Returns what remains of a score.
  static Verdict of(Score score) {
    return switch (score) {
      case Score.Correct correct -> new Correct(correct.rule());
      case Score.Wrong wrong -> new Wrong(wrong.rule());
      case Score.NoAnswer none -> new NoAnswer();
      case Score.NotMeasured unmeasured -> new NotMeasured(unmeasured.cause());
    };
  }

  /// Returns whether the answer is right.
  default boolean correct() {
    return this instanceof Correct;
  }

  /// Returns whether the answer was measured at all.
  default boolean measured() {
    return !(this instanceof NotMeasured);
  }
}
