package assay.engine;

import java.util.Arrays;
import java.util.List;

/// Tokens that were chosen so far, as numbers and not as objects. Mutable; owned by one attempt.
final class TokenList {
  private int[] tokens = new int[64];
  private int size;

  void add(int token) {
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * size);
    }
    tokens[size++] = token;
  }

  int size() {
    return size;
  }

  /// Returns a copy as a list.
  List<Integer> boxed() {
    return Arrays.stream(tokens, 0, size).boxed().toList();
  }
}
