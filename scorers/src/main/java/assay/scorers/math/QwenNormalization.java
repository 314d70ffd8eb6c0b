package assay.scorers.math;

import assay.scorers.PythonText;
import java.util.List;
import java.util.function.UnaryOperator;

/// The string normalisation of Qwen2.5-Math's evaluation, step by step in its order.
///
/// It is lossy by design: units, `x=`, the text at the end and every "and" go.
///
/// Source: QwenLM/Qwen2.5-Math at a45202b, `evaluation/parser.py`, `strip_string`.
final class QwenNormalization {
  private static final List<String> LEFT_SIDES =
      List.of("x=", "y=", "z=", "x\\in", "y\\in", "z\\in", "x\\to", "y\\to", "z\\to");

  private final List<Step> steps;

  private QwenNormalization(List<Step> steps) {
    this.steps = steps;
  }

  /// One named step.
  record Step(String name, UnaryOperator<String> rewrite) {}

  /// Returns the normalisation with the published list of units.
  static QwenNormalization create() {
    QwenUnits units = QwenUnits.load();
    return new QwenNormalization(
        List.of(
            new Step("one-line", text -> PythonText.strip(text).replace("\n", "")),
            new Step("drop-final-dots", QwenNormalization::dropFinalDots),
            new Step("drop-negative-spaces", text -> text.replace("\\!", "")),
            new Step("matrices", QwenNormalization::plainMatrices),
            new Step("plain-fractions", TextSteps::plainFractionCommands),
            new Step("short-relations", QwenNormalization::shortRelations),
            new Step("drop-left-and-right", TextSteps::dropLeftAndRight),
            new Step("plain-braces", text -> text.replace("\\{", "{").replace("\\}", "}")),
            new Step("drop-final-text", QwenNormalization::dropFinalText),
            new Step("drop-units", units::drop),
            new Step("drop-degrees", TextSteps::dropDegrees),
            new Step("drop-dollars", QwenNormalization::dropDollars),
            new Step("number-words", text -> NumberWords.toNumber(text).orElse(text)),
            new Step("unwrap-text", text -> rewriteGroups(text, "\\text{", true)),
            new Step("drop-left-sides", QwenNormalization::dropLeftSides),
            new Step("named-sets", QwenNormalization::namedSets),
            new Step("drop-percent", text -> text.replace("\\%", "").replace("%", "")),
            new Step("inner-leading-zeros", TextSteps::innerLeadingZeros),
            new Step("infinity", QwenNormalization::infinity),
            new Step("drop-and", text -> text.replace("and", "").replace("\\mathbf", "")),
            new Step("drop-mbox", text -> rewriteGroups(text, "\\mbox{", false)),
            new Step("j-as-i", QwenNormalization::lettersJ),
            new Step("drop-inner-zero-fractions", QwenNormalization::dropInnerZeroFractions),
            new Step("drop-final-zero-fraction", QwenNormalization::dropFinalZeroFraction),
            new Step("outer-leading-zero", TextSteps::outerLeadingZero),
            new Step("drop-short-left-side", TextSteps::dropShortLeftSide),
            new Step("brace-roots", QwenNormalization::braceRoots),
            new Step("drop-spaces", TextSteps::dropSpaces),
            new Step("brace-fractions", TextSteps::braceFractions),
            new Step("slash-as-fraction", QwenNormalization::slashAsFraction)));
  }

  /// Returns the steps in their order.
  List<Step> steps() {
    return steps;
  }

  /// Returns the normal form.
  String apply(String text) {
    String out = text;
    for (Step step : steps) {
      out = step.rewrite().apply(out);
    }
    return out;
  }

