package assay.harness.model;

import assay.harness.cache.CacheChoice;
import assay.harness.cache.CachedModel;
import assay.harness.cache.CompletionCache;
import assay.harness.cache.EngineBuild;
import assay.harness.endpoint.EndpointAddress;
import assay.harness.endpoint.EndpointLikelihoods;
import assay.harness.endpoint.EndpointModel;
import assay.harness.endpoint.EndpointOptions;
import assay.harness.price.PricedModel;
import assay.harness.run.Likelihoods;
import assay.harness.run.Model;
import assay.harness.run.UsageException;
import assay.results.ModelFacts;
import assay.results.Origin;
import assay.results.RunManifest.ModelIdentity;
import assay.results.Tariff;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Which model answers, and how it is asked. Equal choices may share one open model.
public sealed interface ModelChoice {

  /// Opens the model; the caller closes it.
  ///
  /// @throws UsageException if there is no such file, or the options do not fit this machine or
  ///   this model
  Model open() throws IOException;

  /// Opens the model as what tells likelihoods; the caller closes it.
  ///
  /// @throws UsageException if there is no such file, or a recording was named
  default Likelihoods likelihoods() throws IOException {
    return switch (this) {
      case Engine engine ->
          new EngineLikelihoods(EngineModel.open(engine.file(), engine.options()));
      case Endpoint endpoint -> {
        endpoint.options().requireEcho();
        yield new EndpointLikelihoods(endpoint.address(), endpoint.options());
      }
      case Recorded recorded ->
          throw new UsageException("--model: a recording has no log-likelihoods");
      case Kept kept -> kept.of().likelihoods();
      case Priced priced -> priced.of().likelihoods();
    };
  }

  /// Returns the model's file or folder, or the recording; empty where there is none.
  default Optional<Path> place() {
    return switch (this) {
      case Engine engine -> Optional.of(engine.file());
      case Recorded recorded -> Optional.of(recorded.path());
      case Endpoint endpoint -> Optional.empty();
      case Kept kept -> kept.of().place();
      case Priced priced -> priced.of().place();
    };
  }

  /// Returns the file or folder with the model's tokenizer, where it is at hand.
  default Optional<Path> tokenizer() {
    return switch (this) {
      case Engine engine -> Optional.of(engine.file());
      case Recorded _, Endpoint _ -> Optional.empty();
      case Kept kept -> kept.of().tokenizer();
      case Priced priced -> priced.of().tokenizer();
    };
  }

  /// Returns what the model was named, and what that meant; empty where a path or an address says
  /// it.
  default Optional<Origin> origin() {
    return switch (this) {
      case Engine engine -> engine.named();
      case Recorded recorded -> Optional.empty();
      case Endpoint endpoint -> Optional.empty();
      case Kept kept -> kept.of().origin();
      case Priced priced -> priced.of().origin();
    };
  }

  /// The bundled engine on a GGUF file or a checkpoint folder.
  ///
  /// @param named what the file was named, where that was no path
  record Engine(Path file, EngineOptions options, Optional<Origin> named) implements ModelChoice {
    /// Returns a model that is named by its path.
    public Engine(Path file, EngineOptions options) {
      this(file, options, Optional.empty());
    }

    @Override
    public Model open() throws IOException {
      if (!Files.exists(file)) {
        throw new UsageException(
            "--model %s: no such file; write a GGUF file, a checkpoint folder, hf:ORGANISATION/NAME, ollama:NAME, http(s)://host/v1#name or recorded:FILE"
                .formatted(file));
      }
      return EngineModel.open(file, options);
    }
  }

  /// An OpenAI-compatible endpoint.
  record Endpoint(EndpointAddress address, EndpointOptions options) implements ModelChoice {
    @Override
    public Model open() {
      return new EndpointModel(address, options);
    }
  }

  /// A model whose answers are kept.
  record Kept(ModelChoice of, CacheChoice cache) implements ModelChoice {
    @Override
    public Model open() throws IOException {
      Model model = of.open();
      ModelIdentity identity = model.identity();
      Optional<CompletionCache> kept = cache.cache(identity.facts());
      if (kept.isEmpty()) {
        return model;
      }
      // Another build of the engine may round otherwise, so its texts are not taken for this one's.
      String code = identity.facts() instanceof ModelFacts.Engine ? EngineBuild.digest() : "";
      return new CachedModel(model, identity, code, kept.get(), cache.most());
    }
  }

  /// A model whose answers cost money.
  ///
  /// @param budget what may be spent; empty for any sum
  record Priced(ModelChoice of, Tariff tariff, Optional<BigDecimal> budget) implements ModelChoice {
    @Override
    public Model open() throws IOException {
      return new PricedModel(of.open(), tariff, budget);
    }
  }

  /// Generations made elsewhere, or a run.
  record Recorded(Path path, RecordedFields fields) implements ModelChoice {
    @Override
    public Model open() throws IOException {
      return RecordedModel.open(path, fields);
    }
  }
}
