package assay.scorers.math;

import assay.scorers.PythonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The normal form of the PRM800K grader, step by step in its order.
///
/// Source: openai/prm800k at 7ecc794, `prm800k/grading/grader.py`, `_normalize`.
final class Prm800kNormalization {
  private static final String TEXT = "\\text{";
  private static final double INTEGER_TOLERANCE = 1e-7;

  private static final List<String> UNITS =
      List.of(
          "degree",
          "cm",
          "centimeter",
          "meter",
          "mile",
          "second",
          "minute",
          "hour",
          "day",
          "week",
          "month",
          "year",
          "foot",
          "feet",
          "inch",
          "yard");

  private static final List<NormalizationStep> STEPS =
      List.of(
          new NormalizationStep("unwrap-text", Prm800kNormalization::withoutTextGroup),
          new NormalizationStep("drop-percent-and-dollars", Prm800kNormalization::dropSigns),
          new NormalizationStep(
              "lists-with-commas", text -> text.replace(" or ", " , ").replace(" and ", " , ")),
          new NormalizationStep("large-number-words", Prm800kNormalization::largeNumberWords),
          new NormalizationStep("drop-units", Prm800kNormalization::dropUnits),
          new NormalizationStep("drop-degrees", Prm800kNormalization::dropDegrees),
          new NormalizationStep("unwrap-braces", Prm800kNormalization::unwrapBraces),
          new NormalizationStep("drop-spaced-commas", text -> dropWithSpaces(text, ",\\!", "")),
          new NormalizationStep("whole-floats", Prm800kNormalization::wholeFloats),
          new NormalizationStep("plain-text", Prm800kNormalization::plainText),
          new NormalizationStep("close-minus", text -> dropWithSpaces(text, "-", "-")),
          new NormalizationStep("mixed-numbers", Prm800kNormalization::mixedNumbers),
          new NormalizationStep("drop-spaces", TextSteps::dropSpaces),
          new NormalizationStep("drop-braces", text -> text.replace("{", "").replace("}", "")),
          new NormalizationStep("lower-case", text -> text.toLowerCase(Locale.ROOT)),
          new NormalizationStep("integers", Prm800kNormalization::integers));

  private Prm800kNormalization() {}

  /// Returns the steps in their order.
  static List<NormalizationStep> steps() {
    return STEPS;
  }

  /// Returns the normal form.
  static String apply(String text) {
    return NormalizationStep.applyAll(STEPS, text);
  }

  /// Returns the content of a `\text{}` group that encloses a text of one line.
  static String withoutTextGroup(String text) {
    int end = text.endsWith("\n") ? text.length() - 1 : text.length();
    boolean enclosed =
        text.startsWith(TEXT) && end > TEXT.length() + 1 && text.charAt(end - 1) == '}';
    if (!enclosed) {
      return text;
    }
    String content = text.substring(TEXT.length(), end - 1);
    return content.contains("\n") ? text : content;
  }

  private static String dropSigns(String text) {
    return text.replace("\\%", "%").replace("\\$", "$").replace("$", "").replace("%", "");
  }

  private static String largeNumberWords(String text) {
    return text.replace("million", "*10^6")
        .replace("billion", "*10^9")
        .replace("trillion", "*10^12");
  }

  private static String dropUnits(String text) {
    String out = text;
    for (String unit : UNITS) {
      out = dropUnit(out, unit);
    }
    return out;
  }

  /// Deletes the unit with "es", "s", spaces and an exponent of digits behind it.
  private static String dropUnit(String text, String unit) {
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    for (int at = text.indexOf(unit); at >= 0; at = text.indexOf(unit, copied)) {
      out.append(text, copied, at);
      int end = at + unit.length();
      end += text.startsWith("es", end) ? 2 : 0;
      end += text.startsWith("s", end) ? 1 : 0;
      while (text.startsWith(" ", end)) {
        end++;
      }
      copied = exponentEnd(text, end);
    }
    return out.append(text, copied, text.length()).toString();
  }

  private static int exponentEnd(String text, int start) {
    int end = start + 1;
    while (text.startsWith("^", start) && digit(text, end)) {
      end++;
    }
    return end > start + 1 ? end : start;
  }

