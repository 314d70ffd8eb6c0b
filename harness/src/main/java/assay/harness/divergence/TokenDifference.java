package assay.harness.divergence;

/// How two models differ before one token.
///
/// @param kl divergence of the model from the reference, in nats, at least 0
/// @param reference the reference's log-probability of the token that follows
/// @param model the model's
/// @param sameTop whether both find the same token likeliest
record TokenDifference(double kl, double reference, double model, boolean sameTop) {
  static TokenDifference of(Distribution reference, Distribution model, int right) {
    return new TokenDifference(
        reference.divergenceOf(model),
        reference.logprob(right),
        model.logprob(right),
        reference.top() == model.top());
  }

  /// Returns by how much the probability of the token that follows has grown.
  double change() {
    return Math.exp(model) - Math.exp(reference);
  }
}
