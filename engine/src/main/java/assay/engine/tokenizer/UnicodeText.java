package assay.engine.tokenizer;

/// The check that a string is Unicode text, which a Java string need not be.
final class UnicodeText {
  private UnicodeText() {}

  /// Refuses half a surrogate pair: it has no bytes in UTF-8, and replacing it would encode another
  /// text.
  static void require(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      boolean paired =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (!paired) {
        throw new IllegalArgumentException(
            "the text holds half a surrogate pair, U+%04X, at index %d; read it as UTF-8 again"
                .formatted((int) c, i));
      }
      i++;
    }
  }
}
