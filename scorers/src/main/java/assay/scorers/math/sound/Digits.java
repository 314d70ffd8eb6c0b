package assay.scorers.math.sound;

/// Digits of all scripts.
final class Digits {
  private static final int FULL_WIDTH_FIRST = '！';
  private static final int FULL_WIDTH_LAST = '～';
  private static final int FULL_WIDTH_SHIFT = '！' - '!';

  private Digits() {}

  /// Returns the text with every decimal digit, and every full-width letter and sign, as its ASCII
  /// character. The length stays, so that an index means the same in both.
  static String ascii(String text) {
    if (text.chars().allMatch(character -> character < 128)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text);
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character >= FULL_WIDTH_FIRST && character <= FULL_WIDTH_LAST) {
        out.setCharAt(at, (char) (character - FULL_WIDTH_SHIFT));
      } else if (character >= 128
          && Character.getType(character) == Character.DECIMAL_DIGIT_NUMBER) {
        out.setCharAt(at, (char) ('0' + Character.digit(character, 10)));
      }
    }
    return out.toString();
  }
}
