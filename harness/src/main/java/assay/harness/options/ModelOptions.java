package assay.harness.options;

import assay.harness.model.ModelChoice;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which model answers, and how it is asked.
public final class ModelOptions {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description =
          "A GGUF file or checkpoint folder, http(s)://host/v1#model-name, or recorded:FILE with"
              + " generations made elsewhere.")
  private String model;

  @Mixin private ModelFlags flags;

  /// Returns the model that was named.
  public ModelChoice choice() {
    return flags.choice("--model", model);
  }
}
