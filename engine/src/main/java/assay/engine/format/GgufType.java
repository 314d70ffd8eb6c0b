package assay.engine.format;

import java.util.Arrays;
import java.util.Optional;

/// Type of a metadata value in a GGUF file.
///
/// Source: ggml, `docs/gguf.md`, `enum gguf_metadata_value_type`.
public enum GgufType {
  /// Unsigned, 1 byte.
  UINT8(0, 1),
  /// Signed, 1 byte.
  INT8(1, 1),
  /// Unsigned, 2 bytes.
  UINT16(2, 2),
  /// Signed, 2 bytes.
  INT16(3, 2),
  /// Unsigned, 4 bytes.
  UINT32(4, 4),
  /// Signed, 4 bytes.
  INT32(5, 4),
  /// IEEE 754 binary32.
  FLOAT32(6, 4),
  /// One byte, 0 or 1.
  BOOL(7, 1),
  /// UTF-8 text behind its length in bytes.
  STRING(8, 8),
  /// An element type, a count, then the elements.
  ARRAY(9, 12),
  /// Unsigned, 8 bytes.
  UINT64(10, 8),
  /// Signed, 8 bytes.
  INT64(11, 8),
  /// IEEE 754 binary64.
  FLOAT64(12, 8);

  private final int code;
  private final int minimumBytes;

  GgufType(int code, int minimumBytes) {
    this.code = code;
    this.minimumBytes = minimumBytes;
  }

  static Optional<GgufType> ofCode(long code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  int code() {
    return code;
  }

  /// Returns the fewest bytes that a value takes in the file; exactly what it takes, except for
  /// text and arrays.
  int minimumBytes() {
    return minimumBytes;
  }

  /// Returns whether values of this type are whole numbers.
  public boolean isInteger() {
    return switch (this) {
      case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> true;
      case FLOAT32, FLOAT64, BOOL, STRING, ARRAY -> false;
    };
  }

  /// Returns whether values of this type are floating-point numbers.
  public boolean isReal() {
    return this == FLOAT32 || this == FLOAT64;
  }
}
