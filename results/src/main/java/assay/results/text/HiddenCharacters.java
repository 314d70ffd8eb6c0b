package assay.results.text;

/// Tells characters that do not show what they are.
public final class HiddenCharacters {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private HiddenCharacters() {}

  /// Returns whether the character is a control, changes the writing direction, is invisible, is
  /// half of a pair without the other half, or is no character at all (such as U+FFFE, which XML
  /// cannot hold). Line feed, tab and the two joiners, which several scripts need, are plain.
  public static boolean hidden(int codePoint) {
    if (codePoint >= ' ' && codePoint < 0x7F) {
      return false;
    }
    return switch (codePoint) {
      case '\n', '\t', ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_JOINER -> false;
      default -> hiddenByType(codePoint) || noCharacter(codePoint);
    };
  }

  private static boolean hiddenByType(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /// The 66 noncharacters of the Unicode Standard, section 23.7.
  private static boolean noCharacter(int codePoint) {
    return (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
  }

  /// Returns whether the character, taken from a text by its code points, is half of a surrogate
  /// pair without the other half, which no UTF-8 text can hold.
  public static boolean halfPair(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /// Returns whether a text has pairs of surrogates, or halves of them, at all. It is asked of
  /// every text that is stored or sent, so it looks at nothing else.
  static boolean anySurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /// Returns whether the character is a control (C0, delete or C1) other than tab, line feed and
  /// carriage return.
  static boolean control(int codePoint) {
    return Character.getType(codePoint) == Character.CONTROL
        && codePoint != '\t'
        && codePoint != '\n'
        && codePoint != '\r';
  }
}
