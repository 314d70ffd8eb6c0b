package assay.reports.run;

import assay.results.Cause;
import assay.results.Score;

/// A [Score] without its texts.
public sealed interface Verdict {
  /// The answer is right, by this rule.
  record Correct(String rule) implements Verdict {}

  /// The answer is wrong, by this rule.
  ///
  /// @param credit the share of it that is right, 0 or more and below 1
  record Wrong(String rule, double credit) implements Verdict {
    /// Returns the verdict on an answer of which nothing is right.
    public Wrong(String rule) {
      this(rule, 0);
    }
  }

  /// No answer was found, which counts as wrong.
  record NoAnswer() implements Verdict {}

  /// Nothing can be said about the answer.
  record NotMeasured(Cause cause) implements Verdict {}

  /// Returns what remains of a score.
  static Verdict of(Score score) {
    return switch (score) {
      case Score.Correct correct -> new Correct(correct.rule());
      case Score.Wrong wrong ->
          new Wrong(wrong.rule(), wrong.part().map(Score.Part::share).orElse(0.0));
      case Score.NoAnswer none -> new NoAnswer();
      case Score.NotMeasured unmeasured -> new NotMeasured(unmeasured.cause());
    };
  }

  /// Returns whether the answer is right.
  default boolean correct() {
    return this instanceof Correct;
  }

  /// Returns what the answer adds to a score: 1 where it is right, else the share of it that is.
  default double credit() {
    return switch (this) {
      case Correct correct -> 1;
      case Wrong wrong -> wrong.credit();
      case NoAnswer none -> 0;
      case NotMeasured unmeasured -> 0;
    };
  }

  /// Returns whether the answer was measured at all.
  default boolean measured() {
    return !(this instanceof NotMeasured);
  }
}
