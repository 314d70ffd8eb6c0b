package assay.scorers.math;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// The fixtures with the verdicts of the published graders: one letter a grader, T or F.
final class OfficialVerdicts {
  static final List<String> SCORERS =
      List.of("math/hendrycks", "math/prm800k", "math/minerva", "math/qwen", "math/math-verify");

  private OfficialVerdicts() {}

  /// Returns the recorded verdict of a scorer's original.
  static boolean verdict(JsonNode row, String scorer) {
    return row.get("v").textValue().charAt(SCORERS.indexOf(scorer)) == 'T';
  }

  static String pair(JsonNode row) {
    return row.get("gold").textValue() + " | " + row.get("pred").textValue() + " | ";
  }
}
