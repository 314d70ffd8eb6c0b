package assay.scorers.math.sound;

import java.util.List;

/// One number of a text, with thousands separators taken out.
///
/// A comma separates thousands where groups of exactly three digits follow and the first group does
/// not begin with zero; within a list that needs a mark that only numbers carry, as in `10{,}000`.
///
/// @param digits digits, perhaps with a point and a repeating part in parentheses
/// @param end index after the number
record NumberScanner(String digits, int end) {
  private static final int MAX_DIGITS = 10_000;
  private static final List<String> MARKED =
      List.of("{,}", ",\\!", "\\!,", "\\,", "\\;", "\u202f", "\u2009");
  private static final List<String> REPEATING = List.of("\\overline{", "\\bar{", "\\dot{");

  /// Returns whether a number begins at the index.
  static boolean startsAt(String text, int at) {
    return digit(text, at) || (text.charAt(at) == '.' && digit(text, at + 1));
  }

  /// Returns the number that begins at the index.
  ///
  /// @param insideList whether a bare comma separates elements
  static NumberScanner scan(String text, int start, boolean insideList) throws UnreadableException {
    StringBuilder digits = new StringBuilder();
    int at = digitsEnd(text, start);
    digits.append(text, start, at);
    boolean groups = at - start >= 1 && at - start <= 3 && text.charAt(start) != '0';
    int group = groups ? groupStart(text, at, insideList) : -1;
    while (group >= 0) {
      digits.append(text, group, group + 3);
      at = group + 3;
      group = groupStart(text, at, insideList);
    }
    at = fraction(text, at, digits);
    if (digits.length() > MAX_DIGITS) {
      throw new UnreadableException("more than " + MAX_DIGITS + " digits");
    }
    return new NumberScanner(digits.toString(), at);
  }

  private static int fraction(String text, int point, StringBuilder digits) {
    if (point >= text.length() || text.charAt(point) != '.') {
      return point;
    }
    int at = digitsEnd(text, point + 1);
    String fraction = text.substring(point + 1, at);
    for (String opening : REPEATING) {
      int end = digitsEnd(text, at + opening.length());
      boolean closed = end < text.length() && text.charAt(end) == '}';
      if (text.startsWith(opening, at) && end > at + opening.length() && closed) {
        digits.append('.').append(fraction);
        digits.append('(').append(text, at + opening.length(), end).append(')');
        return end + 1;
      }
    }
    if (fraction.isEmpty()) {
      return point;
    }
    digits.append('.').append(fraction);
    return at;
  }

  /// Returns where the three digits of the next group begin, or -1 where no group follows.
  private static int groupStart(String text, int at, boolean insideList) {
    for (String mark : MARKED) {
      if (text.startsWith(mark, at)) {
        int start = at + mark.length();
        while (start < text.length() && text.charAt(start) == ' ') {
          start++;
        }
        return threeDigits(text, start) ? start : -1;
      }
    }
    boolean comma = !insideList && text.startsWith(",", at) && threeDigits(text, at + 1);
    return comma ? at + 1 : -1;
  }

  private static boolean threeDigits(String text, int at) {
    return digit(text, at) && digit(text, at + 1) && digit(text, at + 2) && !digit(text, at + 3);
  }

  private static int digitsEnd(String text, int start) {
    int at = start;
    while (digit(text, at)) {
      at++;
    }
    return at;
  }

  private static boolean digit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
