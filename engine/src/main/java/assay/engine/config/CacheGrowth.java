package assay.engine.config;

import assay.engine.config.AttentionConfig.GatedDelta;
import assay.engine.config.AttentionConfig.GroupedQuery;
import assay.engine.config.AttentionConfig.Latent;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// How what has to be kept of a sequence grows with it, by the kinds of attention that a model has.
/// The engine keeps all positions of windowed layers too, so that a sequence can be cut anywhere;
/// this is what the architecture needs.
///
/// @param kinds of attention, in the order of the layers
/// @param bytesPerToken bytes for one position in all layers
/// @param windowedBytesPerToken the part of it in layers that see only a window
/// @param window positions that those layers see, the most of them; 1 where there are none
/// @param stateBytes what is kept of a sequence whatever its length
public record CacheGrowth(
    Set<Kind> kinds, long bytesPerToken, long windowedBytesPerToken, int window, long stateBytes) {
  public CacheGrowth {
    kinds = Collections.unmodifiableSet(new LinkedHashSet<>(kinds));
  }

  /// How the positions of a layer look at each other.
  public enum Kind {
    /// Keys and values of every position.
    FULL,
    /// Keys and values of the last positions.
    WINDOWED,
    /// One narrow vector of every position.
    LATENT,
    /// A state, whatever the number of positions.
    LINEAR
  }

  /// Returns how the cache of a model grows with entries of a type.
  public static CacheGrowth of(ModelConfig config, CacheType type) {
    Set<Kind> kinds = new LinkedHashSet<>();
    long all = 0;
    long windowed = 0;
    int window = 1;
    for (BlockConfig block : config.blocks()) {
      long bytes = block.attention().cacheBytes(type);
      all += bytes;
      switch (block.attention()) {
        case GroupedQuery grouped when grouped.window().isPresent() -> {
          kinds.add(Kind.WINDOWED);
          windowed += bytes;
          window = Math.max(window, grouped.window().get().size());
        }
        case GroupedQuery _ -> kinds.add(Kind.FULL);
        case Latent _ -> kinds.add(Kind.LATENT);
        case GatedDelta _ -> kinds.add(Kind.LINEAR);
      }
    }
    return new CacheGrowth(kinds, all, windowed, window, config.stateBytes());
  }

  /// Returns the kinds in words, such as `windowed and full`.
  public String words() {
    return kinds.stream()
        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" and "));
  }

  /// Returns the bytes of a sequence.
  public long bytes(long positions) {
    return stateBytes
        + (bytesPerToken - windowedBytesPerToken) * positions
        + windowedBytesPerToken * Math.min(positions, window);
  }
}
