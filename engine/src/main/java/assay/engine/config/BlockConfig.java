package assay.engine.config;

/// One transformer block.
///
/// @param attention its first half
/// @param feedForward its second half
/// @param norms where vectors are normalised
public record BlockConfig(
    AttentionConfig attention, FeedForwardConfig feedForward, NormPlacement norms) {
  /// Returns a block that normalises the input of either half.
  public static BlockConfig normedBefore(AttentionConfig attention, FeedForwardConfig feedForward) {
    return new BlockConfig(attention, feedForward, NormPlacement.BEFORE);
  }

  /// Returns a block that normalises input and output of either half.
  public static BlockConfig normedAround(AttentionConfig attention, FeedForwardConfig feedForward) {
    return new BlockConfig(attention, feedForward, NormPlacement.BEFORE_AND_AFTER);
  }

  /// Where a block normalises.
  public enum NormPlacement {
    /// The input of either half.
    BEFORE,
    /// The input of either half, and its output before it is added to the residual stream.
    BEFORE_AND_AFTER
  }
}
