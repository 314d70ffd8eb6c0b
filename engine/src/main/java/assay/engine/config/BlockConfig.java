package assay.engine.config;

/// One transformer block.
///
/// @param attention its first half
/// @param feedForward its second half
/// @param norms where vectors are normalised
/// @param branchScale that either half's output is multiplied by before it is added
public record BlockConfig(
    AttentionConfig attention,
    FeedForwardConfig feedForward,
    NormPlacement norms,
    float branchScale) {
  /// Returns a block that normalises the input of either half.
  public static BlockConfig normedBefore(AttentionConfig attention, FeedForwardConfig feedForward) {
    return new BlockConfig(attention, feedForward, NormPlacement.BEFORE, 1);
  }

  /// Returns a block that normalises input and output of either half.
  public static BlockConfig normedAround(AttentionConfig attention, FeedForwardConfig feedForward) {
    return new BlockConfig(attention, feedForward, NormPlacement.BEFORE_AND_AFTER, 1);
  }

  /// Returns a block that normalises the output of either half.
  public static BlockConfig normedBehind(AttentionConfig attention, FeedForwardConfig feedForward) {
    return new BlockConfig(attention, feedForward, NormPlacement.AFTER, 1);
  }

  /// Returns this block with other attention.
  public BlockConfig withAttention(AttentionConfig other) {
    return new BlockConfig(other, feedForward, norms, branchScale);
  }

  /// Returns this block with the outputs of its halves scaled.
  public BlockConfig withBranchScale(float other) {
    return new BlockConfig(attention, feedForward, norms, other);
  }

  /// Where a block normalises.
  public enum NormPlacement {
    /// The input of either half.
    BEFORE,
    /// The input of either half, and its output before it is added to the residual stream.
    BEFORE_AND_AFTER,
    /// The output of either half alone.
    AFTER
  }
}
