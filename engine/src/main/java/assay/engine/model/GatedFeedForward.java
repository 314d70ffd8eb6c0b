package assay.engine.model;

import assay.engine.config.FeedForwardConfig.Gated;
import assay.engine.model.LayerWeights.GatedWeights;

/// The gated feed-forward block; see [Gated].
final class GatedFeedForward implements FeedForward {
  private final int ffnDim;
  private final GatedWeights weights;
  private final ActivationFunction activation;

  GatedFeedForward(Gated config, GatedWeights weights) {
    this.weights = weights;
    ffnDim = config.ffnDim();
    activation = new ActivationFunction(config.activation());
  }

  @Override
  public void apply(Pass pass) {
    Activations a = pass.activations;
    int chunks = pass.chunks(ffnDim);
    for (int chunk = pass.worker.claim(); chunk < chunks; chunk = pass.worker.claim()) {
      open(weights, chunk, ffnDim, activation, pass);
    }
    pass.meet();
    pass.project(weights.down(), a.gate, a.branch);
  }

  /// Computes and gates a chunk of the hidden layer: a worker gates what it has computed itself, so
  /// that nobody has to wait.
  static void open(
      GatedWeights weights, int chunk, int width, ActivationFunction activation, Pass pass) {
    Activations a = pass.activations;
    pass.project(weights.gate(), chunk, a.normed, a.gate);
    pass.project(weights.up(), chunk, a.normed, a.up);
    int from = pass.chunkStart(chunk, width);
    int to = pass.chunkStart(chunk + 1, width);
    for (int row = 0; row < pass.rows(); row++) {
      activation.gate(pass.kernels, a.gate, a.up, row * width + from, row * width + to);
    }
  }
}
