package assay.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where a run stands among others of a plan, such as `pad-to` at `4096`. What was measured does
/// not depend on it.
///
/// @param labels label by axis, in the plan's order; empty for a run of no plan
public record PlanCoordinates(Map<String, String> labels) {
  /// A run of no plan.
  public static final PlanCoordinates NONE = new PlanCoordinates(Map.of());

  public PlanCoordinates {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /// Returns the labels by what tables call them.
  Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    labels.forEach((axis, label) -> words.put("axis " + axis, label));
    return words;
  }
}
