package assay.results.published;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// What is known of a model besides its answers. Absent is what no source states; nothing is
/// guessed from a name.
///
/// @param model its name
/// @param parameters weights in all
/// @param activeParameters weights that take part in computing a token
/// @param weightBytesPerToken bytes of weights that computing one token alone reads
/// @param cache bytes of the KV cache
/// @param cutoff the last month of the training data
/// @param source where this was read
/// @param check whether it was compared with a primary source
public record ModelCard(
    String model,
    OptionalLong parameters,
    OptionalLong activeParameters,
    OptionalLong weightBytesPerToken,
    Optional<CacheShape> cache,
    Optional<Cutoff> cutoff,
    String source,
    FactCheck check) {
  public ModelCard {
    Objects.requireNonNull(model);
    Objects.requireNonNull(parameters);
    Objects.requireNonNull(activeParameters);
    Objects.requireNonNull(weightBytesPerToken);
    Objects.requireNonNull(cache);
    Objects.requireNonNull(cutoff);
    Objects.requireNonNull(source);
    Objects.requireNonNull(check);
  }

  /// Returns whether the size is known.
  public boolean sized() {
    return activeParameters.isPresent();
  }
}
