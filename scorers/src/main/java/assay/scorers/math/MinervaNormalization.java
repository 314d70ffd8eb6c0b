package assay.scorers.math;

import java.util.List;
import java.util.Map;

/// The normal form of Minerva's answers, step by step in its order.
///
/// Source: A. Lewkowycz et al., "Solving Quantitative Reasoning Problems with Language Models"
/// (2022), appendix D, as in lm-evaluation-harness 4e7e0d4, `minerva_math/utils.py`,
/// `normalize_final_answer`.
final class MinervaNormalization {
  private static final List<Map.Entry<String, String>> SUBSTITUTIONS =
      List.of(
          Map.entry("an ", ""),
          Map.entry("a ", ""),
          Map.entry(".$", "$"),
          Map.entry("\\$", ""),
          Map.entry("\\ ", ""),
          Map.entry(" ", ""),
          Map.entry("mbox", "text"),
          Map.entry(",\\text{and}", ","),
          Map.entry("\\text{and}", ","),
          Map.entry("\\text{m}", "\\text{}"));
  private static final List<String> REMOVED =
      List.of(
          "square",
          "ways",
          "integers",
          "dollars",
          "mph",
          "inches",
          "ft",
          "hours",
          "km",
          "units",
          "\\ldots",
          "sue",
          "points",
          "feet",
          "minutes",
          "digits",
          "cents",
          "degrees",
          "cm",
          "gm",
          "pounds",
          "meters",
          "meals",
          "edges",
          "students",
          "childrentickets",
          "multiples",
          "\\text{s}",
          "\\text{.}",
          "\\text{\ns}",
          "\\text{}^2",
          "\\text{}^3",
          "\\text{\n}",
          "\\text{}",
          "\\mathrm{th}",
          "^\\circ",
          "^{\\circ}",
          "\\;",
          ",\\!",
          "{,}",
          "\"",
          "\\dots");
  private static final List<NormalizationStep> STEPS =
      List.of(
          new NormalizationStep("last-side", text -> text.substring(text.lastIndexOf('=') + 1)),
          new NormalizationStep("substitutions", MinervaNormalization::substitute),
          new NormalizationStep("removed-words", MinervaNormalization::remove),
          new NormalizationStep("between-dollars", MinervaNormalization::betweenDollars),
          new NormalizationStep("unwrap-text", text -> unwrapNearest(text, "\\text{")),
          new NormalizationStep("unwrap-bold", text -> unwrapNearest(text, "\\textbf{")),
          new NormalizationStep("unwrap-overline", text -> unwrapNearest(text, "\\overline{")),
          new NormalizationStep("unwrap-box", MinervaNormalization::unwrapBox),
          new NormalizationStep("brace-fractions", MinervaNormalization::braceFractions),
          new NormalizationStep("brace-roots", MinervaNormalization::braceRoots),
          new NormalizationStep("drop-dollars", text -> text.replace("$", "")),
          new NormalizationStep("digit-commas", MinervaNormalization::digitCommas));

  private MinervaNormalization() {}

  /// Returns the steps in their order.
  static List<NormalizationStep> steps() {
    return STEPS;
  }

  /// Returns the normal form.
  static String apply(String text) {
    return NormalizationStep.applyAll(STEPS, text);
  }

  private static String substitute(String text) {
    String out = text;
    for (Map.Entry<String, String> substitution : SUBSTITUTIONS) {
      out = out.replace(substitution.getKey(), substitution.getValue());
    }
    return out;
  }

  private static String remove(String text) {
    String out = text;
    for (String word : REMOVED) {
      out = out.replace(word, "");
    }
    return out;
  }

