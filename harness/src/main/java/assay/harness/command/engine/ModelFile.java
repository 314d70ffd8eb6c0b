package assay.harness.command.engine;

import assay.engine.LanguageModel;
import assay.engine.LoadOptions;
import assay.engine.ModelLoader;
import assay.harness.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/// The options that open a model for computing.
final class ModelFile {
  @Option(names = "--model", required = true, paramLabel = "FILE", description = "A GGUF file.")
  private Path model;

  @Option(
      names = "--kernels",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "auto, scalar or a vector width (default: ${DEFAULT-VALUE}).")
  private String kernels;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Computing threads (default: one for each processor).")
  private Integer threads;

  @Option(
      names = "--context",
      paramLabel = "N",
      description = "Context window in tokens (default: the model's own).")
  private Integer context;

  Path path() {
    return model;
  }

  LanguageModel open() throws IOException {
    int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    try {
      return ModelLoader.open(
          model,
          new LoadOptions(
              kernels, count, context == null ? OptionalInt.empty() : OptionalInt.of(context)));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
