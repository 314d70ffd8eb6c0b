package assay.results.published;

/// How a KV cache grows with the sequence.
///
/// @param bytesPerToken bytes for one position in all layers
/// @param windowedBytesPerToken the part of it in layers that keep only a window
/// @param window positions that those layers keep
public record CacheShape(long bytesPerToken, long windowedBytesPerToken, int window) {
  public CacheShape {
    if (windowedBytesPerToken < 0 || bytesPerToken < windowedBytesPerToken || window < 1) {
      throw new IllegalArgumentException(
          "%d of %d bytes in a window of %d"
              .formatted(windowedBytesPerToken, bytesPerToken, window));
    }
  }

  /// Returns a cache in which every layer keeps every position.
  public static CacheShape growing(long bytesPerToken) {
    return new CacheShape(bytesPerToken, 0, Integer.MAX_VALUE);
  }

  /// Returns the bytes of a sequence.
  public long bytes(long positions) {
    return (bytesPerToken - windowedBytesPerToken) * positions
        + windowedBytesPerToken * Math.min(positions, window);
  }
}
