package assay.harness.interchange;

import assay.results.Score;

/// Verdicts that a log states. What rule made them is known to the other program alone.
final class StatedScore {
  private static final String RULE = "recorded";

  private StatedScore() {}

  static Score right(String answer) {
    return new Score.Correct(answer, RULE);
  }

  /// @param why as far as the log says so, or empty
  static Score wrong(String answer, String why) {
    return new Score.Wrong(answer, RULE, why);
  }
}
