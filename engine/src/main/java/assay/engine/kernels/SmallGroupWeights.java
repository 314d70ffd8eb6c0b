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
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Weights in blocks of 256 whose sixteen groups of 16 have a scale each: Q2_K, Q3_K, Q6_K. The
/// formulas are in [ScalarWeights].
///
/// Two-bit numbers lie in sets of 32 bytes for 128 weights: bits `2k` and `2k + 1` of byte `l` are
/// those of weight `32k + l`.
final class SmallGroupWeights {
  private static final int BLOCK = 256;
  private static final int HALF = BLOCK / 2;
  private static final int SET = 32; // bytes of two-bit numbers, and weights between two of a byte
  private static final int GROUP = 16;

  private static final int Q2_PAIRS = 16;
  private static final int Q2_SCALE = Q2_PAIRS + 64;
  private static final int Q3_PAIRS = 32;
  private static final int Q3_SCALES = Q3_PAIRS + 64;
  private static final int Q3_SCALE = Q3_SCALES + 12;
  private static final int Q6_PAIRS = 128;
  private static final int Q6_SCALES = Q6_PAIRS + 64;
  private static final int Q6_SCALE = Q6_SCALES + 16;

  private SmallGroupWeights() {}

  static void expandQ2(MemorySegment data, long offset, float[] out, int outOffset, int length) {
    long block = offset;
    for (int i = outOffset; i < outOffset + length; i += BLOCK) {
      float scale = half(data, block + Q2_SCALE);
      float shift = -half(data, block + Q2_SCALE + 2);
      for (int first = 0; first < BLOCK; first += HALF) {
        for (int j = 0; j < SET; j += LANES) {
          IntVector bytes = unsignedBytes(data, block + Q2_PAIRS + first / 4, j);
          for (int k = 0; k < 4; k++) {
            int weight = first + SET * k + j;
            int packed = data.get(ValueLayout.JAVA_BYTE, block + weight / GROUP);
            FloatVector a = FloatVector.broadcast(FLOATS, scale * (packed & 15));
            FloatVector b = FloatVector.broadcast(FLOATS, shift * (packed >>> 4 & 15));
            IntVector q = bytes.lanewise(LSHR, 2 * k).and(3);
            toFloats(q).fma(a, b).intoArray(out, i + weight);
          }
        }
      }
      block += DType.Q2_K.blockBytes();
    }
  }

  static void expandQ3(MemorySegment data, long offset, float[] out, int outOffset, int length) {
    long block = offset;
    for (int i = outOffset; i < outOffset + length; i += BLOCK) {
      float scale = half(data, block + Q3_SCALE);
      for (int first = 0; first < BLOCK; first += HALF) {
        long groupScales = q3Scales(data, block + Q3_SCALES, first / HALF);
        for (int j = 0; j < SET; j += LANES) {
          IntVector bytes = unsignedBytes(data, block + Q3_PAIRS + first / 4, j);
          IntVector thirds = unsignedBytes(data, block, j).lanewise(LSHR, first / SET);
          for (int k = 0; k < 4; k++) {
            int weight = SET * k + j;
            int groupScale = (int) (groupScales >>> (8 * (weight / GROUP)) & 0xff) - 32;
            IntVector third = thirds.lanewise(LSHR, k).and(1).lanewise(LSHL, 2);
            IntVector q = bytes.lanewise(LSHR, 2 * k).and(3).or(third).sub(4);
            toFloats(q).mul(scale * groupScale).intoArray(out, i + first + weight);
          }
        }
      }
      block += DType.Q3_K.blockBytes();
    }
  }

  /// Returns the six-bit scales of eight groups, one in each byte. Bytes 0 to 7 hold their low four
  /// bits, those of groups 8 to 15 in the high halves; bytes 8 to 11 the high two bits, of groups
  /// `g`, `g + 4`, `g + 8` and `g + 12` in one byte.
  private static long q3Scales(MemorySegment data, long at, int set) {
    long low = (data.get(Lanes.LONG, at) >>> (4 * set)) & 0x0f0f0f0f0f0f0f0fL;
    int high = data.get(Lanes.INT, at + 8) >>> (4 * set);
    long first = high & 0x03030303L;
    long second = (high >>> 2) & 0x03030303L;
    return low | (first << 4) | (second << 36);
  }

  static void expandQ6(MemorySegment data, long offset, float[] out, int outOffset, int length) {
    long block = offset;
    for (int i = outOffset; i < outOffset + length; i += BLOCK) {
      float scale = half(data, block + Q6_SCALE);
      for (int first = 0; first < BLOCK; first += HALF) {
        long scales = data.get(Lanes.LONG, block + Q6_SCALES + first / GROUP);
        for (int j = 0; j < SET; j += LANES) {
          IntVector a = unsignedBytes(data, block + first / 2, j);
          IntVector b = unsignedBytes(data, block + first / 2 + SET, j);
          IntVector pairs = unsignedBytes(data, block + Q6_PAIRS + first / 4, j);
          long groups = scales >>> (8 * (j / GROUP));
          int to = i + first + j;
          q6(a.and(15), pairs.and(3).lanewise(LSHL, 4), scale * (byte) groups).intoArray(out, to);
          q6(b.and(15), pairs.and(12).lanewise(LSHL, 2), scale * (byte) (groups >>> 16))
              .intoArray(out, to + SET);
          q6(a.lanewise(LSHR, 4), pairs.and(48), scale * (byte) (groups >>> 32))
              .intoArray(out, to + 2 * SET);
          q6(b.lanewise(LSHR, 4), pairs.lanewise(LSHR, 2).and(48), scale * (byte) (groups >>> 48))
              .intoArray(out, to + 3 * SET);
        }
      }
      block += DType.Q6_K.blockBytes();
    }
  }

  private static FloatVector q6(IntVector low, IntVector high, float scale) {
    return toFloats(low.or(high).sub(32)).mul(scale);
  }
}
