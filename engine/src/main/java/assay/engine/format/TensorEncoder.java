package assay.engine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Turns numbers into the bytes of a weight type, rounding to nearest.
///
/// Source: ggml, `ggml-quants.c`, `quantize_row_q8_0_ref`; BF16 rounds half to even.
final class TensorEncoder {
  private static final float LARGEST_BYTE = 127;

  private TensorEncoder() {}

  /// Returns `dtype.byteSize(values.length)` bytes, ready to be read.
  ///
  /// @throws IllegalArgumentException if numbers are not rounded to this type here
  static ByteBuffer encode(DType dtype, float[] values) {
    int size = Math.toIntExact(dtype.byteSize(values.length));
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    switch (dtype) {
      case F32 -> out.asFloatBuffer().put(values);
      case F16 -> {
        for (float value : values) {
          out.putShort(Float.floatToFloat16(value));
        }
      }
      case BF16 -> {
        for (float value : values) {
          out.putShort(toBf16(value));
        }
      }
      case F8_E4M3, INT4, INT8 -> throw new IllegalArgumentException("GGUF files have no " + dtype);
      case Q8_0 -> {
        for (int start = 0; start < values.length; start += dtype.blockElements()) {
          putQ8Block(values, start, out);
        }
      }
      case Q4_0,
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
          NVFP4 ->
          throw new IllegalArgumentException(dtype + " is read, not written");
    }
    return out.rewind();
  }

  private static short toBf16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int halfToEven = 0x7fff + ((bits >>> 16) & 1);
    return (short) ((bits + halfToEven) >>> 16);
  }

  private static void putQ8Block(float[] values, int start, ByteBuffer out) {
    int end = start + DType.Q8_0.blockElements();
    float largest = 0;
    for (int i = start; i < end; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    float scale = largest / LARGEST_BYTE;
    float inverse = scale == 0 ? 0 : 1 / scale;
    out.putShort(Float.floatToFloat16(scale));
    for (int i = start; i < end; i++) {
      float scaled = values[i] * inverse;
      out.put((byte) (scaled + Math.copySign(0.5f, scaled)));
    }
  }
}
