package assay.engine.decoding;

/// Tokens in order of falling logits, equal ones by rising id, sorted only as far as they are
/// taken. Used again for one distribution after the other.
final class TokenHeap {
  private long[] keys = {}; // a heap: no entry is larger than its parent at (i - 1) / 2
  private int size;

  TokenHeap() {}

  /// Builds the heap of one distribution; see [#fill].
  TokenHeap(float[] logits) {
    fill(logits);
  }

  /// Builds the heap in time linear in the number of tokens.
  ///
  /// @throws NonFiniteLogitsException if a logit is not a number
  void fill(float[] logits) {
    size = logits.length;
    if (keys.length < size) {
      keys = new long[size];
    }
    for (int token = 0; token < size; token++) {
      keys[token] = key(logits[token], token);
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      sink(i);
    }
  }

  /// Packs logit and id so that a larger key comes first.
  private static long key(float logit, int token) {
    if (Float.isNaN(logit)) {
      throw NonFiniteLogitsException.ofToken(token);
    }
    int bits = Float.floatToRawIntBits(logit + 0f); // adding turns -0 into 0
    int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    return (long) ordered << 32 | (Integer.MAX_VALUE - token);
  }

  /// Removes the first token and returns it.
  int take() {
    int token = Integer.MAX_VALUE - (int) keys[0];
    keys[0] = keys[--size];
    sink(0);
    return token;
  }

  private void sink(int start) {
    int i = start;
    long moved = keys[i];
    for (int child = 2 * i + 1; child < size; child = 2 * i + 1) {
      if (child + 1 < size && keys[child + 1] > keys[child]) {
        child++;
      }
      if (keys[child] <= moved) {
        break;
      }
      keys[i] = keys[child];
      i = child;
    }
    keys[i] = moved;
  }
}
