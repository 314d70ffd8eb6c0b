package assay.engine.kernels;

import assay.engine.format.BlockScales;
import assay.engine.format.DType;
import java.lang.foreign.ValueLayout;

/// The numbers of [DType#F8_E4M3].
///
/// Source: Micikevicius et al., "FP8 Formats for Deep Learning", 2022, table 1.
final class Float8 {
  private static final int MANTISSA_BITS = 3;
  private static final int BIAS = 7;
  private static final float[] VALUES = values();

  private Float8() {}

  /// Returns the number that a byte stands for; of 256, two are NaN.
  static float e4m3(byte bits) {
    return VALUES[bits & 0xff];
  }

  /// Expands a piece of a row with its scales: exactly the products that [ScalarKernels] makes.
  static void expand(Matrix weights, int row, int column, int length, float[] out, int outOffset) {
    long start = weights.offsetBytes(row, column);
    int blockColumns = weights.scales().map(BlockScales::blockColumns).orElse(length);
    int i = 0;
    while (i < length) {
      float scale = weights.scale(row, column + i);
      int end = Math.min(length, i + blockColumns - (column + i) % blockColumns);
      for (; i < end; i++) {
        out[outOffset + i] = e4m3(weights.data().get(ValueLayout.JAVA_BYTE, start + i)) * scale;
      }
    }
  }

  private static float[] values() {
    float[] values = new float[256];
    for (int bits = 0; bits < values.length; bits++) {
      int exponent = bits >> MANTISSA_BITS & 0xf;
      int mantissa = bits & 7;
      float magnitude =
          exponent == 0
              ? Math.scalb((float) mantissa, 1 - BIAS - MANTISSA_BITS)
              : Math.scalb((float) (8 + mantissa), exponent - BIAS - MANTISSA_BITS);
      values[bits] = bits < 128 ? magnitude : -magnitude;
    }
    values[0x7f] = Float.NaN;
    values[0xff] = Float.NaN;
    return values;
  }
}
