package assay.engine.model;

import assay.engine.kernels.Batch;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.Matrix;
import assay.engine.kernels.Share;
import java.util.List;

/// A linear map with an optional bias: `out = x * weights^T + bias`. Its rows may lie in pieces of
/// a larger tensor.
public final class Projection {
  private final List<Matrix> pieces; // [out, in] one below the other
  private final float[] bias; // [out], or empty for none
  private final int outDim;

  /// @param pieces one below the other, equally wide
  /// @param bias `[out]`, or empty for none
  Projection(List<Matrix> pieces, float[] bias) {
    this.pieces = List.copyOf(pieces);
    this.bias = bias;
    outDim = pieces.stream().mapToInt(Matrix::rows).sum();
  }

  /// Returns the number of outputs.
  int outDim() {
    return outDim;
  }

  /// Computes one worker's share of the outputs for a batch.
  ///
  /// @param x `[tokens, in]`
  /// @param out `[tokens, out]`
  void apply(Kernels kernels, Share share, float[] x, int tokens, float[] out) {
    Batch input = Batch.of(x, pieces.getFirst().columns());
    apply(kernels, share, input, tokens, Batch.of(out, outDim));
    if (bias.length > 0) {
      addBias(share.start(outDim), share.end(outDim), tokens, out);
    }
  }

  /// Computes one worker's share of the outputs, but for the bias, for a batch that lies anywhere.
  void apply(Kernels kernels, Share share, Batch x, int tokens, Batch out) {
    int from = share.start(outDim);
    int to = share.end(outDim);
    int first = 0;
    for (Matrix piece : pieces) {
      int pieceFrom = Math.max(from - first, 0);
      int pieceTo = Math.min(to - first, piece.rows());
      if (pieceFrom < pieceTo) {
        kernels.matmul(piece, pieceFrom, pieceTo, x, tokens, out.at(first));
      }
      first += piece.rows();
    }
  }

  private void addBias(int from, int to, int tokens, float[] out) {
    for (int token = 0; token < tokens; token++) {
      for (int i = from; i < to; i++) {
        out[token * outDim + i] += bias[i];
      }
    }
  }
}
