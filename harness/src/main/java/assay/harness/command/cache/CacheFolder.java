package assay.harness.command.cache;

import assay.harness.cache.CachePlace;
import assay.harness.cache.CompletionCache;
import assay.harness.run.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which cache a command looks after.
final class CacheFolder {
  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "The folder of the cache (default: ASSAY_CACHE, or assay in the user's caches).")
  private Path folder;

  CompletionCache open() {
    return new CompletionCache(
        Optional.ofNullable(folder)
            .or(() -> CachePlace.standard(System.getenv()))
            .orElseThrow(
                () -> new UsageException("ASSAY_CACHE is off; name a cache with --cache DIR")));
  }
}
