package assay.harness.options;

import assay.engine.LanguageModel;
import assay.harness.hub.Hub;
import assay.harness.hub.ModelName;
import assay.harness.model.EngineModel;
import assay.harness.model.EngineOptions;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that open a model for computing.
public final class ModelFile {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description =
          "A GGUF file, a checkpoint folder, hf:ORGANISATION/NAME[:QUANTIZATION] or ollama:NAME.")
  private String model;

  @Mixin private EngineFlags flags;

  private final Hub hub;

  /// Creates the options.
  ///
  /// @param hub where models with a name are
  public ModelFile(Hub hub) {
    this.hub = hub;
  }

  /// Returns the file or the folder.
  public Path path() throws IOException {
    return path(model);
  }

  /// Returns the file or the folder of another model that is written the same way.
  public Path path(String other) throws IOException {
    return ModelName.isOne(other) ? hub.model(ModelName.parse(other)) : Path.of(other);
  }

  /// Returns how the engine is to compute.
  ///
  /// @throws UsageException if the flags do not fit one another
  public EngineOptions options() {
    return flags.options();
  }

  /// Opens the weights alone, which is all that token ids need.
  public LanguageModel openWeights() throws IOException {
    return EngineModel.load(path(), flags.options());
  }

  /// Opens weights, tokenizer and chat template.
  public EngineModel open() throws IOException {
    return EngineModel.open(path(), flags.options());
  }
}
