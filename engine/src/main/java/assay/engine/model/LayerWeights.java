package assay.engine.model;

/// The tensors of one transformer block.
public record LayerWeights(AttentionWeights attention, FeedForwardWeights feedForward) {

  /// Tensors of the attention block.
  ///
  /// @param norm of the input, `[modelDim]`
  /// @param query `[queryDim, modelDim]`
  /// @param key `[kvDim, modelDim]`
  /// @param value `[kvDim, modelDim]`
  /// @param output `[modelDim, queryDim]`
  public record AttentionWeights(
      RmsNorm norm, Projection query, Projection key, Projection value, Projection output) {}

  /// Tensors of the feed-forward block.
  ///
  /// @param norm of the input, `[modelDim]`
  /// @param gate `[ffnDim, modelDim]`
  /// @param up `[ffnDim, modelDim]`
  /// @param down `[modelDim, ffnDim]`
  public record FeedForwardWeights(RmsNorm norm, Projection gate, Projection up, Projection down) {}
}
