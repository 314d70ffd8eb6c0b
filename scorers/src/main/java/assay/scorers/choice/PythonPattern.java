package assay.scorers.choice;

import java.util.regex.Pattern;

/// Expressions of Python's `re` for text, as Java's.
///
/// `\s` and `\S` are Python's (with the four separators U+001C to U+001F), a dot leaves out the
/// line feed alone, `$` is the end or before a last line feed, and `(?i)` folds case beyond ASCII.
/// What else an expression has must mean the same to both.
final class PythonPattern {
  private static final String SPACE =
      "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

  private PythonPattern() {}

  /// Returns the expression.
  ///
  /// @param flags of [Pattern] besides those that every expression has
  static Pattern of(String expression, int flags) {
    return Pattern.compile(inJava(expression), Pattern.UNIX_LINES | Pattern.UNICODE_CASE | flags);
  }

  private static String inJava(String expression) {
    StringBuilder java = new StringBuilder();
    boolean inClass = false;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '\\' && expression.charAt(i + 1) == 's') {
        java.append(inClass ? SPACE : "[" + SPACE + "]");
        i++;
      } else if (c == '\\' && expression.charAt(i + 1) == 'S') {
        java.append("[^").append(SPACE).append(']');
        i++;
      } else if (c == '\\') {
        java.append(c).append(expression.charAt(++i));
      } else {
        inClass = c == '[' || (inClass && c != ']');
        java.append(c);
      }
    }
    return java.toString();
  }
}
