package assay.scorers.code;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The exact value of a word that Python's `Decimal` accepts, in a form where equal values are
/// equal records: digits without leading and trailing zeros, times a power of ten.
///
/// Works on the text, in linear time: a program may print millions of digits or huge exponents.
///
/// @param negative whether the value is below zero
/// @param digits its significant digits; empty for zero; `Infinity` for infinity
/// @param exponent the power of ten by which the digits, read as an integer, are multiplied
record DecimalToken(boolean negative, String digits, long exponent) {
  private static final Pattern NUMBER =
      Pattern.compile("([+-]?)(?:(\\d++)(?:\\.(\\d*+))?|\\.(\\d++))(?:[eE]([+-]?\\d{1,18}))?");
  private static final Pattern INFINITY =
      Pattern.compile("([+-]?)inf(?:inity)?", Pattern.CASE_INSENSITIVE);

  /// Returns the value of the word, or empty where it is no number. That includes not-a-number,
  /// which equals nothing.
  static Optional<DecimalToken> parse(String original) {
    String word = plain(original);
    Matcher infinity = INFINITY.matcher(word);
    if (infinity.matches()) {
      return Optional.of(new DecimalToken(infinity.group(1).equals("-"), "Infinity", 0));
    }
    Matcher number = NUMBER.matcher(word);
    if (!number.matches()) {
      return Optional.empty();
    }
    String whole = orEmpty(number.group(2));
    String fraction = orEmpty(number.group(3)) + orEmpty(number.group(4));
    long exponent = number.group(5) == null ? 0 : Long.parseLong(number.group(5));
    return Optional.of(
        normalized(number.group(1).equals("-"), whole + fraction, exponent - fraction.length()));
  }

  /// Returns the word without underscores and with the digits of all scripts as ASCII digits:
  /// Python's `Decimal` takes both.
  private static String plain(String word) {
    if (word.chars().allMatch(c -> c < 128 && c != '_')) {
      return word;
    }
    StringBuilder plain = new StringBuilder(word.length());
    word.codePoints()
        .filter(point -> point != '_')
        .map(point -> Character.isDigit(point) ? '0' + Character.digit(point, 10) : point)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static DecimalToken normalized(boolean negative, String digits, long exponent) {
    int start = 0;
    int end = digits.length();
    while (start < end && digits.charAt(start) == '0') {
      start++;
    }
    while (end > start && digits.charAt(end - 1) == '0') {
      end--;
    }
    return start == end
        ? new DecimalToken(false, "", 0)
        : new DecimalToken(
            negative, digits.substring(start, end), exponent + (digits.length() - end));
  }

  private static String orEmpty(String group) {
    return group == null ? "" : group;
  }
}
