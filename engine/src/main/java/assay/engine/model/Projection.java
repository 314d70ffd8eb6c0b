package assay.engine.model;

import assay.engine.kernels.Batch;
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
  void apply(Pass pass, int from, int to, float[] x, int tokens, float[] out) {
    Batch input = pass.batches.of(x, 0, pieces.getFirst().columns());
    apply(pass, from, to, input, tokens, pass.batches.of(out, 0, outDim));
    addBias(from, to, 0, tokens, out, outDim);
  }

  /// Computes outputs `from` to `to - 1`, but for the bias, for a batch that lies anywhere.
  void apply(Pass pass, int from, int to, Batch x, int tokens, Batch out) {
    int first = 0;
    for (int i = 0; i < pieces.size(); i++) {
      Operand piece = pieces.get(i);
      int pieceFrom = Math.max(from - first, 0);
      int pieceTo = Math.min(to - first, piece.rows());
      if (pieceFrom < pieceTo) {
        Batch target = first == 0 ? out : out.at(first);
        pass.kernels.matmul(piece, pieceFrom, pieceTo, x, tokens, target);
      }
      first += piece.rows();
    }
  }

  /// Adds the bias, if there is one, to outputs `from` to `to - 1` of some tokens.
  ///
  /// @param first of the tokens
  /// @param stride from one token's outputs to the next one's
  void addBias(int from, int to, int first, int tokens, float[] out, int stride) {
    if (bias.length == 0) {
      return;
    }
    for (int token = first; token < first + tokens; token++) {
      for (int i = from; i < to; i++) {
        out[token * stride + i] += bias[i];
      }
    }
  }
}
