package assay.engine.kernels;

import assay.engine.format.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// What a stored weight is as a number, type by type: the specification that vector code is tested
/// against. Types that are decoded by the block are in [GroupedWeights].
///
/// In the formulas `d` is a block's binary16 scale and `m` its binary16 minimum (`dmin` in ggml);
/// `i` counts a block's weights. All products of `d` or `m` with the stored whole numbers are exact
/// in F32; the difference or sum that some types end with is rounded once.
///
/// Source: ggml, `ggml-common.h` (layouts) and `ggml-quants.c` (`dequantize_row_*`).
final class ScalarWeights {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private ScalarWeights() {}

  static float element(Matrix weights, int row, int column) {
    MemorySegment data = weights.data();
    DType dtype = weights.dtype();
    int i = column % dtype.blockElements();
    long block = weights.offsetBytes(row, column - i);
    return switch (dtype) {
      case F32 -> data.get(FLOAT, block);
      case F16 -> half(data, block);
      case BF16 -> Float.intBitsToFloat(data.get(SHORT, block) << 16);
      case F8_E4M3 ->
          Float8.e4m3(data.get(ValueLayout.JAVA_BYTE, block)) * weights.scale(row, column);
      case Q8_0 -> half(data, block) * data.get(ValueLayout.JAVA_BYTE, block + 2 + i);
      case Q4_0 -> half(data, block) * (nibble(data, block + 2, i) - 8);
      case Q4_1 -> half(data, block) * nibble(data, block + 4, i) + half(data, block + 2);
      case Q5_0 -> half(data, block) * (fiveBits(data, block + 2, i) - 16);
      case Q5_1 -> half(data, block) * fiveBits(data, block + 4, i) + half(data, block + 2);
      case IQ4_NL -> half(data, block) * IQ4_TABLE[nibble(data, block + 2, i)];
      case MXFP4 ->
          halfPower(data.get(ValueLayout.JAVA_BYTE, block)) * FP4_TABLE[nibble(data, block + 1, i)];
      case Q2_K -> q2(data, block, i);
      case Q3_K -> q3(data, block, i);
      case Q4_K -> q4(data, block, i);
      case Q5_K -> q5(data, block, i);
      case Q6_K -> q6(data, block, i);
      case IQ4_XS,
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
          NVFP4,
          INT4,
          INT8 ->
          throw new IllegalArgumentException(dtype + " is decoded by the block");
    };
  }

  /// `d * scale * q - m * minimum`, with a scale and minimum of four bits for each 16 weights.
  ///
  /// Layout: 16 bytes of scale (low half) and minimum (high half), 64 bytes of two-bit numbers, d,
  /// m.
  private static float q2(MemorySegment data, long block, int i) {
    int packed = unsigned(data, block + i / 16);
    int q = twoBits(data, block + 16, i);
    float d = half(data, block + 80);
    float m = half(data, block + 82);
    return d * (packed & 15) * q - m * (packed >> 4);
  }

  /// `d * (scale - 32) * (q - 4)`, with a scale of six bits for each 16 weights.
  ///
  /// Layout: 32 bytes of third bits (bit `i / 32` of byte `i % 32`), 64 bytes of two-bit numbers,
  /// 12 bytes of scales, d.
  private static float q3(MemorySegment data, long block, int i) {
    int third = bits(data, block + i % 32, i / 32, 1);
    int q = twoBits(data, block + 32, i) | (third << 2);
    int group = i / 16;
    int low = bits(data, block + 96 + group % 8, group / 8 * 4, 15);
    int high = bits(data, block + 104 + group % 4, group / 4 * 2, 3);
    float d = half(data, block + 108);
    return d * ((low | (high << 4)) - 32) * (q - 4);
  }

  /// `d * scale * q - m * minimum`, with a scale and minimum of six bits for each 32 weights.
  ///
  /// Layout: d, m, 12 bytes of scales and minima, four times 32 bytes of two weights each.
  private static float q4(MemorySegment data, long block, int i) {
    return scaled(data, block, i / 32, alternating(data, block + 16, i));
  }

  /// As [#q4], with a fifth bit: bit `i / 32` of byte `i % 32` of the 32 bytes behind the scales.
  private static float q5(MemorySegment data, long block, int i) {
    int low = alternating(data, block + 48, i);
    int fifth = bits(data, block + 16 + i % 32, i / 32, 1);
    return scaled(data, block, i / 32, low | (fifth << 4));
  }

