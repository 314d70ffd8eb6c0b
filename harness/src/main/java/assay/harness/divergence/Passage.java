package assay.harness.divergence;

import java.util.Arrays;

/// A stretch of tokens that is read without what is before it, and scored from some token on.
final class Passage {
  private final String source;
  private final long offset;
  private final int[] tokens;
  private final int first;

  /// @param source what the text is called
  /// @param offset of the first token among those of the source
  /// @param tokens at least two; not to be changed
  /// @param first index of the first token that is scored, at least 1 and less than there are
  Passage(String source, long offset, int[] tokens, int first) {
    if (first < 1 || first >= tokens.length) {
      throw new IllegalArgumentException(
          "token %d is to be scored first of %d".formatted(first, tokens.length));
    }
    this.source = source;
    this.offset = offset;
    this.tokens = tokens;
    this.first = first;
  }

  String source() {
    return source;
  }

  /// Returns where a token is among those of the source.
  long place(int index) {
    return offset + index;
  }

  int length() {
    return tokens.length;
  }

  int token(int index) {
    return tokens[index];
  }

  /// Returns the index of the first token that is scored.
  int first() {
    return first;
  }

  /// Returns how many tokens are scored.
  int scored() {
    return tokens.length - first;
  }

  /// Returns the tokens from an index to another.
  int[] tokens(int from, int to) {
    return Arrays.copyOfRange(tokens, from, to);
  }
}
