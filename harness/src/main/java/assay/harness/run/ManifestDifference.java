package assay.harness.run;

import assay.results.RunManifest;
import assay.results.store.ManifestCodec;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// In what two manifests say that different things are measured.
///
/// Program, machine and the places of files may differ when a run is continued, and so may what is
/// only said about suite and protocol; the model, the rules, the settings, the scorers and the rows
/// may not.
public final class ManifestDifference {
  private static final List<String> MEASURED =
      List.of("model", "dataset", "protocol", "settings", "scorers");

  private final List<String> words = new ArrayList<>();

  private ManifestDifference() {}

  /// Returns each difference as `field (stored, now other)`; empty where the same is measured.
  public static List<String> between(RunManifest stored, RunManifest now) {
    ManifestDifference differences = new ManifestDifference();
    JsonNode before = ManifestCodec.write(stored);
    JsonNode after = ManifestCodec.write(now);
    for (String section : MEASURED) {
      differences.compare(section, before.path(section), after.path(section));
    }
    return List.copyOf(differences.words);
  }

  private void compare(String path, JsonNode stored, JsonNode now) {
    if (stored.equals(now) || isDefinition(path) || isNewlyTold(path, stored)) {
      return;
    }
    if (path.equals("dataset.rows")) {
      words.add("the selected rows or their content");
    } else if (stored.isObject() && now.isObject()) {
      Set<String> fields = new LinkedHashSet<>();
      stored.fieldNames().forEachRemaining(fields::add);
      now.fieldNames().forEachRemaining(fields::add);
      fields.forEach(field -> compare(path + "." + field, stored.path(field), now.path(field)));
    } else {
      words.add("%s (%s, now %s)".formatted(path, shown(stored), shown(now)));
    }
  }

  private static boolean isDefinition(String path) {
    return path.equals("dataset.facts") || path.equals("protocol.facts");
  }

  /// What follows from the weights, which have a digest, and earlier versions did not write.
  private static boolean isNewlyTold(String path, JsonNode stored) {
    return path.equals("model.facts.kvGrowth") && stored.isMissingNode();
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "none" : value.isTextual() ? value.asText() : value.toString();
  }
}
