package assay.reports.run;

import assay.results.ModelFacts.Engine;
import assay.results.RunManifest.ModelIdentity;
import assay.results.published.CacheShape;
import assay.results.published.Cutoff;
import assay.results.published.FactCheck;
import assay.results.published.ModelCard;
import assay.results.published.PublishedModels;
import java.util.Optional;

/// Finds what is known of the model behind a run.
public final class RunFacts {
  private RunFacts() {}

  /// Returns the facts: those of the run's manifest where the engine wrote them, completed by what
  /// the registry says about a model of that name.
  public static Optional<ModelCard> of(ModelIdentity model, PublishedModels models) {
    Optional<ModelCard> listed = models.of(model.name());
    return model.facts() instanceof Engine engine && engine.size().active().isPresent()
        ? Optional.of(measured(model.name(), engine, listed.flatMap(ModelCard::cutoff)))
        : listed;
  }

  private static ModelCard measured(String name, Engine engine, Optional<Cutoff> cutoff) {
    return new ModelCard(
        name,
        engine.size().parameters(),
        engine.size().active(),
        engine.size().weightBytesPerToken(),
        engine
            .cache()
            .shape()
            .or(
                () ->
                    engine.cache().bytesPerToken().stream()
                        .mapToObj(CacheShape::growing)
                        .findFirst()),
        cutoff,
        "the run's manifest",
        FactCheck.STATED);
  }
}
