package assay.scorers.math;

import java.util.List;
import java.util.function.UnaryOperator;

/// One named step of a normal form.
///
/// @param name says what it does, for tests and error messages
/// @param rewrite total: any text in, a text out
record NormalizationStep(String name, UnaryOperator<String> rewrite) {

  /// Returns what the steps make of a text, one after the other.
  static String applyAll(List<NormalizationStep> steps, String text) {
    String normal = text;
    for (NormalizationStep step : steps) {
      normal = step.rewrite().apply(normal);
    }
    return normal;
  }
}
