package assay.engine.model;

/// The feed-forward half of one layer.
sealed interface FeedForward permits GatedFeedForward, PlainFeedForward, MixtureOfExperts {
  /// Computes `branch` from `normed`.
  void apply(Activations a, int tokens);
}
