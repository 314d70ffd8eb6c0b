package assay.engine.config;

/// One transformer block.
///
/// @param attention its first half
/// @param feedForward its second half
/// @param norms where vectors are normalised
public record BlockConfig(
    AttentionConfig attention, FeedForwardConfig feedForward, NormPlacement norms) {
  /// Where a block normalises.
  public enum NormPlacement {
    /// The input of either half.
    BEFORE,
    /// The input of either half, and its output before it is added to the residual stream.
    BEFORE_AND_AFTER
  }
}
