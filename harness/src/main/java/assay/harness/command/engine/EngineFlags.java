package assay.harness.command.engine;

import assay.harness.model.EngineOptions;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/// How the bundled engine computes.
public final class EngineFlags {
  @Option(
      names = "--kernels",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "Engine: auto, scalar or a vector width (default: ${DEFAULT-VALUE}).")
  private String kernels;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Engine: computing threads (default: one for each processor).")
  private Integer threads;

  @Option(
      names = "--context",
      paramLabel = "N",
      description = "Engine: context window in tokens (default: the model's own).")
  private Integer context;

  /// Returns what was asked for.
  public EngineOptions options() {
    return new EngineOptions(
        kernels,
        threads == null ? Runtime.getRuntime().availableProcessors() : threads,
        context == null ? OptionalInt.empty() : OptionalInt.of(context));
  }
}