  private static String dropDegrees(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    for (int at = text.indexOf('^'); at >= 0; at = text.indexOf('^', at + 1)) {
      int after = at + 1;
      while (text.startsWith(" ", after)) {
        after++;
      }
      if (text.startsWith("\\circ", after)) {
        out.append(text, copied, at);
        copied = after + "\\circ".length();
      }
    }
    return out.append(text, copied, text.length()).toString();
  }

  private static String unwrapBraces(String text) {
    boolean enclosed = text.startsWith("{") && text.endsWith("}");
    return enclosed ? text.substring(1, Math.max(1, text.length() - 1)) : text;
  }

  private static String dropWithSpaces(String text, String wanted, String replacement) {
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, copied)) {
      out.append(text, copied, at).append(replacement);
      copied = at + wanted.length();
      while (text.startsWith(" ", copied)) {
        copied++;
      }
    }
    return out.append(text, copied, text.length()).toString();
  }

  private static String wholeFloats(String text) {
    return PythonFloat.parseFloat(text)
        .filter(Prm800kNormalization::isWhole)
        .map(number -> exactly(Math.rint(number)))
        .orElse(text);
  }

  private static String plainText(String text) {
    if (!text.contains("\\")) {
      return text;
    }
    String single = text.replace("\\tfrac", "\\frac").replace("\\dfrac", "\\frac");
    Optional<String> plain = LatexPlainText.of(single.replace("\\frac", " \\frac"));
    return plain
        .map(
            read ->
                read.replace("√", "sqrt")
                    .replace("π", "pi")
                    .replace("∞", "inf")
                    .replace("∪", "U")
                    .replace("·", "*")
                    .replace("×", "*"))
        .map(PythonText::strip)
        .orElse(single.replace("\\frac", " \\frac"));
  }

  /// Joins two digits with only spaces between them by a plus.
  private static String mixedNumbers(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    for (int at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', Math.max(copied, at + 1))) {
      int end = at;
      while (text.startsWith(" ", end)) {
        end++;
      }
      // A match takes both digits, so the second does not begin another.
      if (at > copied && digit(text, at - 1) && digit(text, end)) {
        out.append(text, copied, at).append('+').append(text.charAt(end));
        copied = end + 1;
      }
      at = end;
    }
    return out.append(text, copied, text.length()).toString();
  }

  private static String integers(String text) {
    return isInteger(text)
        ? PythonFloat.parseFloat(text.replace(",", ""))
            .map(number -> exactly(number < 0 ? Math.ceil(number) : Math.floor(number)))
            .orElse(text)
        : text;
  }

  /// Returns whether the text, without thousands commas, is a number that is whole within 1e-7.
  static boolean isInteger(String text) {
    return PythonFloat.parseFloat(withoutThousandsCommas(text))
        .filter(Prm800kNormalization::isWhole)
        .isPresent();
  }

  private static boolean isWhole(double number) {
    return !Double.isInfinite(number) && Math.abs(number - Math.rint(number)) <= INTEGER_TOLERANCE;
  }

  private static String exactly(double whole) {
    BigInteger integer = new BigDecimal(whole).toBigInteger();
    return integer.toString();
  }

  /// Deletes commas between a digit and exactly three digits, again and again, as long as any goes.
  /// A deletion also uses up the character behind the three digits, so of `1,234,567,890` one comma
  /// stays: it is followed by six digits when its turn comes.
  static String withoutThousandsCommas(String text) {
    String before = text;
    String after = commaPass(before);
    while (!after.equals(before)) {
      before = after;
      after = commaPass(before);
    }
    return after;
  }

  private static String commaPass(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    int free = 0;
    for (int at = text.indexOf(','); at >= 0; at = text.indexOf(',', at + 1)) {
      if (at > free && digit(text, at - 1) && threeDigits(text, at + 1)) {
        out.append(text, copied, at);
        copied = at + 1;
        free = at + 5;
      }
    }
    return out.append(text, copied, text.length()).toString();
  }

  private static boolean threeDigits(String text, int at) {
    return digit(text, at) && digit(text, at + 1) && digit(text, at + 2) && !digit(text, at + 3);
  }

  private static boolean digit(String text, int at) {
    return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }
}
