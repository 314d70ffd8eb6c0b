package assay.scorers.math;

import assay.scorers.PythonText;
import java.util.Optional;

/// Python's `float()` of a text.
///
/// Source: Python 3 library reference, `float`.
final class PythonFloat {
  private static final int MAX_LENGTH = 5000;

  private PythonFloat() {}

  /// Returns the number, or empty where Python raises an error. `nan` counts as an error, which it
  /// is in every comparison; so do numbers of more than 5,000 characters, which are none in
  /// answers.
  static Optional<Double> parseFloat(String text) {
    String digits = PythonText.strip(text);
    if (digits.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String word = digits.replaceFirst("^[+-]", "").toLowerCase(java.util.Locale.ROOT);
    if (word.equals("inf") || word.equals("infinity")) {
      return Optional.of(
          digits.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    String plain = withoutUnderscores(digits);
    return isNumber(plain) ? Optional.of(Double.parseDouble(plain)) : Optional.empty();
  }

  /// Python allows single underscores between digits.
  private static String withoutUnderscores(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      boolean between = text.charAt(at) == '_' && digit(text, at - 1) && digit(text, at + 1);
      if (!between) {
        out.append(text.charAt(at));
      }
    }
    return out.toString();
  }

  private static boolean isNumber(String text) {
    int at = sign(text, 0);
    int whole = digitsEnd(text, at);
    int fraction =
        whole < text.length() && text.charAt(whole) == '.' ? digitsEnd(text, whole + 1) : whole;
    int digits = whole - at + Math.max(0, fraction - whole - 1);
    if (digits == 0) {
      return false;
    }
    boolean exponent = fraction < text.length() && (text.charAt(fraction) | 0x20) == 'e';
    int end = exponent ? digitsEnd(text, sign(text, fraction + 1)) : fraction;
    boolean exponentDigits = !exponent || digit(text, end - 1);
    return exponentDigits && end == text.length();
  }

  private static int sign(String text, int at) {
    boolean signed = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
    return signed ? at + 1 : at;
  }

  private static int digitsEnd(String text, int start) {
    int at = start;
    while (digit(text, at)) {
      at++;
    }
    return at;
  }

  private static boolean digit(String text, int at) {
    return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
