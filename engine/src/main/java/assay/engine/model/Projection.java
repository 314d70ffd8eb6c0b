package assay.engine.model;

import assay.engine.kernels.Batch;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.Matrix;
import assay.engine.kernels.Share;

/// A linear map with an optional bias: `out = x * weights^T + bias`.
public final class Projection {
  private final Matrix weights; // [out, in]
  private final float[] bias; // [out], or empty for none

  Projection(Matrix weights, float[] bias) {
    this.weights = weights;
    this.bias = bias;
  }

  /// Computes one worker's share of the outputs for a batch.
  ///
  /// @param x `[tokens, in]`
  /// @param out `[tokens, out]`
  void apply(Kernels kernels, Share share, float[] x, int tokens, float[] out) {
    int outDim = weights.rows();
    int from = share.start(outDim);
    int to = share.end(outDim);
    kernels.matmul(
        weights, from, to, Batch.of(x, weights.columns()), tokens, Batch.of(out, outDim));
    if (bias.length > 0) {
      for (int token = 0; token < tokens; token++) {
        for (int i = from; i < to; i++) {
          out[token * outDim + i] += bias[i];
        }
      }
    }
  }
}
