package assay.scorers.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// String rewrites that several published graders share. All are linear.
final class TextSteps {
  private TextSteps() {}

  /// Returns the parts between the occurrences of a separator; always at least one.
  static List<String> split(String text, String separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
      parts.add(text.substring(start, at));
      start = at + separator.length();
    }
    parts.add(text.substring(start));
    return parts;
  }

  /// Writes `\tfrac` and `\dfrac` as `\frac`.
  static String plainFractionCommands(String text) {
    return text.replace("tfrac", "frac").replace("dfrac", "frac");
  }

  /// Deletes `\left` and `\right`.
  static String dropLeftAndRight(String text) {
    return text.replace("\\left", "").replace("\\right", "");
  }

  /// Deletes a degree sign that is written as an exponent.
  static String dropDegrees(String text) {
    return text.replace("^{\\circ}", "").replace("^\\circ", "");
  }

  /// Writes the zero before a decimal point that follows a space or an opening brace.
  static String innerLeadingZeros(String text) {
    return text.replace(" .", " 0.").replace("{.", "{0.");
  }

  /// Writes the zero before a decimal point that begins the text.
  static String outerLeadingZero(String text) {
    return text.startsWith(".") ? "0" + text : text;
  }

  /// Keeps the right side of a single `=` whose left side has at most two characters.
  static String dropShortLeftSide(String text) {
    int equals = text.indexOf('=');
    boolean single = equals >= 0 && text.indexOf('=', equals + 1) < 0;
    return single && text.codePointCount(0, equals) <= 2 ? text.substring(equals + 1) : text;
  }

  /// Deletes spaces.
  static String dropSpaces(String text) {
    return text.replace(" ", "");
  }

  /// Writes `\frac12` as `\frac{1}{2}` and `\frac1{23}` as `\frac{1}{23}`. Text in which a `\frac`
  /// has fewer than two characters left stays as it is.
  static String braceFractions(String text) {
    List<String> parts = split(text, "\\frac");
    StringBuilder out = new StringBuilder(parts.getFirst());
    for (String part : parts.subList(1, parts.size())) {
      out.append("\\frac");
      if (part.startsWith("{")) {
        out.append(part);
      } else if (part.codePointCount(0, part.length()) < 2) {
        return text;
      } else {
        braceArguments(part, out);
      }
    }
    return out.toString();
  }

  private static void braceArguments(String part, StringBuilder out) {
    int second = part.offsetByCodePoints(0, 1);
    int rest = part.offsetByCodePoints(second, 1);
    String denominator = part.substring(second, rest);
    out.append('{').append(part, 0, second).append('}');
    out.append(denominator.equals("{") ? "{" : "{" + denominator + "}");
    out.append(part, rest, part.length());
  }

  /// Returns the two sides of a text with exactly one slash.
  static Optional<List<String>> sidesOfOnlySlash(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || text.indexOf('/', slash + 1) >= 0) {
      return Optional.empty();
    }
    return Optional.of(List.of(text.substring(0, slash), text.substring(slash + 1)));
  }

  /// Returns whether the text is an integer written as Python prints it.
  static boolean canonicalInteger(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    if (start == text.length() || (text.charAt(start) == '0' && text.length() > 1)) {
      return false;
    }
    return text.chars().skip(start).allMatch(digit -> digit >= '0' && digit <= '9');
  }
}
