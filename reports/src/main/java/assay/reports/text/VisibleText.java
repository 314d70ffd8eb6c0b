package assay.reports.text;

import java.util.Locale;

/// Makes characters visible that change how other characters are shown.
public final class VisibleText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private VisibleText() {}

  /// Returns whether the character is a control, changes the writing direction, is invisible, or is
  /// half of a pair without the other half. Line feed, tab and the two joiners, which several
  /// scripts need, are plain.
  public static boolean hidden(int codePoint) {
    if (codePoint == '\n'
        || codePoint == '\t'
        || codePoint == ZERO_WIDTH_NON_JOINER
        || codePoint == ZERO_WIDTH_JOINER) {
      return false;
    }
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /// Returns the text in one line, with each hidden character as `<U+202E>`.
  public static String oneLine(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            each -> {
              if (each == '\n' || each == '\t') {
                visible.append(' ');
              } else if (hidden(each)) {
                visible.append(String.format(Locale.ROOT, "<U+%04X>", each));
              } else {
                visible.appendCodePoint(each);
              }
            });
    return visible.toString();
  }
}
