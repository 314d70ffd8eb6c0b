package assay.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where a run stands among others of a plan, such as `pad-to` at `4096`: labels by axis, noted
/// among the manifest's facts on the program. What was measured does not depend on them.
///
/// @param labels label by axis, in the plan's order; empty for a run of no plan
public record PlanCoordinates(Map<String, String> labels) {
  private static final String PREFIX = "axis ";

  public PlanCoordinates {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /// Returns what a manifest notes.
  public static PlanCoordinates of(RunManifest manifest) {
    Map<String, String> labels = new LinkedHashMap<>();
    manifest
        .program()
        .forEach(
            (name, value) -> {
              if (name.startsWith(PREFIX)) {
                labels.put(name.substring(PREFIX.length()), value);
              }
            });
    return new PlanCoordinates(labels);
  }

  /// Returns the facts for a manifest.
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    labels.forEach((axis, label) -> facts.put(PREFIX + axis, label));
    return facts;
  }
}
