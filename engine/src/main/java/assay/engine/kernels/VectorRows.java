package assay.engine.kernels;

import static assay.engine.kernels.DotProduct.BLOCK;
import static assay.engine.kernels.Lanes.LANES;

import assay.engine.format.DType;
import java.lang.foreign.MemorySegment;

/// Multiplies rows of a matrix by a few tokens, one row after the other as they lie in memory:
/// decode.
final class VectorRows {
  private final float[] scratch = new float[LANES + BLOCK]; // lanes to fold, then expanded weights

  /// Fills `out[.., row]` for `rowFrom <= row < rowTo`.
  void multiply(Matrix weights, int rowFrom, int rowTo, Batch x, int tokens, Batch out) {
    for (int row = rowFrom; row < rowTo; row++) {
      for (int token = 0; token < tokens; token++) {
        out.data[out.start(token) + row] = 0;
      }
      for (int column = 0; column < weights.columns(); column += BLOCK) {
        addBlock(weights, row, column, x, tokens, out);
      }
    }
  }

  private void addBlock(Matrix weights, int row, int column, Batch x, int tokens, Batch out) {
    int length = Math.min(BLOCK, weights.columns() - column);
    MemorySegment data = weights.data();
    long offset = weights.offsetBytes(row, column);
    if (!sumsInPlace(weights)) {
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
                IQ4_XS,
                IQ2_XXS,
                IQ2_XS,
                IQ2_S,
                IQ3_XXS,
                IQ3_S,
                IQ1_S,
                IQ1_M,
                TQ1_0,
                TQ2_0,
                Q1_0,
                Q2_0,
                MXFP4,
                NVFP4,
                INT4,
                INT8 ->
                DotProduct.ofArrays(scratch, LANES, x.data, v, length, scratch);
          };
    }
  }

  /// Types that are simple enough to be expanded in registers, without the way through the scratch.
  private static boolean sumsInPlace(Matrix weights) {
    DType dtype = weights.dtype();
    return dtype == DType.F32 || dtype == DType.BF16 || dtype == DType.Q8_0;
  }
}
