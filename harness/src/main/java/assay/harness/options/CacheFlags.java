package assay.harness.options;

import assay.harness.cache.CachePlace;
import assay.harness.cache.CompletionCache;
import assay.harness.run.UsageException;
import assay.results.ModelFacts;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Whether completions are kept, and where.
public final class CacheFlags {
  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Keep completions in this folder, and take from it what is there, whatever the model is."
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

  /// Returns the cache for what a model answers; empty where none is wanted.
  public Optional<CompletionCache> cache(ModelFacts model) {
    if (none && folder != null) {
      throw new UsageException("--cache and --no-cache exclude one another");
    }
    if (none) {
      return Optional.empty();
    }
    return Optional.ofNullable(folder)
        .or(
            () ->
                CachePlace.unasked(model) ? CachePlace.standard(System.getenv()) : Optional.empty())
        .map(CompletionCache::new);
  }

  /// Returns how many bytes the cache may hold.
  public long most() {
    return ByteSize.parse("--cache-size", size);
  }
}
