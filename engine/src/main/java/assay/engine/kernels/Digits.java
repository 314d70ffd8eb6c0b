package assay.engine.kernels;

/// How many signed bytes an activation is written in when it is multiplied with weights that are
/// small whole numbers.
///
/// A block of 32 activations becomes `scale * q` with whole `q`, `|q| <= limit`, whose digits to
/// the base 256 lie from -128 to 127. Products of digits with weights are summed exactly; what is
/// lost is the rounding of `q`: at most half of `largest / limit` for each activation, with the
/// largest of its block.
enum Digits {
  ONE(1, 127),
  TWO(2, 127 * 256 + 127),
  /// The limit is some steps below what three digits can hold, since scaling the largest activation
  /// to it is as fine as F32 is, and must not go beyond.
  THREE(3, (127 * 256 + 126) * 256);

  /// Columns that share a scale.
  static final int BLOCK = 32;

  /// Bytes before a block's digits for each term: scale, two corrections, the block's sum. Where
  /// halves have sums, which types without corrections have, these take their place.
  static final int HEADER = 16;

  final int count;

  /// The largest whole number.
  final int limit;

  Digits(int count, int limit) {
    this.count = count;
    this.limit = limit;
  }

  /// Returns how many sums of whole numbers a block has: two digits fit one sum of 32 bits, the
  /// third does not.
  int terms() {
    return count == 3 ? 2 : 1;
  }

  /// Returns how many digits go to a term; the first term has the highest.
  int digitsIn(int term) {
    return count == 3 && term == 0 ? 1 : Math.min(count, 2);
  }

  /// Returns the bytes of a block: headers of the terms, then 32 bytes for each digit, the highest
  /// first.
  int blockBytes() {
    return HEADER * terms() + BLOCK * count;
  }

  /// Returns where a digit's bytes are in a block.
  ///
  /// @param digit from 0, the highest
  int digitOffset(int digit) {
    return HEADER * terms() + BLOCK * digit;
  }

  /// Returns where the sum of a block's activations is, or of its half's.
  static int sumOffset(int scalesPerBlock, int half) {
    return scalesPerBlock == 1 ? 3 * Float.BYTES : (1 + half) * Float.BYTES;
  }

  /// Returns how many bits an activation has.
  int bits() {
    return Byte.SIZE * count;
  }
}
