package assay.harness.model;

import assay.engine.LanguageModel;
import assay.engine.config.CacheGrowth;
import assay.harness.run.RunFailedException;
import assay.results.ModelFacts;
import assay.results.RunManifest.ModelIdentity;
import assay.results.published.CacheShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a manifest says of a model of the bundled engine: which files computed, and what they hold.
record EngineIdentity(Path file, EngineOptions options, LanguageModel model, ModelText text) {
  /// Returns name, digests and facts.
  ///
  /// @throws RunFailedException if the weights cannot be read
  ModelIdentity identity() {
    Map<String, String> digests = new LinkedHashMap<>();
    try {
      digests.put(
          "weights",
          WeightDigests.ofUser(System.getenv()).of(ModelText.computingFiles(file, model)));
    } catch (IOException e) {
      throw new RunFailedException(file + ": cannot be read: " + e.getMessage(), e);
    }
    digests.put("tokenizer", text.tokenizer().digest());
    text.template().ifPresent(known -> digests.put("template", known.digest()));
    return new ModelIdentity(file.getFileName().toString(), digests, facts());
  }

  private ModelFacts facts() {
    return new ModelFacts.Engine(
        model.config().architecture(),
        new ModelFacts.Size(
            OptionalLong.of(model.totalParameters()),
            OptionalLong.of(model.activeParameters()),
            OptionalLong.of(model.weightBytesPerToken())),
        model.kernelName(),
        OptionalInt.of(model.contextLength()),
        new ModelFacts.Cache(
            options.cacheType().name(),
            OptionalLong.of(model.config().kvBytesPerToken(options.cacheType())),
            Optional.of(growth())),
        options.ropeScaling().map(EngineOptions::describe));
  }

  private CacheShape growth() {
    CacheGrowth growth = CacheGrowth.of(model.config(), options.cacheType());
    return new CacheShape(
        growth.words(),
        growth.bytesPerToken(),
        growth.windowedBytesPerToken(),
        growth.window(),
        growth.stateBytes());
  }
}
