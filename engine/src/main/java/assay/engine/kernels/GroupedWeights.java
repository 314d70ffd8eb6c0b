package assay.engine.kernels;

import assay.engine.format.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/// A type whose weights are signed bytes times a scale that 16 or 32 of them share, when a block is
/// decoded: what its bits are takes a codebook, or powers of three. All products are exact in F32
/// (those of INT4 and INT8 where their scale came from F16 or BF16), so that these are the numbers
/// of ggml to the bit.
///
/// | types | class |
/// |---|---|
/// | IQ2_XXS, IQ2_XS, IQ2_S, IQ3_XXS, IQ3_S | [CodebookWeights] |
/// | IQ1_S, IQ1_M | [OneBitWeights] |
/// | TQ1_0, TQ2_0, Q1_0, Q2_0 | [TernaryWeights] |
/// | IQ4_XS, NVFP4 | [TableGroups] |
/// | INT4, INT8 | [IntegerWeights] |
///
/// One decoder serves the scalar kernels, the vector kernels and the panels of machine code.
abstract class GroupedWeights {
  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final DType dtype;
  private final int group;

  /// @param group weights that share a scale: 16 or 32
  GroupedWeights(DType dtype, int group) {
    this.dtype = dtype;
    this.group = group;
  }

  /// Returns how a type is decoded; empty for one that is not of this kind.
  static Optional<GroupedWeights> of(DType dtype) {
    return switch (dtype) {
      case IQ2_XXS, IQ2_XS, IQ2_S, IQ3_XXS, IQ3_S -> Optional.of(new CodebookWeights(dtype));
      case IQ1_S, IQ1_M -> Optional.of(new OneBitWeights(dtype));
      case TQ1_0, TQ2_0, Q1_0, Q2_0 -> Optional.of(new TernaryWeights(dtype));
      case IQ4_XS, NVFP4 -> Optional.of(new TableGroups(dtype));
      case INT4, INT8 -> Optional.of(new IntegerWeights(dtype));
      case F32,
          F16,
          BF16,
          F8_E4M3,
          Q8_0,
          Q4_0,
          Q4_1,
          Q5_0,
          Q5_1,
          Q2_K,
          Q3_K,
          Q4_K,
          Q5_K,
          Q6_K,
          IQ4_NL,
          MXFP4 ->
          Optional.empty();
    };
  }

  /// Returns how many weights share a scale.
  final int group() {
    return group;
  }

  /// Decodes the block at `block`.
  ///
  /// @param numbers `[blockElements]`
  /// @param scales `[blockElements / group]`
  abstract void decode(MemorySegment data, long block, byte[] numbers, float[] scales);

  /// Expands whole blocks to F32.
  final void expand(MemorySegment data, long offset, float[] out, int outOffset, int length) {
    byte[] numbers = new byte[dtype.blockElements()];
    float[] scales = new float[numbers.length / group];
    long block = offset;
    for (int start = outOffset; start < outOffset + length; start += numbers.length) {
      decode(data, block, numbers, scales);
      for (int i = 0; i < numbers.length; i++) {
        out[start + i] = scales[i / group] * numbers[i];
      }
      block += dtype.blockBytes();
    }
  }

  static float half(MemorySegment data, long offset) {
    return Float.float16ToFloat(data.get(SHORT, offset));
  }

  static int unsigned(MemorySegment data, long offset) {
    return Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, offset));
  }

  /// Returns the bits of a number that a mask has, from a shift on.
  static int bits(int number, int shift, int mask) {
    return (number >>> shift) & mask;
  }

  static int unsignedShort(MemorySegment data, long offset) {
    return Short.toUnsignedInt(data.get(SHORT, offset));
  }
}
