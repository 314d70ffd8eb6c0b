package assay.engine.kernels;

import java.lang.foreign.MemorySegment;

/// How the vector kernels expand each type of weights to F32: where to find it.
///
/// | types | class |
/// |---|---|
/// | F32, F16, BF16 | [PlainWeights] |
/// | F8_E4M3 | [Float8] |
/// | Q8_0 | [ByteWeights] |
/// | Q4_0, Q4_1, Q5_0, Q5_1 | [NibbleWeights] |
/// | IQ4_NL, MXFP4 | [TableWeights] |
/// | Q4_K, Q5_K | [PackedScaleWeights] |
/// | Q2_K, Q3_K, Q6_K | [SmallGroupWeights] |
/// | all others | [GroupedWeights] |
///
/// The formulas of the quantized types are in [ScalarWeights].
final class VectorWeights {
  private VectorWeights() {}

  /// Expands a whole row.
  static void expandRow(Matrix weights, int row, float[] out, int outOffset) {
    expand(weights, row, 0, weights.columns(), out, outOffset);
  }

  /// Expands a piece of a row: `length` elements from `column` on, both whole numbers of blocks.
  static void expand(Matrix weights, int row, int column, int length, float[] out, int outOffset) {
    MemorySegment data = weights.data();
    long offset = weights.offsetBytes(row, column);
    switch (weights.dtype()) {
      case F32 -> MemorySegment.copy(data, Lanes.FLOAT, offset, out, outOffset, length);
      case F16 -> PlainWeights.expandF16(data, offset, out, outOffset, length);
      case BF16 -> PlainWeights.expandBf16(data, offset, out, outOffset, length);
      case F8_E4M3 -> Float8.expand(weights, row, column, length, out, outOffset);
      case Q8_0 -> ByteWeights.expandQ8(data, offset, out, outOffset, length);
      case Q4_0 -> NibbleWeights.expandQ4(data, offset, out, outOffset, length);
      case Q4_1 -> NibbleWeights.expandQ4WithMinimum(data, offset, out, outOffset, length);
      case Q5_0 -> NibbleWeights.expandQ5(data, offset, out, outOffset, length);
      case Q5_1 -> NibbleWeights.expandQ5WithMinimum(data, offset, out, outOffset, length);
      case IQ4_NL -> TableWeights.expandIq4(data, offset, out, outOffset, length);
      case MXFP4 -> TableWeights.expandMxfp4(data, offset, out, outOffset, length);
      case Q4_K -> PackedScaleWeights.expandQ4(data, offset, out, outOffset, length);
      case Q5_K -> PackedScaleWeights.expandQ5(data, offset, out, outOffset, length);
      case Q2_K -> SmallGroupWeights.expandQ2(data, offset, out, outOffset, length);
      case Q3_K -> SmallGroupWeights.expandQ3(data, offset, out, outOffset, length);
      case IQ4_XS,
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
          NVFP4,
          INT4,
          INT8 ->
          GroupedWeights.of(weights.dtype())
              .orElseThrow()
              .expand(data, offset, out, outOffset, length);
      case Q6_K -> SmallGroupWeights.expandQ6(data, offset, out, outOffset, length);
    }
  }
}
