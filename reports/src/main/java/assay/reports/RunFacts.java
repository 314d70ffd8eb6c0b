package assay.reports;

import assay.results.RunManifest.ModelIdentity;
import assay.results.published.CacheShape;
import assay.results.published.ModelFacts;
import assay.results.published.PublishedModels;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Finds what is known of the model behind a run.
final class RunFacts {
  private RunFacts() {}

  /// Returns the facts: those of the run's manifest where the engine wrote them, completed by what
  /// the registry says about a model of that name.
  static Optional<ModelFacts> of(ModelIdentity model, PublishedModels models) {
    Optional<ModelFacts> listed = models.of(model.name());
    Map<String, String> facts = model.facts();
    if (!facts.containsKey("active parameters")) {
      return listed;
    }
    return Optional.of(
        new ModelFacts(
            model.name(),
            number(facts, "parameters"),
            number(facts, "active parameters"),
            number(facts, "weight bytes per token"),
            number(facts, "kv bytes per token").stream().mapToObj(CacheShape::growing).findFirst(),
            listed.flatMap(ModelFacts::cutoff),
            "the run's manifest"));
  }

  private static OptionalLong number(Map<String, String> facts, String name) {
    String value = facts.get(name);
    return value != null && value.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(value))
        : OptionalLong.empty();
  }
}
