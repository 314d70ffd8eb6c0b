package assay.scorers.math.mathverify;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The normalisation of Math-Verify as far as it changes what is read, step by step in its order.
/// All patterns are without nested or adjacent repetition and so linear.
///
/// Source: latex2sympy2_extended 1.11.0, `math_normalization.py`, `normalize_latex` with the
/// settings of Math-Verify 0.9.0.
final class MathVerifyNormalization {
  private static final Pattern NEGATIVE_SPACE = Pattern.compile("\\\\!\\s*+");
  private static final Pattern EMPTY_TEXT = Pattern.compile("\\\\text\\{\\s?\\}");
  private static final Pattern TEXT_COMMANDS =
      Pattern.compile("\\\\(?:math(?:rm|it|bf)|text(?:normal|bf|it|rm))(?![a-z])");
  private static final Pattern CONNECTIVES =
      Pattern.compile(
          ",?\\s?(?:\\\\text\\{\\s?(?:and|or)\\s?\\}|(?<![a-zA-Z])(?:and|or)(?![a-zA-Z]))");
  private static final Pattern PERCENT =
      Pattern.compile(
          "\\s?(?:\\\\text\\{(?:percentage|percent|pct)\\}|\\b(?:percentage|percent|pct)\\b)");
  private static final Pattern INFINITY = Pattern.compile("(?<![\\\\a-z])inf(?:inity)?(?![a-z])");
  private static final List<String> UNITS =
      Arrays.asList(
          """
          feet sue digit pound meal edge student multiple east degree mph kmph ft deg mile monkey prime
          ratio rd o gm lb tile per dm lt gain ab way west t h men soldier pie bc excess st inches noon
          cent by gal kmh c acre rise th sq mark l toy coin gallon profit yr women am pm hr square are
          rupee rounds cubic cc mtr s ohm number day hour minute min second man woman sec cube mt mp
          hectare more unit rs kg g month km m cm mm apple liter loss yard pure year increase decrease d
          less Surface litre metre meter inch\
          """
              .split("\\s+"));
  private static final List<UnaryOperator<String>> STEPS =
      List.of(
          text -> text.replace("\\mathrm{th}", "").replace("^{}", "").replace("\\displaystyle", ""),
          text -> NEGATIVE_SPACE.matcher(text).replaceAll(""),
          text -> text.replace("\\$", "").replace("$", "").replace("\"", "").replace("'", ""),
          text -> EMPTY_TEXT.matcher(text).replaceAll(""),
          text -> TEXT_COMMANDS.matcher(text).replaceAll("\\\\text"),
          text -> text.replace("{,}", ",").replace("~=", "\\approx").replace("\\ldots", " "),
          text -> CONNECTIVES.matcher(text).replaceAll(","),
          text -> INFINITY.matcher(text).replaceAll("\\\\infty"),
          text -> PERCENT.matcher(text).replaceAll("\\\\%"),
          text -> text.replace('\n', ' ').replace('\t', ' '),
          MathVerifyNormalization::dropFinalText,
          MathVerifyNormalization::dropFinalUnit,
          MathVerifyNormalization::dropFinalUnit,
          String::strip);

  private MathVerifyNormalization() {}

  /// Returns the normal form of a formula that has been taken out of its box.
  static String apply(String text) {
    String normal = text;
    for (UnaryOperator<String> step : STEPS) {
      normal = step.apply(normal);
    }
    return normal;
  }

  /// Deletes a text group at the end, with an exponent, unless nothing would be left.
  private static String dropFinalText(String text) {
    String body = text.endsWith("}") || text.length() < 2 ? text : withoutExponent(text);
    int start = Math.max(body.lastIndexOf("\\text{"), body.lastIndexOf("\\mbox{"));
    boolean closed = start >= 0 && body.indexOf('}', start) == body.length() - 1;
    String rest = closed ? text.substring(0, start).strip() : "";
    return rest.isEmpty() ? text : rest;
  }

  private static String withoutExponent(String text) {
    int end = text.length() - 2;
    boolean exponent = text.charAt(end) == '^' && Character.isDigit(text.charAt(end + 1));
    return exponent ? text.substring(0, end) : text;
  }

  /// Deletes a unit at the end that a digit, a closing brace or a space precedes.
  private static String dropFinalUnit(String text) {
    String body = text.stripTrailing();
    int start = body.length();
    while (start > 0 && Character.isLetter(body.charAt(start - 1))) {
      start--;
    }
    String word = body.substring(start);
    boolean placed =
        start > 0
            && (Character.isDigit(body.charAt(start - 1))
                || body.charAt(start - 1) == '}'
                || Character.isWhitespace(body.charAt(start - 1)));
    boolean unit = !word.isEmpty() && UNITS.stream().anyMatch(each -> matches(word, each));
    return placed && unit ? body.substring(0, start) : text;
  }

  private static boolean matches(String word, String unit) {
    return word.equals(unit) || word.equals(unit + "s") || word.equals(unit + "es");
  }
}
