package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.BaseNumber;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Integers in a base with letters among their digits or words for the base: `2A_{16}`, `0x2A`,
/// `\text{1010}_2`, `1010_{\text{two}}`. All patterns match a whole short text.
final class Bases {
  private static final int MAX_LENGTH = 80;
  private static final Map<String, Integer> PREFIXES = Map.of("0x", 16, "0b", 2, "0o", 8);
  private static final Pattern PREFIXED = Pattern.compile("(0[xXbBoO])([0-9A-Fa-f]{1,40})");
  private static final Pattern SUBSCRIPTED =
      Pattern.compile(
          "\\(?(?:\\\\(?:text|mathrm|mathtt|texttt)\\{ ?)?([0-9A-Z]{1,40})\\}?\\)?_"
              + "(?:(\\d)|\\{ ?(?:\\\\(?:text|mathrm)\\{ ?)?([a-z]{3,9}|\\d{1,2}) ?\\}{1,2})");
  private static final Map<String, Integer> NAMES =
      Map.of("hex", 16, "sixteen", 16, "twelve", 12, "eleven", 11);

  private Bases() {}

  /// Returns the number, or empty where the text is anything else.
  static Optional<Expression> read(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher prefixed = PREFIXED.matcher(text);
    if (prefixed.matches()) {
      return number(prefixed.group(2), PREFIXES.get(prefixed.group(1).toLowerCase(Locale.ROOT)));
    }
    Matcher subscripted = SUBSCRIPTED.matcher(text);
    if (!subscripted.matches() || isName(subscripted.group(1))) {
      return Optional.empty();
    }
    String base = subscripted.group(2) == null ? subscripted.group(3) : subscripted.group(2);
    return number(subscripted.group(1), base(base));
  }

  /// Capital letters with a subscript name a point or a term of a sequence.
  private static boolean isName(String digits) {
    return digits.chars().noneMatch(Character::isDigit);
  }

  private static int base(String text) {
    return Character.isDigit(text.charAt(0))
        ? Integer.parseInt(text)
        : NAMES.getOrDefault(text, SpelledNumbers.read(text).orElse(0L).intValue());
  }

  private static Optional<Expression> number(String digits, int base) {
    boolean valid =
        base >= 2
            && base <= Character.MAX_RADIX
            && digits.chars().allMatch(digit -> Character.digit(digit, base) >= 0);
    return valid
        ? Optional.of(new BaseNumber(digits.toUpperCase(Locale.ROOT), base))
        : Optional.empty();
  }
}
