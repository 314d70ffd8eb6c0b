package assay.engine.huggingface;

/// A weight matrix of whole numbers, scales and zero points, in whatever order a library packs
/// them: `value[row, column] = scale(row, group) * (number[row, column] - zero(row, group))`, where
/// the group is that of the column.
interface PackedMatrix {
  /// Rows that are unpacked at once, so that numbers of eight rows that share a word come together
  /// and whole lines of memory are read.
  int TILE = 16;

  int rows();

  int columns();

  /// Returns the bits of a number.
  int bits();

  /// Returns the number of groups of a row.
  int groups();

  /// Returns the group of a column, not yet checked.
  int group(int column);

  float scale(int row, int group);

  /// Returns the zero point, 0 to `2^bits`.
  int zero(int row, int group);

  /// Unpacks rows.
  ///
  /// @param firstRow a multiple of [#TILE]
  /// @param count at most [#TILE]
  /// @param out `[count, columns]`, without sign
  void unpack(int firstRow, int count, byte[] out);
}