  private static float scaled(MemorySegment data, long block, int group, int q) {
    int scale = packedScale(data, block + 4, group);
    int minimum = packedMinimum(data, block + 4, group);
    return half(data, block) * scale * q - half(data, block + 2) * minimum;
  }

  /// Groups 0 to 3 have the low six bits of bytes 0 to 3; groups 4 to 7 the low half of bytes 8 to
  /// 11 and, above it, the high two bits of bytes 0 to 3.
  private static int packedScale(MemorySegment data, long at, int group) {
    return group < 4
        ? bits(data, at + group, 0, 63)
        : bits(data, at + 4 + group, 0, 15) | (bits(data, at + group - 4, 6, 3) << 4);
  }

  /// As [#packedScale], from bytes 4 to 7 and the high halves of bytes 8 to 11.
  private static int packedMinimum(MemorySegment data, long at, int group) {
    return group < 4
        ? bits(data, at + 4 + group, 0, 63)
        : bits(data, at + 4 + group, 4, 15) | (bits(data, at + group, 6, 3) << 4);
  }

  /// `d * scale * (q - 32)`, with a signed byte as scale for each 16 weights.
  ///
  /// Layout: 128 bytes of low bits (of each 128 weights, the first 64 in the low halves of 64
  /// bytes), 64 bytes of two-bit numbers, 16 scales, d.
  private static float q6(MemorySegment data, long block, int i) {
    int at = i / 128 * 64 + i % 64;
    int low = bits(data, block + at, i / 64 % 2 * 4, 15);
    int q = low | (twoBits(data, block + 128, i) << 4);
    int scale = data.get(ValueLayout.JAVA_BYTE, block + 192 + i / 16);
    return half(data, block + 208) * scale * (q - 32);
  }

  /// The first 16 weights of 32 are in the low halves of 16 bytes, the others in the high halves.
  private static int nibble(MemorySegment data, long at, int i) {
    return bits(data, at + i % 16, i / 16 * 4, 15);
  }

  /// Four bytes of fifth bits, weight 0 in the lowest, then the low four.
  private static int fiveBits(MemorySegment data, long at, int i) {
    int fifth = bits(data, at + i / 8, i % 8, 1);
    return nibble(data, at + 4, i) | (fifth << 4);
  }

  /// Of each 128 weights, weight `32k + l` has bits `2k` and `2k + 1` of byte `l`.
  private static int twoBits(MemorySegment data, long at, int i) {
    int set = i / 128 * 32;
    return bits(data, at + set + i % 32, i / 32 % 4 * 2, 3);
  }

  /// Of each 64 weights, the first 32 are in the low halves of 32 bytes, the others in the high
  /// ones.
  private static int alternating(MemorySegment data, long at, int i) {
    int set = i / 64 * 32;
    return bits(data, at + set + i % 32, i / 32 % 2 * 4, 15);
  }

  /// Returns the bits of `mask` of a byte that was shifted to the right.
  private static int bits(MemorySegment data, long offset, int shift, int mask) {
    return (unsigned(data, offset) >> shift) & mask;
  }

  private static int unsigned(MemorySegment data, long offset) {
    return Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, offset));
  }

  private static float half(MemorySegment data, long offset) {
    return Float.float16ToFloat(data.get(SHORT, offset));
  }

  // The numbers that sixteen indexes stand for. Source: ggml-common.h, kvalues_iq4nl.
  private static final int[] IQ4_TABLE = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
  };

  // Twice the sixteen FP4 (E2M1) numbers. Source: OCP Microscaling Formats (MX) 1.0, section 5.3.3;
  // the doubling, which makes them whole, is ggml's kvalues_mxfp4.
  private static final int[] FP4_TABLE = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

  static int[] iq4Table() {
    return IQ4_TABLE.clone();
  }

  static int[] fp4Table() {
    return FP4_TABLE.clone();
  }

  /// Returns half of the power of two that a byte stands for: `2^(exponent - 127) / 2`, subnormal
  /// for the exponents 0 and 1. The half makes up for the doubled table.
  ///
  /// Source: OCP Microscaling Formats (MX) 1.0, section 5.4.1 (E8M0). Its NaN (255) is `2^127`
  /// here, as in ggml.
  static float halfPower(byte exponent) {
    int e = Byte.toUnsignedInt(exponent);
    return Float.intBitsToFloat(e < 2 ? 0x00200000 << e : (e - 1) << 23);
  }
}
