package assay.engine.kernels;

import assay.engine.format.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// TQ1_0, TQ2_0, Q1_0 and Q2_0: weights of a few values, all of a block with one binary16 scale.
///
/// TQ1_0 writes five weights in a byte: as the fraction `byte / 256`, whose first digits to base
/// three they are.
///
/// Source: ggml, `ggml-common.h` (layouts) and `ggml-quants.c` (`dequantize_row_tq*`,
/// `dequantize_row_q1_0`, `dequantize_row_q2_0`).
final class TernaryWeights extends GroupedWeights {
  private static final int[] POWERS = {1, 3, 9, 27, 81};

  private final DType dtype;

  TernaryWeights(DType dtype) {
    super(dtype, 32);
    this.dtype = dtype;
  }

  @Override
  void decode(MemorySegment data, long block, byte[] numbers, float[] scales) {
    switch (dtype) {
      case TQ1_0 -> {
        threes(data, block, 32, 5, numbers, 0);
        threes(data, block + 32, 16, 5, numbers, 160);
        threes(data, block + 48, 4, 4, numbers, 240);
        Arrays.fill(scales, half(data, block + 52));
      }
      case TQ2_0 -> {
        for (int i = 0; i < numbers.length; i++) {
          int four = unsigned(data, block + i / 128 * 32L + i % 32);
          numbers[i] = (byte) (bits(four, i % 128 / 32 * 2, 3) - 1);
        }
        Arrays.fill(scales, half(data, block + 64));
      }
      case Q1_0 -> {
        for (int i = 0; i < numbers.length; i++) {
          int bit = bits(unsigned(data, block + 2 + i / 8), i % 8, 1);
          numbers[i] = (byte) (2 * bit - 1);
        }
        Arrays.fill(scales, half(data, block));
      }
      case Q2_0 -> {
        for (int i = 0; i < numbers.length; i++) {
          int two = bits(unsigned(data, block + 2 + i / 4), i % 4 * 2, 3);
          numbers[i] = (byte) (two - 1);
        }
        Arrays.fill(scales, half(data, block));
      }
      default -> throw new IllegalStateException(dtype + " has more values");
    }
  }

  /// Takes the first digits of some bytes, then their second ones, and so on.
  private static void threes(
      MemorySegment data, long at, int bytes, int digits, byte[] numbers, int offset) {
    for (int i = 0; i < digits * bytes; i++) {
      int fraction = (unsigned(data, at + i % bytes) * POWERS[i / bytes]) & 255;
      numbers[offset + i] = (byte) (bits(fraction * 3, 8, 3) - 1);
    }
  }
}
