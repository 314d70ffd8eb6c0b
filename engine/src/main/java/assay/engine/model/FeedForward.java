package assay.engine.model;

/// The feed-forward half of one layer.
sealed interface FeedForward permits GatedFeedForward, PlainFeedForward, MixtureOfExperts {
  /// Computes `branch` from `normed`, together with the other workers, which have to meet before
  /// and behind.
  void apply(Pass pass);
}
