package assay.engine.kernels;

import assay.engine.format.DType;
import java.lang.foreign.MemorySegment;

/// IQ2_XXS, IQ2_XS, IQ2_S, IQ3_XXS and IQ3_S: indexes into a codebook of magnitudes, signs, and
/// scales of four bits. `d` is a block's binary16 scale; an odd number of eighths of it, or for
/// IQ3_S an odd number of it, is that of a group.
///
/// Signs are a byte for eight weights. The `XXS` types and IQ2_XS keep seven of its bits; the last
/// makes their number even.
///
/// Source: ggml, `ggml-common.h` (layouts) and `ggml-quants.c` (`dequantize_row_iq2_*`,
/// `dequantize_row_iq3_*`).
final class CodebookWeights extends GroupedWeights {
  private static final int GROUPS = 8; // of 32 weights, in a block
  private static final int SEVEN = 0x7f;

  private final DType dtype;
  private final Codebook codebook;

  CodebookWeights(DType dtype) {
    super(dtype, dtype == DType.IQ2_XS || dtype == DType.IQ2_S ? 16 : 32);
    this.dtype = dtype;
    codebook = Codebook.named(dtype.name());
  }

  @Override
  void decode(MemorySegment data, long block, byte[] numbers, float[] scales) {
    float d = half(data, block);
    for (int group = 0; group < GROUPS; group++) {
      switch (dtype) {
        case IQ2_XXS -> scales[group] = xxs2(data, block + 2 + 8L * group, numbers, group) * d;
        case IQ3_XXS -> {
          long indexes = block + 2 + 8L * group;
          scales[group] = xxs3(data, indexes, block + 66 + 4L * group, numbers, group) * d;
        }
        case IQ2_XS -> {
          xs2(data, block + 2 + 8L * group, numbers, group);
          halves(unsigned(data, block + 66 + group), d, scales, group);
        }
        case IQ2_S -> {
          s2(data, block, numbers, group);
          halves(unsigned(data, block + 74 + group), d, scales, group);
        }
        case IQ3_S -> {
          s3(data, block, numbers, group);
          int scale = bits(unsigned(data, block + 106 + group / 2), group % 2 * 4, 15);
          scales[group] = d * (1 + 2 * scale);
        }
        default -> throw new IllegalStateException(dtype + " has no codebook");
      }
    }
  }

  private static void halves(int scale, float d, float[] scales, int group) {
    scales[2 * group] = d * (0.5f + (scale & 15)) * 0.25f;
    scales[2 * group + 1] = d * (0.5f + (scale >> 4)) * 0.25f;
  }

  /// Four indexes of eight weights each, four times seven bits of signs, a scale.
  private float xxs2(MemorySegment data, long at, byte[] numbers, int group) {
    int signs = data.get(INT, at + 4);
    for (int l = 0; l < 4; l++) {
      codebook.copy(
          unsigned(data, at + l), even(bits(signs, 7 * l, SEVEN)), numbers, 32 * group + 8 * l);
    }
    return (0.5f + (signs >>> 28)) * 0.25f;
  }

  /// Eight indexes of four weights each, and elsewhere their signs and scale.
  private float xxs3(MemorySegment data, long at, long signsAt, byte[] numbers, int group) {
    int signs = data.get(INT, signsAt);
    for (int l = 0; l < 8; l++) {
      int four = bits(even(bits(signs, l / 2 * 7, SEVEN)), l % 2 * 4, 15);
      codebook.copy(unsigned(data, at + l), four, numbers, 32 * group + 4 * l);
    }
    return (0.5f + (signs >>> 28)) * 0.5f;
  }

  /// Four times nine bits of an index and seven of signs.
  private void xs2(MemorySegment data, long at, byte[] numbers, int group) {
    for (int l = 0; l < 4; l++) {
      int both = unsignedShort(data, at + 2L * l);
      codebook.copy(both & 511, even(bits(both, 9, SEVEN)), numbers, 32 * group + 8 * l);
    }
  }

  /// Four indexes, whose bits 8 and 9 are behind the signs of the whole block.
  private void s2(MemorySegment data, long block, byte[] numbers, int group) {
    int high = unsigned(data, block + 66 + group);
    for (int l = 0; l < 4; l++) {
      int low = unsigned(data, block + 2 + 4L * group + l);
      int signs = unsigned(data, block + 34 + 4L * group + l);
      codebook.copy(low | (bits(high, 2 * l, 3) << 8), signs, numbers, 32 * group + 8 * l);
    }
  }

  /// Eight indexes of four weights each, whose ninth bits are behind those of the whole block, then
  /// the signs.
  private void s3(MemorySegment data, long block, byte[] numbers, int group) {
    int high = unsigned(data, block + 66 + group);
    for (int l = 0; l < 8; l++) {
      int low = unsigned(data, block + 2 + 8L * group + l);
      int signs = bits(unsigned(data, block + 74 + 4L * group + l / 2), l % 2 * 4, 15);
      codebook.copy(low | (bits(high, l, 1) << 8), signs, numbers, 32 * group + 4 * l);
    }
  }

  /// Returns seven bits and the eighth that makes their number even.
  private static int even(int seven) {
    return seven | ((Integer.bitCount(seven) & 1) << 7);
  }
}
