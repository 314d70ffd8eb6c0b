package assay.engine.decoding;

/// Random numbers that are looked up by their index, in any order, instead of drawn one after the
/// other. Immutable.
///
/// Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014: number
/// `i` is output `i` of SplitMix64 for the seed. Written out so that a seed means the same on every
/// Java release.
record RandomNumbers(long seed) {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /// Returns the numbers of a generator whose seed is number `index` of this one.
  RandomNumbers at(long index) {
    return new RandomNumbers(bits(index));
  }

  /// Returns number `index` as one of 2^52 evenly spaced values above 0 and below 1.
  double uniform(long index) {
    return ((bits(index) >>> 12) + 0.5) * 0x1p-52;
  }

  private long bits(long index) {
    long bits = seed + (index + 1) * GOLDEN_GAMMA;
    bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }
}
