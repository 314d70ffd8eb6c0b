package assay.engine.kernels;

import assay.engine.format.BlockScales;
import assay.engine.format.DType;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// A weight matrix `[rows, columns]` = `[out, in]`, row-major, in the bytes of its file.
///
/// @param dtype how the numbers are stored
/// @param rows outputs of the projection
/// @param columns inputs of the projection, a whole number of blocks of `dtype`
/// @param data exactly `rows` times [#rowBytes] bytes, little-endian, without alignment
/// @param scales that the numbers of [DType#F8_E4M3] are multiplied by; empty for none
public record Matrix(
    DType dtype, int rows, int columns, MemorySegment data, Optional<BlockScales> scales)
    implements Operand {
  /// Checks that the data have the size that type and shape ask for.
  public Matrix {
    if (rows < 0 || columns < 0 || data.byteSize() != rows * dtype.byteSize(columns)) {
      throw new IllegalArgumentException(
          "%d bytes for a matrix [%d, %d] of %s".formatted(data.byteSize(), rows, columns, dtype));
    }
  }

  /// Makes a matrix whose scales, if its type has any, lie in its own blocks.
  public Matrix(DType dtype, int rows, int columns, MemorySegment data) {
    this(dtype, rows, columns, data, Optional.empty());
  }

  @Override
  public Matrix source() {
    return this;
  }

  /// Returns the scale of an element of a type that has its scales outside: 1 for none.
  float scale(int row, int column) {
    return scales.isPresent() ? scales.get().at(row, column) : 1;
  }

  /// Returns the size of a row in bytes.
  public long rowBytes() {
    return dtype.byteSize(columns);
  }

  /// Returns some rows as a matrix of their own, over the same bytes.
  ///
  /// @throws IndexOutOfBoundsException if this matrix does not have them
  public Matrix slice(int firstRow, int count) {
    long start = Math.multiplyExact(firstRow, rowBytes());
    MemorySegment rowData = data.asSlice(start, Math.multiplyExact(count, rowBytes()));
    return new Matrix(dtype, count, columns, rowData, scales.map(blocks -> blocks.from(firstRow)));
  }

  /// Returns the offset in [#data] of an element, which must be the first of a block, in bytes.
  long offsetBytes(int row, int column) {
    return row * rowBytes() + dtype.byteSize(column);
  }
}
