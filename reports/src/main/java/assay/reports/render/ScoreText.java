package assay.reports.render;

import assay.results.Score;

/// The parts of a verdict as text; empty where a verdict has no such part.
final class ScoreText {
  private ScoreText() {}

  static String cause(Score score) {
    return score instanceof Score.NotMeasured unmeasured ? unmeasured.cause().label() : "";
  }

  static String detail(Score score) {
    return switch (score) {
      case Score.Correct correct -> "";
      case Score.Wrong wrong -> wrong.detail();
      case Score.NoAnswer none -> none.detail();
      case Score.NotMeasured unmeasured -> unmeasured.detail();
    };
  }
}
