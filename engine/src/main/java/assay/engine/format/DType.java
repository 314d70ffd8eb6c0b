package assay.engine.format;

import java.util.Arrays;
import java.util.Optional;

/// How the numbers of a tensor are stored. Elements lie in blocks of [#blockElements] that take
/// [#blockBytes] bytes; a row is a whole number of blocks.
///
/// Source: ggml, `ggml.h` (`enum ggml_type`) and `ggml-common.h` (block layouts).
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
  Q8_0(8, 32, 34);

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
