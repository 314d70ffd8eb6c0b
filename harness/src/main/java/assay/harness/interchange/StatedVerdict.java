package assay.harness.interchange;

import assay.results.Cause;
import assay.results.Score;
import com.fasterxml.jackson.databind.JsonNode;

/// A number or truth value that a log states of an attempt, as a verdict: 1 is right, 0 is wrong,
/// and all between is neither.
final class StatedVerdict {
  private StatedVerdict() {}

  /// Returns the verdict.
  ///
  /// @param answer what was extracted, or empty
  static Score of(JsonNode value, String answer) {
    if (!value.isNumber() && !value.isBoolean()) {
      return new Score.NotMeasured(Cause.NO_VERDICT, "the score is " + value);
    }
    double number = value.isBoolean() ? (value.booleanValue() ? 1 : 0) : value.doubleValue();
    if (Double.isNaN(number)) {
      return new Score.NotMeasured(Cause.GRADER_FAULT, "the score is NaN");
    }
    if (number == 1) {
      return StatedScore.right(answer);
    }
    return number == 0
        ? StatedScore.wrong(answer, "")
        : new Score.NotMeasured(Cause.NO_VERDICT, "the score is " + value);
  }
}
