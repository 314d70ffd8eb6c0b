package assay.reports;

import assay.results.Cause;
import assay.results.Score;

/// A [Score] without its texts.
sealed interface Verdict {
  record Correct(String rule) implements Verdict {}

  record Wrong(String rule) implements Verdict {}

  record NoAnswer() implements Verdict {}

  record NotMeasured(Cause cause) implements Verdict {}

  static Verdict of(Score score) {
    return switch (score) {
      case Score.Correct correct -> new Correct(correct.rule());
      case Score.Wrong wrong -> new Wrong(wrong.rule());
      case Score.NoAnswer none -> new NoAnswer();
      case Score.NotMeasured unmeasured -> new NotMeasured(unmeasured.cause());
    };
  }

  default boolean correct() {
    return this instanceof Correct;
  }

  default boolean measured() {
    return !(this instanceof NotMeasured);
  }
}
