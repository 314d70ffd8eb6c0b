package assay.engine.format;

import java.util.Optional;

/// How the numbers of a tensor are stored in a safetensors file: the types that weights have, and
/// whole numbers, which weights are packed in.
///
/// Source: safetensors, `README.md`, "Format".
public enum StoredType {
  /// See [DType#F32].
  F32(4, DType.F32),
  /// See [DType#F16].
  F16(2, DType.F16),
  /// See [DType#BF16].
  BF16(2, DType.BF16),
  /// See [DType#F8_E4M3].
  F8_E4M3(1, DType.F8_E4M3),
  /// Bytes with a sign.
  I8(1),
  /// Bytes without a sign.
  U8(1),
  /// Whole numbers of four bytes, little-endian.
  I32(4),
  /// Whole numbers of eight bytes, little-endian.
  I64(8);

  private final int bytes;
  private final Optional<DType> dtype;

  StoredType(int bytes) {
    this.bytes = bytes;
    dtype = Optional.empty();
  }

  StoredType(int bytes, DType dtype) {
    this.bytes = bytes;
    this.dtype = Optional.of(dtype);
  }

  /// Returns the type as one of weights; empty if weights cannot be read as they are.
  public Optional<DType> dtype() {
    return dtype;
  }

  /// Returns the size in bytes of `elements` elements.
  ///
  /// @throws ArithmeticException if it exceeds 2^63 - 1
  public long byteSize(long elements) {
    return Math.multiplyExact(elements, bytes);
  }
}
