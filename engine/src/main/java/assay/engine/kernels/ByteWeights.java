package assay.engine.kernels;

import static assay.engine.kernels.DotProduct.GROUP;
import static assay.engine.kernels.Lanes.FLOATS;
import static assay.engine.kernels.Lanes.fold;
import static assay.engine.kernels.Lanes.half;
import static assay.engine.kernels.Lanes.load;
import static assay.engine.kernels.Lanes.signedBytes;

import assay.engine.format.DType;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/// Weights of a byte each: Q8_0. Sums are in the order of [DotProduct].
final class ByteWeights {
  private static final int BLOCK_BYTES = DType.Q8_0.blockBytes();

  private ByteWeights() {}

  static void expandQ8(MemorySegment data, long offset, float[] out, int outOffset, int length) {
    long block = offset;
    for (int i = outOffset; i < outOffset + length; i += GROUP) {
      FloatVector scale = scale(data, block);
      for (int j = 0; j < GROUP; j += Lanes.LANES) {
        weights(data, block, j).mul(scale).intoArray(out, i + j);
      }
      block += BLOCK_BYTES;
    }
  }

  static float dotQ8(
      MemorySegment data, long offset, float[] x, int xOffset, int length, float[] lanes) {
    FloatVector even = FloatVector.zero(FLOATS);
    FloatVector odd = FloatVector.zero(FLOATS);
    long block = offset;
    int i = xOffset;
    while (i <= xOffset + length - 2 * GROUP) {
      FloatVector scale = scale(data, block);
      for (int j = 0; j < GROUP; j += Lanes.LANES) {
        even = weights(data, block, j).mul(scale).fma(load(x, i + j), even);
      }
      scale = scale(data, block + BLOCK_BYTES);
      for (int j = 0; j < GROUP; j += Lanes.LANES) {
        odd = weights(data, block + BLOCK_BYTES, j).mul(scale).fma(load(x, i + GROUP + j), odd);
      }
      i += 2 * GROUP;
      block += 2L * BLOCK_BYTES;
    }
    if (i < xOffset + length) {
      FloatVector scale = scale(data, block);
      for (int j = 0; j < GROUP; j += Lanes.LANES) {
        even = weights(data, block, j).mul(scale).fma(load(x, i + j), even);
      }
    }
    return fold(even.add(odd), lanes);
  }

  private static FloatVector scale(MemorySegment data, long block) {
    return FloatVector.broadcast(FLOATS, half(data, block));
  }

  /// Returns the bytes of a block from index `i` on, as numbers without their scale.
  private static FloatVector weights(MemorySegment data, long block, int i) {
    return signedBytes(data, block + Short.BYTES, i);
  }
}
