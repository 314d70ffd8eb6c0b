package assay.engine.model;

/// The attention half of one layer.
sealed interface Attention permits GroupedQueryAttention, LatentAttention, GatedDeltaNet {
  /// Computes `branch` from `normed`, together with the other workers, and stores in the pages what
  /// they keep of the batch's positions. The workers have to meet before and behind.
  void apply(Pass pass);
}
