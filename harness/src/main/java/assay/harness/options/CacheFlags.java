package assay.harness.options;

import assay.harness.cache.CacheChoice;
import assay.harness.cache.CachePlace;
import assay.harness.help.InGroup;
import assay.harness.help.OptionGroup;
import assay.harness.model.ModelChoice;
import assay.harness.run.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Whether completions are kept, and where.
@InGroup(OptionGroup.MODEL)
public final class CacheFlags {
  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Keep completions in this folder, and take from it what is there, wherever the model is."
              + " Without it the user's cache serves the engine and remote endpoints (assay cache"
              + " --help).")
  private Path folder;

  @Option(names = "--no-cache", description = "Neither keep completions nor take kept ones.")
  private boolean none;

  @Option(
      names = "--cache-size",
      paramLabel = "SIZE",
      defaultValue = "10G",
      description =
          "What the cache may hold; at the end of a run what was used longest ago goes (default:"
              + " ${DEFAULT-VALUE}).")
  private String size;

  /// Returns the model with its answers kept, unless the user wants none.
  ///
  /// @throws UsageException if the flags exclude one another
  ModelChoice kept(ModelChoice model) {
    if (none && folder != null) {
      throw new UsageException("--cache and --no-cache exclude one another");
    }
    return none
        ? model
        : new ModelChoice.Kept(
            model,
            new CacheChoice(
                Optional.ofNullable(folder),
                CachePlace.standard(System.getenv()),
                ByteSize.parse("--cache-size", size)));
  }
}
