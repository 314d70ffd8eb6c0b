package assay.engine.config;

/// Which positions before its own a token sees.
///
/// @param size of them at most, itself included
/// @param chunked whether the sequence is cut into pieces of this size, and a token sees those of
///   its piece alone; if not, it sees the last ones wherever it stands
public record Window(int size, boolean chunked) {
  /// Checks the size.
  public Window {
    if (size < 1) {
      throw new IllegalArgumentException("a window sees at least 1 position, not " + size);
    }
  }

  /// Returns a window that moves with the token.
  ///
  /// Source: Beltagy et al., "Longformer", 2020.
  public static Window sliding(int size) {
    return new Window(size, false);
  }

  /// Returns pieces of a sequence.
  ///
  /// Source: Meta, "Llama 4", 2025, in Transformers, `create_chunked_causal_mask`.
  public static Window chunks(int size) {
    return new Window(size, true);
  }

  /// Returns the first position that a token sees.
  public int first(int position) {
    return chunked ? position / size * size : Math.max(0, position + 1 - size);
  }
}
