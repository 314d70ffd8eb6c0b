package assay.engine.kernels;

/// Takes what one row's blocks consist of to its lane among the sixteen rows of a chunk. A type of
/// weights describes its chunk by these calls.
interface LaneCopy {
  /// Copies numbers of four bytes that follow each other, with some bits turned.
  ///
  /// @param source offset behind the chunk's first block in the row
  /// @param target offset in the chunk of the first number's vector
  void ints(int source, int target, int count, int turned);

  /// Copies a number of two bytes, with some bits turned.
  void half(int source, int target, int turned);

  /// Copies numbers of four bytes that follow each other.
  default void ints(int source, int target, int count) {
    ints(source, target, count, 0);
  }
}
