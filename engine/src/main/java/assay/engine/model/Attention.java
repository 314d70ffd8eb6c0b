package assay.engine.model;

/// The attention half of one layer.
sealed interface Attention permits GroupedQueryAttention, LatentAttention {
  /// Computes `branch` from `normed`, and stores in the cache what it keeps of the batch's
  /// positions.
  void apply(KvCache cache, Activations a, int tokens);
}
