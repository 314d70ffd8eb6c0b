package assay.engine.format;

import java.util.Arrays;
import java.util.Optional;

/// How the numbers of a tensor are stored. Elements lie in blocks of [#blockElements] that take
/// [#blockBytes] bytes; a row is a whole number of blocks.
///
/// How a block becomes numbers is in the kernels. Source: ggml, `ggml.h` (`enum ggml_type`) and
/// `ggml-common.h` (block layouts).
public enum DType {
  /// IEEE 754 binary32, little-endian.
  F32(0, 1, 4),
  /// IEEE 754 binary16, little-endian.
  F16(1, 1, 2),
  /// Upper half of a binary32, little-endian.
  BF16(30, 1, 2),
  /// A byte of sign, four exponent bits (bias 7) and three of mantissa, without infinities, as
  /// DeepSeek V3 ships its weights; blocks of a matrix share a scale that is a tensor of its own.
  /// No type of ggml.
  ///
  /// Source: Micikevicius et al., "FP8 Formats for Deep Learning", 2022.
  F8_E4M3(-1, 1, 1),
  /// 32 signed bytes that share a binary16 scale stored before them: `value = scale * byte`.
  Q8_0(8, 32, 34),
  /// 32 weights of four bits with a binary16 scale.
  Q4_0(2, 32, 18),
  /// 32 weights of four bits with a binary16 scale and minimum.
  Q4_1(3, 32, 20),
  /// 32 weights of five bits with a binary16 scale.
  Q5_0(6, 32, 22),
  /// 32 weights of five bits with a binary16 scale and minimum.
  Q5_1(7, 32, 24),
  /// 256 weights of two bits; each 16 share a scale and a minimum of four bits, all share a
  /// binary16 factor for each of the two.
  Q2_K(10, 256, 84),
  /// 256 weights of three bits; each 16 share a scale of six bits, all share a binary16 factor.
  Q3_K(11, 256, 110),
  /// 256 weights of four bits; each 32 share a scale and a minimum of six bits, all share a
  /// binary16 factor for each of the two.
  Q4_K(12, 256, 144),
  /// As [#Q4_K], with weights of five bits.
  Q5_K(13, 256, 176),
  /// 256 weights of six bits; each 16 share a scale of a byte, all share a binary16 factor.
  Q6_K(14, 256, 210),
  /// 32 indexes of four bits into a table of 16 numbers, with a binary16 scale.
  IQ4_NL(20, 32, 18),
  /// 32 floating-point numbers of four bits (E2M1) with a power of two as scale (E8M0).
  MXFP4(39, 32, 17),
  /// 256 indexes of four bits into the table of [#IQ4_NL]; each 32 share a scale of six bits, all
  /// share a binary16 factor.
  IQ4_XS(23, 256, 136),
  /// 256 weights, eight at a time an index into a codebook of 256 entries; each 32 share a scale of
  /// four bits, all share a binary16 factor.
  IQ2_XXS(16, 256, 66),
  /// As [#IQ2_XXS], with a codebook of 512 entries and a scale for each 16 weights.
  IQ2_XS(17, 256, 74),
  /// As [#IQ2_XS], with a codebook of 1024 entries and a sign for each weight.
  IQ2_S(22, 256, 82),
  /// 256 weights, four at a time an index into a codebook of 256 entries; each 32 share a scale of
  /// four bits, all share a binary16 factor.
  IQ3_XXS(18, 256, 98),
  /// As [#IQ3_XXS], with a codebook of 512 entries and a sign for each weight.
  IQ3_S(21, 256, 110),
  /// 256 weights, eight at a time an index into a codebook of -1, 0 and 1, shifted by an eighth;
  /// each 32 share a scale of three bits and the shift, all share a binary16 factor.
  IQ1_S(19, 256, 50),
  /// As [#IQ1_S], with a scale for each 16 weights and a shift for each eight.
  IQ1_M(29, 256, 56),
  /// 256 weights of -1, 0 and 1, five in a byte, with a binary16 scale.
  TQ1_0(34, 256, 54),
  /// 256 weights of -1, 0 and 1, four in a byte, with a binary16 scale.
  TQ2_0(35, 256, 66),
  /// 128 weights of -1 and 1 with a binary16 scale.
  Q1_0(41, 128, 18),
  /// 64 weights from -1 to 2 with a binary16 scale.
  Q2_0(42, 64, 18),
  /// 64 floating-point numbers of four bits (E2M1); each 16 share a scale of F8 (E4M3) without
  /// sign.
  NVFP4(40, 64, 36),
  /// 64 whole numbers of four bits; each 32 share an F32 scale and a zero point of a byte: `value =
  /// scale * (number - zero)`. What checkpoints of GPTQ, AWQ and compressed-tensors hold is brought
  /// into it. No type of ggml.
  INT4(-1, 64, 42),
  /// As [#INT4], with signed bytes, whose zero point is 0.
  INT8(-1, 64, 72);

  private final int ggmlCode;
  private final int blockElements;
  private final int blockBytes;

  DType(int ggmlCode, int blockElements, int blockBytes) {
    this.ggmlCode = ggmlCode;
    this.blockElements = blockElements;
    this.blockBytes = blockBytes;
  }

  /// Returns the type with this number in `enum ggml_type`, or empty if the engine does not run it.
  public static Optional<DType> ofGgmlCode(long code) {
    return Arrays.stream(values()).filter(type -> type.ggmlCode == code).findFirst();
  }

  /// Returns this type's number in `enum ggml_type`; -1 if it has none.
  public int ggmlCode() {
    return ggmlCode;
  }

  /// Returns the number of elements in a block: 1 for types that are not quantized.
  public int blockElements() {
    return blockElements;
  }

  /// Returns the size of a block in bytes.
  public int blockBytes() {
    return blockBytes;
  }

  /// Returns the size in bytes of `elements` elements.
  ///
  /// @throws ArithmeticException if `elements` is not a whole number of blocks, or the size exceeds
  ///   2^63 - 1
  public long byteSize(long elements) {
    if (elements % blockElements != 0) {
      throw new ArithmeticException(
          elements + " elements are no whole number of " + this + " blocks of " + blockElements);
    }
    return Math.multiplyExact(elements / blockElements, blockBytes);
  }
}
