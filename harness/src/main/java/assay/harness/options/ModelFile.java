package assay.harness.options;

import assay.engine.LanguageModel;
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
      paramLabel = "FILE",
      description = "A GGUF file, or a checkpoint folder.")
  private Path model;

  @Mixin private EngineFlags flags;

  /// Returns the file or the folder.
  public Path path() {
    return model;
  }

  /// Returns how the engine is to compute.
  ///
  /// @throws UsageException if the flags do not fit one another
  public EngineOptions options() {
    return flags.options();
  }

  /// Opens the weights alone, which is all that token ids need.
  public LanguageModel openWeights() throws IOException {
    return EngineModel.load(model, flags.options());
  }

  /// Opens weights, tokenizer and chat template.
  public EngineModel open() throws IOException {
    return EngineModel.open(model, flags.options());
  }
}
