package assay.engine.schedule;

/// A number for each beginning of a sequence that is a whole count of blocks long: equal beginnings
/// have equal numbers, and different ones different numbers but for one chance in 2^64.
///
/// The last token of a sequence is always computed, so no block includes it.
final class Fingerprints {
  /// Tokens of a block, a divisor of a page's positions. Sharing fewer saves next to nothing.
  static final int BLOCK = 16;

  private final int[] tokens;
  private int end;
  private long current;

  Fingerprints(int[] tokens) {
    this.tokens = tokens;
  }

  /// Takes the next block in, and returns whether there was one.
  boolean next() {
    if (end + BLOCK >= tokens.length) {
      end += BLOCK;
      return false;
    }
    for (int i = 0; i < BLOCK; i++) {
      current = with(current, tokens[end++]);
    }
    return true;
  }

  /// Returns the fingerprint of all blocks so far.
  long current() {
    return current;
  }

  /// Returns how many tokens lie before the block that was taken in, or looked for, last.
  int tokensBefore() {
    return end - BLOCK;
  }

  /// Returns the fingerprint of a beginning with one more token.
  static long with(long fingerprint, int token) {
    // The finalizer of SplitMix64: Steele, Lea and Flood, 2014.
    long z = fingerprint + 0x9e3779b97f4a7c15L + token;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
