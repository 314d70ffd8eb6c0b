package assay.scorers.math;

import assay.scorers.PythonText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The number that English number words in a text spell, by the rules of the Python package
/// word2number, which ignores all other words and adds up what it does not understand.
///
/// Source: word2number 1.1, `word_to_num`.
final class NumberWords {
  private static final Map<String, Long> VALUES =
      Map.ofEntries(
          Map.entry("zero", 0L),
          Map.entry("one", 1L),
          Map.entry("two", 2L),
          Map.entry("three", 3L),
          Map.entry("four", 4L),
          Map.entry("five", 5L),
          Map.entry("six", 6L),
          Map.entry("seven", 7L),
          Map.entry("eight", 8L),
          Map.entry("nine", 9L),
          Map.entry("ten", 10L),
          Map.entry("eleven", 11L),
          Map.entry("twelve", 12L),
          Map.entry("thirteen", 13L),
          Map.entry("fourteen", 14L),
          Map.entry("fifteen", 15L),
          Map.entry("sixteen", 16L),
          Map.entry("seventeen", 17L),
          Map.entry("eighteen", 18L),
          Map.entry("nineteen", 19L),
          Map.entry("twenty", 20L),
          Map.entry("thirty", 30L),
          Map.entry("forty", 40L),
          Map.entry("fifty", 50L),
          Map.entry("sixty", 60L),
          Map.entry("seventy", 70L),
          Map.entry("eighty", 80L),
          Map.entry("ninety", 90L),
          Map.entry("hundred", 100L),
          Map.entry("thousand", 1000L),
          Map.entry("million", 1_000_000L),
          Map.entry("billion", 1_000_000_000L));
  private static final List<String> SCALES = List.of("billion", "million", "thousand");
  private static final String POINT = "point";

  private NumberWords() {}

  /// Returns the number as Python prints it, or empty where the original refuses the text.
  static Optional<String> toNumber(String text) {
    String spaced = text.replace('-', ' ').toLowerCase(Locale.ROOT);
    if (!spaced.isEmpty() && spaced.codePoints().allMatch(Character::isDigit)) {
      return Optional.of(digits(spaced));
    }
    List<String> words = numberWords(spaced);
    boolean repeated =
        SCALES.stream().anyMatch(scale -> Collections.frequency(words, scale) > 1)
            || Collections.frequency(words, POINT) > 1;
    if (words.isEmpty() || repeated) {
      return Optional.empty();
    }
    int point = words.indexOf(POINT);
    List<String> whole = point < 0 ? words : words.subList(0, point);
    Optional<Long> sum = whole(whole);
    return point < 0 || point == words.size() - 1
        ? sum.map(String::valueOf)
        : sum.map(value -> withFraction(value, words.subList(point + 1, words.size())));
  }

  private static List<String> numberWords(String text) {
    List<String> words = new ArrayList<>();
    int start = PythonText.skipSpace(text, 0);
    while (start < text.length()) {
      int end = start;
      while (end < text.length() && !PythonText.isSpace(text.charAt(end))) {
        end++;
      }
      String word = text.substring(start, end);
      if (VALUES.containsKey(word) || word.equals(POINT)) {
        words.add(word);
      }
      start = PythonText.skipSpace(text, end);
    }
    return words;
  }

  private static String digits(String text) {
    StringBuilder ascii = new StringBuilder();
    text.codePoints().forEach(digit -> ascii.append(Character.digit(digit, 10)));
    int start = 0;
    while (start < ascii.length() - 1 && ascii.charAt(start) == '0') {
      start++;
    }
    return ascii.substring(start);
  }

  private static Optional<Long> whole(List<String> words) {
    if (words.size() <= 1) {
      return Optional.of(words.isEmpty() ? 0 : VALUES.get(words.getFirst()));
    }
    long sum = 0;
    int from = 0;
    for (String scale : SCALES) {
      int at = words.indexOf(scale);
      if (at >= 0 && at <= from) {
        return Optional.empty();
      }
      if (at >= 0) {
        sum += group(words.subList(from, at)) * VALUES.get(scale);
        from = at + 1;
      }
    }
    return Optional.of(sum + afterScales(words));
  }

  /// Returns what the original adds for the words after the last scale. Where the text ends with
  /// "thousand" or "million" it goes back to the scale before and counts those words again.
  private static long afterScales(List<String> words) {
    boolean scaled = false;
    for (String scale : SCALES.reversed()) {
      int at = words.indexOf(scale);
      if (at >= 0 && at != words.size() - 1) {
        return group(words.subList(at + 1, words.size()));
      }
      scaled |= at >= 0;
    }
    return scaled ? 0 : group(words);
  }

  /// Returns the value of the words between two scales; more than four words count as their first.
  private static long group(List<String> words) {
    List<Long> values = words.stream().map(VALUES::get).toList();
    return switch (values.size()) {
      case 2 ->
          values.contains(100L) ? values.get(0) * values.get(1) : values.get(0) + values.get(1);
      case 3 -> values.get(0) * values.get(1) + values.get(2);
      case 4 -> values.get(0) * values.get(1) + values.get(2) + values.get(3);
      default -> values.getFirst();
    };
  }

  private static String withFraction(long whole, List<String> words) {
    StringBuilder digits = new StringBuilder("0.");
    for (String word : words) {
      long value = VALUES.get(word);
      if (value > 9) {
        return String.valueOf(whole);
      }
      digits.append(value);
    }
    return pythonFloat(whole + Double.parseDouble(digits.toString()));
  }

  /// Returns what Python's `repr` prints for a float that is not negative.
  private static String pythonFloat(double value) {
    if (value == 0) {
      return "0.0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = exact.precision() - exact.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      return exact.scale() <= 0 ? exact.toPlainString() + ".0" : exact.toPlainString();
    }
    String digits = exact.unscaledValue().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return String.format(
        Locale.ROOT, "%se%s%02d", mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
