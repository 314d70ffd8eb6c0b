package assay.engine.model;

import assay.engine.kernels.Kernels;
import assay.engine.kernels.Share;
import assay.engine.kernels.WorkerPool;
import assay.engine.model.LayerWeights.FeedForwardWeights;

/// The gated feed-forward block: `down(silu(gate(x)) * up(x))`.
///
/// Source: Shazeer, "GLU Variants Improve Transformer", 2020 (SwiGLU).
final class FeedForward {
  private final int ffnDim;
  private final Kernels kernels;
  private final WorkerPool pool;

  FeedForward(int ffnDim, Kernels kernels, WorkerPool pool) {
    this.ffnDim = ffnDim;
    this.kernels = kernels;
    this.pool = pool;
  }

  /// Computes `branch` from `residual`.
  void apply(FeedForwardWeights weights, Activations a, int tokens) {
    weights.norm().apply(kernels, a.residual, tokens, a.normed);
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
      kernels.swiGlu(a.gate, a.up, start + share.start(ffnDim), start + share.end(ffnDim));
    }
  }
}
