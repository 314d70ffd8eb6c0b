package assay.engine.kernels;

import static assay.engine.kernels.DotProduct.BLOCK;
import static assay.engine.kernels.Lanes.LANES;

import java.lang.foreign.MemorySegment;

/// Multiplies rows of a matrix by a few tokens, one row after the other as they lie in memory:
/// decode.
final class VectorRows {
  private final Matrix weights;
  private final Batch x; // [tokens, columns]
  private final int tokens;
  private final Batch out; // [tokens, rows]
  private final float[] scratch = new float[LANES + BLOCK]; // lanes to fold, then expanded weights

  VectorRows(Matrix weights, Batch x, int tokens, Batch out) {
    this.weights = weights;
    this.x = x;
    this.tokens = tokens;
    this.out = out;
  }

  /// Fills `out[.., row]`.
  void multiply(int row) {
    for (int token = 0; token < tokens; token++) {
      out.data[out.start(token) + row] = 0;
    }
    for (int column = 0; column < weights.columns(); column += BLOCK) {
      addBlock(row, column, Math.min(BLOCK, weights.columns() - column));
    }
  }

  private void addBlock(int row, int column, int length) {
    MemorySegment data = weights.data();
    long offset = weights.offsetBytes(row, column);
    if (!sumsInPlace()) {
      VectorWeights.expand(weights, row, column, length, scratch, LANES);
    }
    for (int token = 0; token < tokens; token++) {
      int v = x.start(token) + column;
      out.data[out.start(token) + row] +=
          switch (weights.dtype()) {
            case F32 -> PlainWeights.dotF32(data, offset, x.data, v, length, scratch);
            case BF16 -> PlainWeights.dotBf16(data, offset, x.data, v, length, scratch);
            case Q8_0 -> ByteWeights.dotQ8(data, offset, x.data, v, length, scratch);
            case F8_E4M3,
                F16,
                Q4_0,
                Q4_1,
                Q5_0,
                Q5_1,
                Q2_K,
                Q3_K,
                Q4_K,
                Q5_K,
                Q6_K,
                IQ4_NL,
                MXFP4 ->
                DotProduct.ofArrays(scratch, LANES, x.data, v, length, scratch);
          };
    }
  }

  /// Types that are simple enough to be expanded in registers, without the way through the scratch.
  private boolean sumsInPlace() {
    return switch (weights.dtype()) {
      case F32, BF16, Q8_0 -> true;
      case F8_E4M3, F16, Q4_0, Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_NL, MXFP4 ->
          false;
    };
  }
}
