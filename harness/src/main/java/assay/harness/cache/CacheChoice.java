package assay.harness.cache;

import assay.results.ModelFacts;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// Whether and where a run keeps completions.
///
/// @param folder that the user names; empty for the user's cache, where the model is of a kind that
///   is kept unasked
/// @param standard the user's cache; empty where it is switched off
/// @param most bytes that the cache may hold
public record CacheChoice(Optional<Path> folder, Optional<Path> standard, long most) {
  public CacheChoice {
    Objects.requireNonNull(folder);
    Objects.requireNonNull(standard);
  }

  /// Returns the cache for what a model answers; empty where none is wanted. What is recorded is
  /// kept already.
  public Optional<CompletionCache> cache(ModelFacts model) {
    if (model instanceof ModelFacts.Recording) {
      return Optional.empty();
    }
    return folder
        .or(() -> CachePlace.unasked(model) ? standard : Optional.empty())
        .map(CompletionCache::new);
  }
}
