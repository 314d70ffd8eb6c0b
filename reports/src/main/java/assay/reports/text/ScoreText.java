package assay.reports.text;

import assay.results.Score;

/// The parts of a verdict as text; empty where a verdict has no such part.
public final class ScoreText {
  private ScoreText() {}

  /// Returns why nothing was measured.
  public static String cause(Score score) {
    return score instanceof Score.NotMeasured unmeasured ? unmeasured.cause().label() : "";
  }

  /// Returns what the scorer says besides.
  public static String detail(Score score) {
    return switch (score) {
      case Score.Correct correct -> "";
      case Score.Wrong wrong -> wrong.detail();
      case Score.NoAnswer none -> none.detail();
      case Score.NotMeasured unmeasured -> unmeasured.detail();
    };
  }
}
