package assay.engine.tokenizer;

import java.util.Arrays;

/// A growing list of ids. Mutable; one serves one encoding.
final class TokenList {
  private int[] tokens = new int[64];
  private int size;

  void add(int token) {
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * size);
    }
    tokens[size++] = token;
  }

  int[] toArray() {
    return Arrays.copyOf(tokens, size);
  }
}
