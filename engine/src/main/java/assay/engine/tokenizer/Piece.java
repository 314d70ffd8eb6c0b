package assay.engine.tokenizer;

/// A piece of a text on its way to the model of a tokenizer. Immutable; pieces share their text.
final class Piece {
  private final int[] text;
  private final int from;
  private final int to;
  private final boolean first;

  /// @param text code points, which nobody changes
  /// @param from index of the first of this piece
  /// @param to index behind its last
  /// @param first whether it begins where the whole text begins
  Piece(int[] text, int from, int to, boolean first) {
    this.text = text;
    this.from = from;
    this.to = to;
    this.first = first;
  }

  int[] text() {
    return text;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  boolean first() {
    return first;
  }

  /// A piece of a string.
  static Piece of(String text, boolean first) {
    int[] codePoints = text.codePoints().toArray();
    return new Piece(codePoints, 0, codePoints.length, first);
  }

  boolean isEmpty() {
    return from == to;
  }

  /// The part from index `start` up to but without `end`.
  Piece part(int start, int end) {
    return new Piece(text, start, end, first && start == from);
  }

  /// This piece with a character before it, unless it begins with that character.
  Piece startingWith(int codePoint) {
    if (!isEmpty() && text[from] == codePoint) {
      return this;
    }
    int[] longer = new int[to - from + 1];
    longer[0] = codePoint;
    System.arraycopy(text, from, longer, 1, to - from);
    return new Piece(longer, 0, longer.length, first);
  }

  /// This piece with each occurrence of a character replaced by another.
  Piece replacing(int codePoint, int replacement) {
    int[] copy = new int[to - from];
    for (int i = 0; i < copy.length; i++) {
      int original = text[from + i];
      copy[i] = original == codePoint ? replacement : original;
    }
    return new Piece(copy, 0, copy.length, first);
  }

  @Override
  public String toString() {
    return new String(text, from, to - from);
  }
}
