package assay.engine.kernels;

import static assay.engine.kernels.Lanes.FLOATS;
import static assay.engine.kernels.Lanes.INTS;
import static assay.engine.kernels.Lanes.LANES;
import static assay.engine.kernels.Lanes.half;
import static assay.engine.kernels.Lanes.toFloats;
import static assay.engine.kernels.Lanes.unsignedBytes;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import assay.engine.format.DType;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Weights of four or five bits in blocks of 32: Q4_0, Q4_1, Q5_0, Q5_1. Byte `j` of a block's
/// sixteen holds the low bits of weight `j` in its low half and those of weight `j + 16` in its
/// high half; the fifth bits are bits `j` and `j + 16` of a number before them.
///
/// A product of scale and weight has at most 16 bits and is exact, so that multiply-add rounds as
/// often as the two operations do: once.
final class NibbleWeights {
  private static final int BLOCK = 32;
  private static final int HALF = BLOCK / 2;
  private static final IntVector LANE_NUMBERS = IntVector.zero(INTS).addIndex(1);

  private NibbleWeights() {}

  static void expandQ4(MemorySegment data, long offset, float[] out, int outOffset, int length) {
    long block = offset;
    for (int i = outOffset; i < outOffset + length; i += BLOCK) {
      FloatVector scale = FloatVector.broadcast(FLOATS, half(data, block));
      for (int j = 0; j < HALF; j += LANES) {
        IntVector pairs = unsignedBytes(data, block + 2, j);
        toFloats(pairs.and(15).sub(8)).mul(scale).intoArray(out, i + j);
        toFloats(pairs.lanewise(LSHR, 4).sub(8)).mul(scale).intoArray(out, i + HALF + j);
      }
      block += DType.Q4_0.blockBytes();
    }
  }

  static void expandQ4WithMinimum(
      MemorySegment data, long offset, float[] out, int outOffset, int length) {
    long block = offset;
    for (int i = outOffset; i < outOffset + length; i += BLOCK) {
      FloatVector scale = FloatVector.broadcast(FLOATS, half(data, block));
      FloatVector minimum = FloatVector.broadcast(FLOATS, half(data, block + 2));
      for (int j = 0; j < HALF; j += LANES) {
        IntVector pairs = unsignedBytes(data, block + 4, j);
        toFloats(pairs.and(15)).fma(scale, minimum).intoArray(out, i + j);
        toFloats(pairs.lanewise(LSHR, 4)).fma(scale, minimum).intoArray(out, i + HALF + j);
      }
      block += DType.Q4_1.blockBytes();
    }
  }

  static void expandQ5(MemorySegment data, long offset, float[] out, int outOffset, int length) {
    long block = offset;
    for (int i = outOffset; i < outOffset + length; i += BLOCK) {
      FloatVector scale = FloatVector.broadcast(FLOATS, half(data, block));
      int fifthBits = data.get(Lanes.INT, block + 2);
      for (int j = 0; j < HALF; j += LANES) {
        IntVector pairs = unsignedBytes(data, block + 6, j);
        IntVector low = pairs.and(15).or(sixteens(fifthBits, j));
        IntVector high = pairs.lanewise(LSHR, 4).or(sixteens(fifthBits, j + HALF));
        toFloats(low.sub(16)).mul(scale).intoArray(out, i + j);
        toFloats(high.sub(16)).mul(scale).intoArray(out, i + HALF + j);
      }
      block += DType.Q5_0.blockBytes();
    }
  }

  static void expandQ5WithMinimum(
      MemorySegment data, long offset, float[] out, int outOffset, int length) {
    long block = offset;
    for (int i = outOffset; i < outOffset + length; i += BLOCK) {
      FloatVector scale = FloatVector.broadcast(FLOATS, half(data, block));
      FloatVector minimum = FloatVector.broadcast(FLOATS, half(data, block + 2));
      int fifthBits = data.get(Lanes.INT, block + 4);
      for (int j = 0; j < HALF; j += LANES) {
        IntVector pairs = unsignedBytes(data, block + 8, j);
        IntVector low = pairs.and(15).or(sixteens(fifthBits, j));
        IntVector high = pairs.lanewise(LSHR, 4).or(sixteens(fifthBits, j + HALF));
        toFloats(low).fma(scale, minimum).intoArray(out, i + j);
        toFloats(high).fma(scale, minimum).intoArray(out, i + HALF + j);
      }
      block += DType.Q5_1.blockBytes();
    }
  }

  /// Returns 16 in each lane whose bit, from bit `first` on, is set.
  private static IntVector sixteens(int bits, int first) {
    IntVector shifted = IntVector.broadcast(INTS, bits >>> first).lanewise(LSHR, LANE_NUMBERS);
    return shifted.and(1).lanewise(LSHL, 4);
  }
}
