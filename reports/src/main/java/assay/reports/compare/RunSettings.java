package assay.reports.compare;

import assay.results.GenerationSettings;
import assay.results.RunManifest;
import java.util.LinkedHashMap;
import java.util.Map;

/// What two runs may differ in besides their answers, in words.
final class RunSettings {
  private RunSettings() {}

  static Map<String, String> of(RunManifest manifest) {
    Map<String, String> settings = new LinkedHashMap<>();
    GenerationSettings used = manifest.settings();
    settings.put("model", manifest.model().name());
    settings.put("protocol", manifest.protocol().name() + " " + manifest.protocol().version());
    settings.put("data", manifest.dataset().source());
    settings.put("max tokens", String.valueOf(used.maxTokens()));
    settings.put("temperature", String.valueOf(used.temperature()));
    settings.put("top-p", String.valueOf(used.topP()));
    settings.put("top-k", String.valueOf(used.topK()));
    settings.put("attempts", String.valueOf(used.attempts()));
    manifest.model().facts().words().forEach((name, fact) -> settings.put("model " + name, fact));
    return settings;
  }
}
