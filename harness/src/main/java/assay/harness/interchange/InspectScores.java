package assay.harness.interchange;

import assay.results.Cause;
import assay.results.Score;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The scores of a sample in an inspect log, as verdicts named `inspect/SCORER`, or
/// `inspect/SCORER:KEY` where a scorer gives several values.
///
/// `C`, 1, true and `yes` are right, `I`, 0, false and `no` are wrong, `N` is no answer. Partial
/// credit (`P`, numbers between), other numbers and words are neither. NaN says that the scorer had
/// no value, and is its fault.
///
/// Source: `value_to_float` of inspect_ai, `scorer/_metric.py`.
final class InspectScores {
  private InspectScores() {}

  static Map<String, Score> of(JsonNode scores) {
    Map<String, Score> verdicts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : scores.properties()) {
      JsonNode value = each.getValue().path("value");
      String name = "inspect/" + each.getKey();
      if (value.isObject()) {
        value
            .properties()
            .forEach(
                part ->
                    verdicts.put(
                        name + ":" + part.getKey(), verdict(each.getValue(), part.getValue())));
      } else {
        verdicts.put(name, verdict(each.getValue(), value));
      }
    }
    return verdicts;
  }

  private static Score verdict(JsonNode score, JsonNode value) {
    String answer = score.path("answer").asText("");
    String why = score.path("explanation").asText("");
    if (value.isNumber() && Double.isNaN(value.doubleValue())) {
      return new Score.NotMeasured(
          Cause.GRADER_FAULT, why.isEmpty() ? "the scorer gave no value" : why);
    }
    if (value.isBoolean() || value.isNumber()) {
      double number = value.isBoolean() ? (value.booleanValue() ? 1 : 0) : value.doubleValue();
      return number == 1
          ? StatedScore.right(answer)
          : number == 0 ? StatedScore.wrong(answer, why) : neither(value);
    }
    if (!value.isTextual()) {
      return neither(value);
    }
    return switch (value.asText()) {
      case "C" -> StatedScore.right(answer);
      case "I" -> StatedScore.wrong(answer, why);
      case "N" -> new Score.NoAnswer(why);
      default ->
          switch (value.asText().toLowerCase(Locale.ROOT)) {
            case "yes", "true", "1", "1.0" -> StatedScore.right(answer);
            case "no", "false", "0", "0.0" -> StatedScore.wrong(answer, why);
            default -> neither(value);
          };
    };
  }

  private static Score neither(JsonNode value) {
    return new Score.NotMeasured(Cause.NO_VERDICT, "the score is " + value);
  }
}