  private static String dropFinalDots(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '.') {
      end--;
    }
    return text.substring(0, end);
  }

  private static String plainMatrices(String text) {
    return rewriteGroups(text, "\\begin{array}{", "\\begin{pmatrix}", false)
        .replace("\\end{array}", "\\end{pmatrix}")
        .replace("bmatrix", "pmatrix");
  }

  private static String shortRelations(String text) {
    return text.replace("\\neq", "\\ne").replace("\\leq", "\\le").replace("\\geq", "\\ge");
  }

  /// Deletes from the first `\text{` to the end, if a brace ends the text and something is left.
  private static String dropFinalText(String text) {
    int start = text.indexOf("\\text{");
    boolean closed = start >= 0 && text.endsWith("}");
    String shorter = PythonText.strip(closed ? text.substring(0, start) : text);
    return shorter.isEmpty() ? text : shorter;
  }

  private static String dropDollars(String text) {
    return text.replace("\\$", "").replace("$", "").replace("\\(", "").replace("\\)", "");
  }

  private static String dropLeftSides(String text) {
    String out = text;
    for (String leftSide : LEFT_SIDES) {
      out = out.replace(leftSide, "");
    }
    return out;
  }

  private static String namedSets(String text) {
    return text.replace("\\emptyset", "{}").replace("(-\\infty,\\infty)", "\\mathbb{R}");
  }

  private static String infinity(String text) {
    String out = text.replace("infinity", "\\infty");
    out = out.contains("\\infty") ? out : out.replace("inf", "\\infty");
    return out.replace("+\\inity", "\\infty");
  }

  private static String lettersJ(String text) {
    return text.contains("i") ? text : text.replace('j', 'i');
  }

  /// Deletes a decimal point and the zeros after it where only zeros stand between a digit and the
  /// next character that is no digit. That character is used up, so it begins no further match.
  private static String dropInnerZeroFractions(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
      int zeros = skipZeros(text, dot + 1);
      boolean suffixed = zeros < text.length() && !Character.isDigit(text.codePointAt(zeros));
      if (suffixed && dot > copied && Character.isDigit(text.codePointBefore(dot))) {
        out.append(text, copied, dot);
        copied = zeros;
        dot = zeros;
      }
    }
    return out.append(text, copied, text.length()).toString();
  }

  /// Deletes a decimal point and the zeros after it where they end the text after a digit.
  private static String dropFinalZeroFraction(String text) {
    int dot = text.lastIndexOf('.');
    boolean onlyZeros = dot > 0 && skipZeros(text, dot + 1) == text.length();
    boolean digitBefore = dot > 0 && Character.isDigit(text.codePointBefore(dot));
    return onlyZeros && digitBefore ? text.substring(0, dot) : text;
  }

  private static int skipZeros(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) == '0') {
      at++;
    }
    return at;
  }

  private static String braceRoots(String text) {
    List<String> parts = TextSteps.split(text, "\\sqrt");
    StringBuilder out = new StringBuilder(parts.getFirst());
    for (String part : parts.subList(1, parts.size())) {
      int end = 0;
      while (PythonText.wordAt(part, end)) {
        end += Character.charCount(part.codePointAt(end));
      }
      out.append("\\sqrt");
      out.append(end == 0 ? "" : "{" + part.substring(0, end) + "}");
      out.append(part, end, part.length());
    }
    return out.toString();
  }

  private static String slashAsFraction(String text) {
    return TextSteps.sidesOfOnlySlash(text)
        .filter(sides -> sides.stream().allMatch(QwenNormalization::rootOrInteger))
        .map(sides -> "\\frac{" + sides.getFirst() + "}{" + sides.getLast() + "}")
        .orElse(text);
  }

  private static boolean rootOrInteger(String side) {
    return side.contains("sqrt") || TextSteps.canonicalInteger(side);
  }

  private static String rewriteGroups(String text, String opening, boolean keepContent) {
    return rewriteGroups(text, opening, "", keepContent);
  }

  /// Replaces each `opening...}` up to the nearest closing brace.
  private static String rewriteGroups(
      String text, String opening, String replacement, boolean keepContent) {
    StringBuilder out = new StringBuilder(text.length());
    int copied = 0;
    int start = text.indexOf(opening);
    int close = start < 0 ? -1 : text.indexOf('}', start + opening.length());
    while (close >= 0) {
      out.append(text, copied, start).append(replacement);
      out.append(keepContent ? text.substring(start + opening.length(), close) : "");
      copied = close + 1;
      start = text.indexOf(opening, copied);
      close = start < 0 ? -1 : text.indexOf('}', start + opening.length());
    }
    return out.append(text, copied, text.length()).toString();
  }
}
