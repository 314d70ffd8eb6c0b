package assay.engine.kernels;

/// Takes what one row's blocks consist of to its lane among the rows of a chunk. A type of weights
/// describes its chunk by these calls.
interface LaneCopy {
  /// Copies numbers of four bytes that follow each other, with some bits turned.
  ///
  /// @param source offset behind the chunk's first block in the row
  /// @param target offset in the chunk of the first number's vector
  void ints(int source, int target, int count, int turned);

  /// Copies a number of two bytes, with some bits turned.
  void half(int source, int target, int turned);

  /// Copies bytes that follow each other, each to a vector of its own.
  void bytes(int source, int target, int count);

  /// Copies 32 bits so that bit `4 * k + b` becomes bit `k` of byte `b`: where vectors of four
  /// columns find theirs by one shift.
  void spreadBits(int source, int target);

  /// Copies a byte that stands for a power of two as the upper half of the F32 number that
  /// [ScalarWeights#halfPower] gives.
  void halfPower(int source, int target);

  /// Copies the sixteen scales of Q3_K from twelve bytes to four vectors: six bits in each byte,
  /// less 32, in two's complement.
  void sixBitScales(int source, int target);

  /// Copies numbers of four bytes that follow each other.
  default void ints(int source, int target, int count) {
    ints(source, target, count, 0);
  }
}
