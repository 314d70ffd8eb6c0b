package assay.engine.tokenizer;

/// The check that a string is Unicode text, which a Java string need not be.
final class UnicodeText {
  private UnicodeText() {}

  /// Refuses half a surrogate pair: it has no bytes in UTF-8, and replacing it would encode another
  /// text.
  static void require(String text) {
    int index = 0;
    while (index < text.length()) {
      int codePoint = text.codePointAt(index);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        throw new IllegalArgumentException(
            "the text holds half a surrogate pair, U+%04X, at index %d; read it as UTF-8 again"
                .formatted(codePoint, index));
      }
      index += Character.charCount(codePoint);
    }
  }
}
