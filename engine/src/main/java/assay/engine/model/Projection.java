package assay.engine.model;

import assay.engine.kernels.Batch;
import assay.engine.kernels.Kernels;
import assay.engine.kernels.Operand;
import java.util.List;

/// A linear map with an optional bias: `out = x * weights^T + bias`. Its rows may lie in pieces of
/// a larger tensor.
public final class Projection {
  private final List<Operand> pieces; // [out, in] one below the other
  private final float[] bias; // [out], or empty for none
  private final int outDim;

  /// @param pieces one below the other, equally wide
  /// @param bias `[out]`, or empty for none
  Projection(List<Operand> pieces, float[] bias) {
    this.pieces = List.copyOf(pieces);
    this.bias = bias;
    outDim = pieces.stream().mapToInt(Operand::rows).sum();
  }

  /// Returns the number of outputs.
  int outDim() {
    return outDim;
  }

  /// Computes outputs `from` to `to - 1` for a batch.
  ///
  /// @param x `[tokens, in]`
  /// @param out `[tokens, out]`
  void apply(Kernels kernels, int from, int to, float[] x, int tokens, float[] out) {
    Batch input = Batch.of(x, pieces.getFirst().columns());
    apply(kernels, from, to, input, tokens, Batch.of(out, outDim));
    if (bias.length > 0) {
      addBias(from, to, tokens, out);
    }
  }

  /// Computes outputs `from` to `to - 1`, but for the bias, for a batch that lies anywhere.
  void apply(Kernels kernels, int from, int to, Batch x, int tokens, Batch out) {
    int first = 0;
    for (Operand piece : pieces) {
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
