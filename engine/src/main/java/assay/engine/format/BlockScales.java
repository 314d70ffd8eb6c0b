package assay.engine.format;

import java.lang.foreign.MemorySegment;

/// Scales of a matrix that is cut into blocks, one for each, in the bytes of their file. The last
/// block of a row or column may be smaller.
///
/// Source: DeepSeek-AI, "DeepSeek-V3", 2024, section 3.3 (blocks of 128 by 128); the scale is the
/// one to multiply by, `weight_scale_inv` in its files.
///
/// @param data F32 `[rows / blockRows, columns / blockColumns]`, both rounded up
/// @param blockRows rows of a block
/// @param blockColumns columns of a block
/// @param perRow blocks beside each other
/// @param firstRow the row of the scaled matrix that is row 0 here, for a slice of a larger one
public record BlockScales(
    MemorySegment data, int blockRows, int blockColumns, int perRow, int firstRow) {
  /// Returns the scales as seen from some rows further down.
  public BlockScales from(int row) {
    return new BlockScales(data, blockRows, blockColumns, perRow, Math.addExact(firstRow, row));
  }

  /// Returns the largest magnitude of all scales, not a number if one is none.
  public float largest() {
    float largest = 0;
    for (long offset = 0; offset < data.byteSize(); offset += Float.BYTES) {
      largest = Math.max(largest, Math.abs(data.get(Layouts.FLOAT, offset)));
    }
    return largest;
  }

  /// Returns the scale of an element.
  public float at(int row, int column) {
    long block = (long) ((firstRow + row) / blockRows) * perRow + column / blockColumns;
    return data.get(Layouts.FLOAT, Float.BYTES * block);
  }
}
