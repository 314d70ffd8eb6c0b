package assay.engine.model;

import assay.engine.config.FeedForwardConfig.Plain;
import assay.engine.model.LayerWeights.PlainWeights;

/// The feed-forward block without a gate; see [Plain].
final class PlainFeedForward implements FeedForward {
  private final int ffnDim;
  private final PlainWeights weights;
  private final ActivationFunction activation;

  PlainFeedForward(Plain config, PlainWeights weights) {
    this.weights = weights;
    ffnDim = config.ffnDim();
    activation = new ActivationFunction(config.activation());
  }

  @Override
  public void apply(Pass pass) {
    Activations a = pass.activations;
    int chunks = pass.chunks(ffnDim);
    for (int chunk = pass.worker.claim(); chunk < chunks; chunk = pass.worker.claim()) {
      pass.project(weights.up(), chunk, a.normed, a.up);
      // A worker bends what it has computed itself, so that nobody has to wait.
      int from = pass.chunkStart(chunk, ffnDim);
      int to = pass.chunkStart(chunk + 1, ffnDim);
      for (int row = 0; row < pass.rows(); row++) {
        activation.apply(pass.kernels, a.up, row * ffnDim + from, row * ffnDim + to);
      }
    }
    pass.meet();
    pass.project(weights.down(), a.up, a.branch);
  }
}
