package assay.engine.model;

import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.Share;
import assay.engine.kernels.WorkerPool;
import assay.engine.model.LayerWeights.GatedWeights;

/// The gated feed-forward block; see [Gated].
final class GatedFeedForward implements FeedForward {
  private final int ffnDim;
  private final GatedWeights weights;
  private final ActivationFunction activation;
  private final Kernels kernels;
  private final WorkerPool pool;

  GatedFeedForward(Gated config, GatedWeights weights, Kernels kernels, WorkerPool pool) {
    this.weights = weights;
    this.kernels = kernels;
    this.pool = pool;
    ffnDim = config.ffnDim();
    activation = new ActivationFunction(config.activation(), kernels);
  }

  @Override
  public void apply(Activations a, int tokens) {
    pool.run(
        share -> {
          weights.gate().apply(kernels, share, a.normed, tokens, a.gate);
          weights.up().apply(kernels, share, a.normed, tokens, a.up);
          gate(share, a, tokens);
        });
    pool.run(share -> weights.down().apply(kernels, share, a.gate, tokens, a.branch));
  }

  /// Gates just those elements that the same worker has computed, so that nobody has to wait.
  private void gate(Share share, Activations a, int tokens) {
    for (int token = 0; token < tokens; token++) {
      int start = token * ffnDim;
      activation.gate(a.gate, a.up, start + share.start(ffnDim), start + share.end(ffnDim));
    }
  }
}
