package assay.engine.tokenizer;

import java.util.Arrays;

/// Merges the tokens of one piece: always the pair of lowest rank, the leftmost of several. With a
/// heap of the pairs and a linked list of the tokens this takes n log n steps for n tokens, however
/// long the piece is. Mutable; one serves one encoding.
final class PieceMerger {
  private final MergeTable merges;
  private final LongHeap pairs = new LongHeap();
  private int[] tokens = new int[64];
  private int[] next = new int[64];
  private int[] previous = new int[64];
  private int size;
  private long steps;

  PieceMerger(MergeTable merges) {
    this.merges = merges;
  }

  /// How many pairs of neighbours have been looked at so far.
  long steps() {
    return steps;
  }

  /// Adds the token of the next byte of the piece.
  void add(int token) {
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * size);
      next = Arrays.copyOf(next, 2 * size);
      previous = Arrays.copyOf(previous, 2 * size);
    }
    tokens[size++] = token;
  }

  /// Merges what was added, hands the result on and is empty again.
  void mergeInto(TokenList out) {
    for (int i = 0; i < size; i++) {
      previous[i] = i - 1;
      next[i] = i + 1;
    }
    for (int i = 0; i + 1 < size; i++) {
      offer(i);
    }
    while (!pairs.isEmpty()) {
      long pair = pairs.pop();
      merge((int) (pair >>> 32), (int) pair);
    }
    for (int i = 0; i < size; i = next[i]) {
      out.add(tokens[i]);
    }
    size = 0;
  }

  private void offer(int left) {
    steps++;
    int rank = merges.rank(tokens[left], tokens[next[left]]);
    if (rank >= 0) {
      pairs.push(((long) rank << 32) | left);
    }
  }

  /// Merges the pair that begins at `left`, unless it has changed since it was offered.
  private void merge(int rank, int left) {
    int right = next[left];
    boolean changed =
        tokens[left] < 0 || right >= size || merges.rank(tokens[left], tokens[right]) != rank;
    if (changed) {
      return;
    }
    tokens[left] = merges.merged(tokens[left], tokens[right]);
    tokens[right] = -1;
    next[left] = next[right];
    if (next[left] < size) {
      previous[next[left]] = left;
      offer(left);
    }
    if (previous[left] >= 0) {
      offer(previous[left]);
    }
  }
}
