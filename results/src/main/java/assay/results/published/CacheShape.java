package assay.results.published;

import java.util.Objects;

/// How a KV cache grows with the sequence.
///
/// @param attention the kinds of attention that make it grow so, such as `full`, `windowed and
///   full` or `latent`; empty where they are not known
/// @param bytesPerToken bytes for one position in all layers
/// @param windowedBytesPerToken the part of it in layers that keep only a window
/// @param window positions that those layers keep
/// @param stateBytes what linear attention keeps of a sequence, whatever its length
public record CacheShape(
    String attention, long bytesPerToken, long windowedBytesPerToken, int window, long stateBytes) {
  public CacheShape {
    Objects.requireNonNull(attention);
    if (windowedBytesPerToken < 0
        || bytesPerToken < windowedBytesPerToken
        || window < 1
        || stateBytes < 0) {
      throw new IllegalArgumentException(
          "%d of %d bytes in a window of %d, and %d"
              .formatted(windowedBytesPerToken, bytesPerToken, window, stateBytes));
    }
  }

  /// Returns a cache of which nothing is known but that every layer keeps every position.
  public static CacheShape growing(long bytesPerToken) {
    return growing("", bytesPerToken);
  }

  /// Returns a cache in which every layer keeps every position.
  public static CacheShape growing(String attention, long bytesPerToken) {
    return new CacheShape(attention, bytesPerToken, 0, Integer.MAX_VALUE, 0);
  }

  /// Returns the bytes of a sequence.
  public long bytes(long positions) {
    return stateBytes
        + (bytesPerToken - windowedBytesPerToken) * positions
        + windowedBytesPerToken * Math.min(positions, window);
  }
}
