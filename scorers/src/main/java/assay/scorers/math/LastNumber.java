package assay.scorers.math;

import java.util.Optional;

/// The last match of `-?\d*\.?\d+`, matches being found from left to right.
final class LastNumber {
  private LastNumber() {}

  /// A number and its place in the text.
  record Found(String text, int start, int end) {}

  /// Returns the last number of the text, or empty where it has none.
  static Optional<Found> find(String text) {
    Optional<Found> last = Optional.empty();
    int at = 0;
    while (at < text.length()) {
      int end = matchEnd(text, at);
      if (end < 0) {
        at++;
      } else {
        last = Optional.of(new Found(text.substring(at, end), at, end));
        at = end;
      }
    }
    return last;
  }

  private static int matchEnd(String text, int start) {
    int whole = text.charAt(start) == '-' ? start + 1 : start;
    int wholeEnd = skipDigits(text, whole);
    if (wholeEnd < text.length() && text.charAt(wholeEnd) == '.') {
      int fractionEnd = skipDigits(text, wholeEnd + 1);
      if (fractionEnd > wholeEnd + 1) {
        return fractionEnd;
      }
    }
    return wholeEnd > whole ? wholeEnd : -1;
  }

  private static int skipDigits(String text, int start) {
    int at = start;
    while (at < text.length() && Character.isDigit(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }
}
