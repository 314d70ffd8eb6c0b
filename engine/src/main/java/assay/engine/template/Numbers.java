package assay.engine.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/// Conversions between numbers and text as Python's `int` and `float` make them.
final class Numbers {
  private Numbers() {}

  /// The value as an `int` argument of a function.
  static int index(Value value, String function) {
    if (value instanceof UndefinedValue undefined) {
      throw undefined.failure();
    }
    if (!(value instanceof NumberValue number)) {
      throw new EvaluationException(
          function + "(): '" + value.typeName() + "' object cannot be interpreted as an integer");
    }
    BigInteger whole = number.asWhole();
    if (whole.bitLength() > 31) {
      throw new EvaluationException(function + "(): " + whole + " is too large");
    }
    return whole.intValue();
  }

  /// Reads what Python's `int(text, base)` reads, or nothing.
  static Optional<BigInteger> parseInt(String text, int base) {
    if (base != 0 && (base < Character.MIN_RADIX || base > Character.MAX_RADIX)) {
      return Optional.empty();
    }
    String digits = Whitespace.strip(text);
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    int radix = base;
    int prefixed = prefixBase(digits);
    boolean prefix = prefixed != 0 && (base == 0 || base == prefixed);
    if (prefix) {
      radix = prefixed;
      // One underscore may follow the prefix.
      digits = digits.substring(digits.startsWith("_", 2) ? 3 : 2);
    }
    if (base == 0 && !prefix) {
      radix = 10;
      if (digits.length() > 1
          && digits.startsWith("0")
          && !digits.replace("_", "").replace("0", "").isEmpty()) {
        return Optional.empty();
      }
    }
    return parseDigits(digits, radix).map(number -> negative ? number.negate() : number);
  }

  private static int prefixBase(String digits) {
    if (digits.length() < 3 || digits.charAt(0) != '0') {
      return 0;
    }
    return switch (digits.charAt(1)) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 0;
    };
  }

  private static Optional<BigInteger> parseDigits(String digits, int radix) {
    boolean underscores = digits.startsWith("_") || digits.endsWith("_") || digits.contains("__");
    String plain = digits.replace("_", "");
    boolean valid =
        !plain.isEmpty()
            && !underscores
            && plain.chars().allMatch(c -> Character.digit(c, radix) >= 0);
    if (!valid) {
      return Optional.empty();
    }
    if (plain.length() > 4300) {
      throw new EvaluationException("a whole number has more than 4300 digits");
    }
    return Optional.of(new BigInteger(plain, radix));
  }

  /// Reads what Python's `float(text)` reads, or nothing.
  static Optional<Double> parseFloat(String text) {
    String plain = Whitespace.strip(text);
    String unsigned = plain.startsWith("-") || plain.startsWith("+") ? plain.substring(1) : plain;
    double sign = plain.startsWith("-") ? -1 : 1;
    return switch (unsigned.toLowerCase(Locale.ROOT)) {
      case "inf", "infinity" -> Optional.of(sign * Double.POSITIVE_INFINITY);
      case "nan" -> Optional.of(Double.NaN);
      default ->
          isDecimal(unsigned)
              ? Optional.of(sign * Double.parseDouble(unsigned.replace("_", "")))
              : Optional.empty();
    };
  }

  /// Whether the text is digits with at most one point and one exponent, underscores only between
  /// digits.
  private static boolean isDecimal(String text) {
    int digits = 0;
    boolean point = false;
    boolean exponent = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '_') {
        if (!isDigitAt(text, i - 1) || !isDigitAt(text, i + 1)) {
          return false;
        }
      } else if (c == '.' && !point && !exponent) {
        point = true;
      } else if ((c == 'e' || c == 'E') && !exponent && digits > 0) {
        exponent = true;
        digits = 0;
        if (i + 1 < text.length() && (text.charAt(i + 1) == '+' || text.charAt(i + 1) == '-')) {
          i++;
        }
      } else {
        return false;
      }
    }
    return digits > 0;
  }

  private static boolean isDigitAt(String text, int index) {
    return index >= 0
        && index < text.length()
        && text.charAt(index) >= '0'
        && text.charAt(index) <= '9';
  }

  /// The whole part of a float, as Python's `int(value)`.
  static BigInteger truncate(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new EvaluationException("cannot convert float " + FloatText.of(value) + " to integer");
    }
    return new BigDecimal(value).toBigInteger();
  }
}
