package assay.scorers.choice;

/// The Mersenne Twister MT19937, seeded and read as CPython's `random` module does, so that draws
/// of official scripts can be repeated.
///
/// One instance belongs to one thread.
///
/// Source: M. Matsumoto and T. Nishimura, "Mersenne Twister" (1998), with the 2002 initialisation
/// by array; CPython `Modules/_randommodule.c` and `Lib/random.py` (`seed`, `getrandbits`,
/// `_randbelow_with_getrandbits`, `randint`).
public final class PythonRandom {
  private static final int WORDS = 624;
  private static final int SHIFT = 397;
  private static final int UPPER_BIT = 0x80000000;
  private static final int LOWER_BITS = 0x7fffffff;
  private static final int TWIST = 0x9908b0df;
  private static final int ARRAY_SEED = 19650218;

  private final int[] state = new int[WORDS];
  private int next = WORDS;

  /// Starts the sequence of `random.seed(seed)`.
  ///
  /// @param seed any number; like CPython, its sign is ignored
  public PythonRandom(long seed) {
    long magnitude = Math.abs(seed);
    int high = (int) (magnitude >>> 32);
    int[] key = high == 0 ? new int[] {(int) magnitude} : new int[] {(int) magnitude, high};
    seedByArray(key);
  }

  private PythonRandom() {}

  /// Starts the sequence of NumPy's older generator, `numpy.random.seed(seed)`, which is the same
  /// twister, seeded by the number alone.
  ///
  /// Source: NumPy 1.17 and later, `numpy/random/src/mt19937/mt19937.c`, `mt19937_seed`.
  ///
  /// @param seed its lower 32 bits count
  public static PythonRandom ofNumpy(long seed) {
    PythonRandom random = new PythonRandom();
    random.seedByNumber((int) seed);
    return random;
  }

  /// Returns what `random.getrandbits(count)` returns.
  ///
  /// @param count 1 to 32
  public long bits(int count) {
    if (count < 1 || count > 32) {
      throw new IllegalArgumentException("bits must be 1 to 32, found " + count);
    }
    return Integer.toUnsignedLong(word()) >>> (32 - count);
  }

  /// Returns what `random.randint(0, bound - 1)` returns, and `random.choice` uses as its index.
  ///
  /// @param bound at least 1
  public int below(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be at least 1, found " + bound);
    }
    int count = 32 - Integer.numberOfLeadingZeros(bound);
    long drawn = bits(count);
    while (drawn >= bound) {
      drawn = bits(count);
    }
    return (int) drawn;
  }

  private void seedByArray(int[] key) {
    seedByNumber(ARRAY_SEED);
    int index = 1;
    for (int step = 0; step < WORDS; step++) {
      state[index] = (state[index] ^ (mixed(index - 1) * 1664525)) + key[step % key.length];
      state[index] += step % key.length;
      index = following(index);
    }
    for (int step = 1; step < WORDS; step++) {
      state[index] = (state[index] ^ (mixed(index - 1) * 1566083941)) - index;
      index = following(index);
    }
    state[0] = UPPER_BIT;
  }

  private void seedByNumber(int number) {
    state[0] = number;
    for (int index = 1; index < WORDS; index++) {
      state[index] = 1812433253 * mixed(index - 1) + index;
    }
  }

  private int mixed(int index) {
    return state[index] ^ (state[index] >>> 30);
  }

  private int following(int index) {
    if (index + 1 < WORDS) {
      return index + 1;
    }
    state[0] = state[WORDS - 1];
    return 1;
  }

  private int word() {
    if (next == WORDS) {
      twist();
      next = 0;
    }
    int value = state[next++];
    value ^= value >>> 11;
    value ^= (value << 7) & 0x9d2c5680;
    value ^= (value << 15) & 0xefc60000;
    return value ^ (value >>> 18);
  }

  private void twist() {
    for (int index = 0; index < WORDS; index++) {
      int joined = (state[index] & UPPER_BIT) | (state[(index + 1) % WORDS] & LOWER_BITS);
      int turned = (joined >>> 1) ^ ((joined & 1) == 0 ? 0 : TWIST);
      state[index] = state[(index + SHIFT) % WORDS] ^ turned;
    }
  }
}
