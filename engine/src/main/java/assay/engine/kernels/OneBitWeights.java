package assay.engine.kernels;

import assay.engine.format.DType;
import java.lang.foreign.MemorySegment;

/// IQ1_S and IQ1_M: indexes of eleven bits into a codebook of -1, 0 and 1, and for each eight
/// weights one bit that says whether an eighth is added or taken away. In eighths, weights are
/// whole numbers from -9 to 9. The scale is an odd number, of three bits and a one behind, times
/// `d`.
///
/// Source: ggml, `ggml-common.h` (layouts) and `ggml-quants.c` (`dequantize_row_iq1_*`).
final class OneBitWeights extends GroupedWeights {
  private static final int GROUPS = 8; // of 32 weights, in a block
  private static final float EIGHTH = 0.125f;

  private final boolean medium;
  private final Codebook codebook = Codebook.named("IQ1");

  OneBitWeights(DType dtype) {
    super(dtype, dtype == DType.IQ1_M ? 16 : 32);
    medium = dtype == DType.IQ1_M;
  }

  @Override
  void decode(MemorySegment data, long block, byte[] numbers, float[] scales) {
    if (medium) {
      medium(data, block, numbers, scales);
    } else {
      small(data, block, numbers, scales);
    }
  }

  /// Layout: d, 32 low bytes of indexes, eight times sixteen bits: four times three high bits of
  /// indexes, three of the scale, and one for the eighths.
  private void small(MemorySegment data, long block, byte[] numbers, float[] scales) {
    float d = half(data, block);
    for (int group = 0; group < GROUPS; group++) {
      int high = unsignedShort(data, block + 34 + 2L * group);
      scales[group] = d * (2 * bits(high, 12, 7) + 1) * EIGHTH;
      for (int l = 0; l < 4; l++) {
        int index = unsigned(data, block + 2 + 4L * group + l) | (bits(high, 3 * l, 7) << 8);
        eight(index, high >> 15, numbers, 32 * group + 8 * l);
      }
    }
  }

  /// Layout: 32 low bytes of indexes, 32 times four bits: three high bits of an index and one for
  /// the eighths, then four times sixteen bits: four scales, and four bits of d.
  private void medium(MemorySegment data, long block, byte[] numbers, float[] scales) {
    int bits = 0;
    for (int i = 0; i < 4; i++) {
      bits |= (unsignedShort(data, block + 48 + 2L * i) >> 12) << (4 * i);
    }
    float d = Float.float16ToFloat((short) bits);
    for (int half = 0; half < 2 * GROUPS; half++) {
      int scale = bits(unsignedShort(data, block + 48 + half / 4 * 2L), half % 4 * 3, 7);
      scales[half] = d * (2 * scale + 1) * EIGHTH;
      int high = unsigned(data, block + 32 + half);
      for (int l = 0; l < 2; l++) {
        int four = bits(high, 4 * l, 15);
        int index = unsigned(data, block + 2L * half + l) | ((four & 7) << 8);
        eight(index, four >> 3, numbers, 16 * half + 8 * l);
      }
    }
  }

  private void eight(int index, int less, byte[] numbers, int offset) {
    codebook.copy(index, numbers, offset);
    for (int i = offset; i < offset + 8; i++) {
      numbers[i] = (byte) (8 * numbers[i] + (less == 0 ? 1 : -1));
    }
  }
}