  /// Keeps of each line with two dollars only `$...$` between the first two. The original is a
  /// pattern whose dots match no line end.
  private static String betweenDollars(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int first = indexOrEnd(text, '$', 0);
    for (int line = 0; line <= text.length(); ) {
      int stop = indexOrEnd(text, '\n', line);
      first = first < line ? indexOrEnd(text, '$', line) : first;
      int second = first < stop ? text.indexOf('$', first + 1) : -1;
      boolean found = second >= 0 && second < stop;
      out.append(text, found ? first : line, found ? second + 1 : stop);
      out.append(stop < text.length() ? "\n" : "");
      line = stop + 1;
    }
    return out.toString();
  }

  private static int indexOrEnd(String text, char wanted, int from) {
    int index = text.indexOf(wanted, from);
    return index < 0 ? text.length() : index;
  }

  /// Takes the braces off each group up to the nearest closing brace on the same line.
  private static String unwrapNearest(String text, String opening) {
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    int close = -1;
    int lineEnd = -1;
    for (int start = text.indexOf(opening); start >= 0; ) {
      int content = start + opening.length();
      close = close >= content ? close : text.indexOf('}', content);
      lineEnd = lineEnd >= content ? lineEnd : indexOrEnd(text, '\n', content);
      if (close < 0) {
        break;
      }
      boolean inLine = close < lineEnd;
      if (inLine) {
        out.append(text, copied, start).append(text, content, close);
        copied = close + 1;
      }
      start = text.indexOf(opening, inLine ? copied : content);
    }
    return out.append(text, copied, text.length()).toString();
  }

  /// Takes the first `\boxed{` of a line and the last closing brace of that line.
  private static String unwrapBox(String text) {
    String opening = "\\boxed{";
    StringBuilder out = new StringBuilder(text.length());
    int line = 0;
    while (line <= text.length()) {
      int end = text.indexOf('\n', line);
      int stop = end < 0 ? text.length() : end;
      String content = text.substring(line, stop);
      int start = content.indexOf(opening);
      int close = content.lastIndexOf('}');
      boolean found = start >= 0 && close >= start + opening.length();
      out.append(found ? content.substring(0, start) : content);
      out.append(found ? content.substring(start + opening.length(), close) : "");
      out.append(found ? content.substring(close + 1) : "");
      out.append(end < 0 ? "" : "\n");
      line = stop + 1;
    }
    return out.toString();
  }

  /// Writes `frac12` as `frac{1}{2}`; the two characters cannot begin another match.
  private static String braceFractions(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    for (int at = text.indexOf("frac");
        at >= 0;
        at = text.indexOf("frac", Math.max(copied, at + 1))) {
      int first = at + "frac".length();
      int second = characterEnd(text, first);
      int end = characterEnd(text, second);
      boolean matches = end > second && text.charAt(first) != '{' && text.charAt(second) != '\n';
      if (matches) {
        out.append(text, copied, first).append('{').append(text, first, second).append("}{");
        out.append(text, second, end).append('}');
        copied = end;
      }
    }
    return out.append(text, copied, text.length()).toString();
  }

  /// Writes `sqrt2` as `sqrt{2}`.
  private static String braceRoots(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    for (int at = text.indexOf("sqrt");
        at >= 0;
        at = text.indexOf("sqrt", Math.max(copied, at + 1))) {
      int first = at + "sqrt".length();
      int end = characterEnd(text, first);
      if (end > first && text.charAt(first) != '{') {
        out.append(text, copied, first).append('{').append(text, first, end).append('}');
        copied = end;
      }
    }
    return out.append(text, copied, text.length()).toString();
  }

  /// Returns the index behind the character at an index, or the index itself at the end.
  private static int characterEnd(String text, int at) {
    return at < text.length() ? at + Character.charCount(text.codePointAt(at)) : at;
  }

  private static String digitCommas(String text) {
    String plain = text.replace(",", "");
    boolean digits = !plain.isEmpty() && plain.codePoints().allMatch(MinervaNormalization::isDigit);
    return digits ? plain : text;
  }

  /// Python counts raised and lowered digits too.
  private static boolean isDigit(int character) {
    return Character.isDigit(character) || "¹²³⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉".indexOf(character) >= 0;
  }
}
