package assay.engine.kernels;

import static assay.engine.kernels.DotProduct.GROUP;
import static assay.engine.kernels.Lanes.FLOAT;
import static assay.engine.kernels.Lanes.FLOATS;
import static assay.engine.kernels.Lanes.LANES;
import static assay.engine.kernels.Lanes.SHORT;
import static assay.engine.kernels.Lanes.bf16;
import static assay.engine.kernels.Lanes.f32;
import static assay.engine.kernels.Lanes.fold;
import static assay.engine.kernels.Lanes.load;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/// Weights that are not quantized: F32, F16, BF16. Sums are in the order of [DotProduct].
final class PlainWeights {
  private PlainWeights() {}

  /// Left to the compiler, which knows the machine's own conversion; the Vector API has none.
  static void expandF16(MemorySegment data, long offset, float[] out, int outOffset, int length) {
    for (int i = 0; i < length; i++) {
      out[outOffset + i] = Float.float16ToFloat(data.get(SHORT, offset + 2L * i));
    }
  }

  static void expandBf16(MemorySegment data, long offset, float[] out, int outOffset, int length) {
    int i = 0;
    for (; i <= length - LANES; i += LANES) {
      bf16(data, offset + 2L * i).intoArray(out, outOffset + i);
    }
    for (; i < length; i++) {
      out[outOffset + i] = Float.intBitsToFloat(data.get(SHORT, offset + 2L * i) << 16);
    }
  }

  static float dotF32(
      MemorySegment data, long offset, float[] x, int xOffset, int length, float[] lanes) {
    FloatVector even = FloatVector.zero(FLOATS);
    FloatVector odd = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i <= length - 2 * GROUP; i += 2 * GROUP) {
      for (int j = 0; j < GROUP; j += LANES) {
        even = f32(data, offset + 4L * (i + j)).fma(load(x, xOffset + i + j), even);
      }
      for (int j = GROUP; j < 2 * GROUP; j += LANES) {
        odd = f32(data, offset + 4L * (i + j)).fma(load(x, xOffset + i + j), odd);
      }
    }
    for (; i <= length - LANES && i % (2 * GROUP) < GROUP; i += LANES) {
      even = f32(data, offset + 4L * i).fma(load(x, xOffset + i), even);
    }
    for (; i <= length - LANES; i += LANES) {
      odd = f32(data, offset + 4L * i).fma(load(x, xOffset + i), odd);
    }
    float sum = fold(even.add(odd), lanes);
    for (; i < length; i++) {
      sum = Math.fma(data.get(FLOAT, offset + 4L * i), x[xOffset + i], sum);
    }
    return sum;
  }

  static float dotBf16(
      MemorySegment data, long offset, float[] x, int xOffset, int length, float[] lanes) {
    FloatVector even = FloatVector.zero(FLOATS);
    FloatVector odd = FloatVector.zero(FLOATS);
    int i = 0;
    for (; i <= length - 2 * GROUP; i += 2 * GROUP) {
      for (int j = 0; j < GROUP; j += LANES) {
        even = bf16(data, offset + 2L * (i + j)).fma(load(x, xOffset + i + j), even);
      }
      for (int j = GROUP; j < 2 * GROUP; j += LANES) {
        odd = bf16(data, offset + 2L * (i + j)).fma(load(x, xOffset + i + j), odd);
      }
    }
    for (; i <= length - LANES && i % (2 * GROUP) < GROUP; i += LANES) {
      even = bf16(data, offset + 2L * i).fma(load(x, xOffset + i), even);
    }
    for (; i <= length - LANES; i += LANES) {
      odd = bf16(data, offset + 2L * i).fma(load(x, xOffset + i), odd);
    }
    float sum = fold(even.add(odd), lanes);
    for (; i < length; i++) {
      float weight = Float.intBitsToFloat(data.get(SHORT, offset + 2L * i) << 16);
      sum = Math.fma(weight, x[xOffset + i], sum);
    }
    return sum;
  }
}
