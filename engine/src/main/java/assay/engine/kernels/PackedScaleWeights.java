package assay.engine.kernels;

import static assay.engine.kernels.Lanes.FLOATS;
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

/// Weights in blocks of 256 whose eight groups of 32 have a scale and a minimum of six bits each,
/// packed into twelve bytes: Q4_K, Q5_K. The formulas are in [ScalarWeights].
///
/// A product of the block's scale, the group's and a weight has at most 22 bits and is exact, so
/// that multiply-add rounds as often as the two operations do: once.
final class PackedScaleWeights {
  private static final int BLOCK = 256;
  private static final int GROUP = 32;
  private static final int SCALES = 4; // behind two binary16 numbers
  private static final int Q4_NIBBLES = SCALES + 12;
  private static final int Q5_HIGH_BITS = SCALES + 12;
  private static final int Q5_NIBBLES = Q5_HIGH_BITS + 32;

  private PackedScaleWeights() {}

  static void expandQ4(MemorySegment data, long offset, float[] out, int outOffset, int length) {
    long block = offset;
    for (int i = outOffset; i < outOffset + length; i += BLOCK) {
      long scales = scales(data, block + SCALES);
      long minima = minima(data, block + SCALES);
      for (int group = 0; group < BLOCK / GROUP; group += 2) {
        FloatVector scale0 = times(half(data, block), scales, group);
        FloatVector scale1 = times(half(data, block), scales, group + 1);
        FloatVector shift0 = times(-half(data, block + 2), minima, group);
        FloatVector shift1 = times(-half(data, block + 2), minima, group + 1);
        int pair = group / 2 * GROUP;
        int to = i + 2 * pair;
        for (int j = 0; j < GROUP; j += LANES) {
          IntVector pairs = unsignedBytes(data, block + Q4_NIBBLES + pair, j);
          toFloats(pairs.and(15)).fma(scale0, shift0).intoArray(out, to + j);
          toFloats(pairs.lanewise(LSHR, 4)).fma(scale1, shift1).intoArray(out, to + GROUP + j);
        }
      }
      block += DType.Q4_K.blockBytes();
    }
  }

  static void expandQ5(MemorySegment data, long offset, float[] out, int outOffset, int length) {
    long block = offset;
    for (int i = outOffset; i < outOffset + length; i += BLOCK) {
      long scales = scales(data, block + SCALES);
      long minima = minima(data, block + SCALES);
      for (int group = 0; group < BLOCK / GROUP; group += 2) {
        FloatVector scale0 = times(half(data, block), scales, group);
        FloatVector scale1 = times(half(data, block), scales, group + 1);
        FloatVector shift0 = times(-half(data, block + 2), minima, group);
        FloatVector shift1 = times(-half(data, block + 2), minima, group + 1);
        int pair = group / 2 * GROUP;
        int to = i + 2 * pair;
        for (int j = 0; j < GROUP; j += LANES) {
          IntVector pairs = unsignedBytes(data, block + Q5_NIBBLES + pair, j);
          IntVector fifths = unsignedBytes(data, block + Q5_HIGH_BITS, j).lanewise(LSHR, group);
          IntVector low = pairs.and(15).or(fifths.and(1).lanewise(LSHL, 4));
          IntVector high = pairs.lanewise(LSHR, 4).or(fifths.and(2).lanewise(LSHL, 3));
          toFloats(low).fma(scale0, shift0).intoArray(out, to + j);
          toFloats(high).fma(scale1, shift1).intoArray(out, to + GROUP + j);
        }
      }
      block += DType.Q5_K.blockBytes();
    }
  }

  private static FloatVector times(float factor, long bytes, int index) {
    return FloatVector.broadcast(FLOATS, factor * ((int) (bytes >>> (8 * index)) & 0xff));
  }

  /// Returns the eight scales, one in each byte. Those of groups 4 to 7 have their two highest bits
  /// in the highest bits of bytes 0 to 3.
  private static long scales(MemorySegment data, long at) {
    int first = data.get(Lanes.INT, at);
    int last = data.get(Lanes.INT, at + 8);
    int high = (last & 0x0f0f0f0f) | (first >>> 6 & 0x03030303) << 4;
    return join(first & 0x3f3f3f3f, high);
  }

  /// Returns the eight minima, one in each byte.
  private static long minima(MemorySegment data, long at) {
    int middle = data.get(Lanes.INT, at + 4);
    int last = data.get(Lanes.INT, at + 8);
    int high = (last >>> 4 & 0x0f0f0f0f) | (middle >>> 6 & 0x03030303) << 4;
    return join(middle & 0x3f3f3f3f, high);
  }

  private static long join(int low, int high) {
    return Integer.toUnsignedLong(low) | ((long) high << 32);
  }
}
