package assay.scorers;

/// How Python's `re` and `str` classify characters, which is what the published graders are written
/// against. Everything counts in code points, as Python does.
///
/// Source: Python 3 documentation, "Regular Expression Syntax" (`\w`, `\s`) and "Text Sequence
/// Type" (`str.isalnum`, `str.isspace`).
public final class PythonText {
  private PythonText() {}

  /// Returns whether `\w` matches the code point: letters, everything with a numeric value, and the
  /// underscore. Unlike Java's Unicode `\w` it leaves out combining marks.
  public static boolean isWord(int codePoint) {
    if (codePoint == '_' || Character.isLetter(codePoint)) {
      return true;
    }
    int type = Character.getType(codePoint);
    return type == Character.DECIMAL_DIGIT_NUMBER
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER;
  }

  /// Returns whether `\s` matches the code point.
  public static boolean isSpace(int codePoint) {
    return (codePoint >= 0x09 && codePoint <= 0x0d)
        || (codePoint >= 0x1c && codePoint <= 0x20)
        || codePoint == 0x85
        || Character.getType(codePoint) == Character.SPACE_SEPARATOR
        || codePoint == 0x2028
        || codePoint == 0x2029;
  }

  /// Returns the index of the first character at or after `start` that is not white space.
  public static int skipSpace(String text, int start) {
    int index = start;
    while (index < text.length() && isSpace(text.charAt(index))) {
      index++;
    }
    return index;
  }

  /// Returns the text without white space at both ends, as `str.strip()` does.
  public static String strip(String text) {
    int start = skipSpace(text, 0);
    int end = text.length();
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /// Returns whether a word character ends just before `index`.
  public static boolean wordBefore(CharSequence text, int index) {
    return index > 0 && isWord(Character.codePointBefore(text, index));
  }

  /// Returns whether a word character begins at `index`.
  public static boolean wordAt(CharSequence text, int index) {
    return index < text.length() && isWord(Character.codePointAt(text, index));
  }
}
