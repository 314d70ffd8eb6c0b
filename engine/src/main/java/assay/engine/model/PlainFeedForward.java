package assay.engine.model;

import assay.engine.config.FeedForwardConfig.Plain;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.Share;
import assay.engine.kernels.WorkerPool;
import assay.engine.model.LayerWeights.PlainWeights;

/// The feed-forward block without a gate; see [Plain].
final class PlainFeedForward implements FeedForward {
  private final int ffnDim;
  private final PlainWeights weights;
  private final ActivationFunction activation;
  private final Kernels kernels;
  private final WorkerPool pool;

  PlainFeedForward(Plain config, PlainWeights weights, Kernels kernels, WorkerPool pool) {
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
          weights.up().apply(kernels, share, a.normed, tokens, a.up);
          activate(share, a, tokens);
        });
    pool.run(share -> weights.down().apply(kernels, share, a.up, tokens, a.branch));
  }

  /// Bends just those elements that the same worker has computed, so that nobody has to wait.
  private void activate(Share share, Activations a, int tokens) {
    for (int token = 0; token < tokens; token++) {
      int start = token * ffnDim;
      activation.apply(a.up, start + share.start(ffnDim), start + share.end(ffnDim));
    }
  }
}
