package assay.scorers.math;

import assay.scorers.PythonText;
import java.util.List;

/// The string normalisation of Qwen2.5-Math's evaluation, step by step in its order.
///
/// It is lossy by design: units, `x=`, the text at the end and every "and" go.
///
/// Source: QwenLM/Qwen2.5-Math at a45202b, `evaluation/parser.py`, `strip_string`.
final class QwenNormalization {
  private static final List<String> LEFT_SIDES =
      List.of("x=", "y=", "z=", "x\\in", "y\\in", "z\\in", "x\\to", "y\\to", "z\\to");

  private final List<NormalizationStep> steps;

  private QwenNormalization(List<NormalizationStep> steps) {
    this.steps = steps;
  }

  /// Returns the normalisation with the published list of units.
  static QwenNormalization create() {
    QwenUnits units = QwenUnits.load();
    return new QwenNormalization(
        List.of(
            new NormalizationStep("one-line", text -> PythonText.strip(text).replace("\n", "")),
            new NormalizationStep("drop-final-dots", QwenNormalization::dropFinalDots),
            new NormalizationStep("drop-negative-spaces", text -> text.replace("\\!", "")),
            new NormalizationStep("matrices", QwenNormalization::plainMatrices),
            new NormalizationStep("plain-fractions", TextSteps::plainFractionCommands),
            new NormalizationStep("short-relations", QwenNormalization::shortRelations),
            new NormalizationStep("drop-left-and-right", TextSteps::dropLeftAndRight),
            new NormalizationStep(
                "plain-braces", text -> text.replace("\\{", "{").replace("\\}", "}")),
            new NormalizationStep("drop-final-text", QwenNormalization::dropFinalText),
            new NormalizationStep("drop-units", units::drop),
            new NormalizationStep("drop-degrees", TextSteps::dropDegrees),
            new NormalizationStep("drop-dollars", QwenNormalization::dropDollars),
            new NormalizationStep("number-words", text -> NumberWords.toNumber(text).orElse(text)),
            new NormalizationStep("unwrap-text", text -> rewriteGroups(text, "\\text{", true)),
            new NormalizationStep("drop-left-sides", QwenNormalization::dropLeftSides),
            new NormalizationStep("named-sets", QwenNormalization::namedSets),
            new NormalizationStep("drop-percent", text -> text.replace("\\%", "").replace("%", "")),
            new NormalizationStep("inner-leading-zeros", TextSteps::innerLeadingZeros),
            new NormalizationStep("infinity", QwenNormalization::infinity),
            new NormalizationStep(
                "drop-and", text -> text.replace("and", "").replace("\\mathbf", "")),
            new NormalizationStep("drop-mbox", text -> rewriteGroups(text, "\\mbox{", false)),
            new NormalizationStep("j-as-i", QwenNormalization::lettersJ),
            new NormalizationStep(
                "drop-inner-zero-fractions", QwenNormalization::dropInnerZeroFractions),
            new NormalizationStep(
                "drop-final-zero-fraction", QwenNormalization::dropFinalZeroFraction),
            new NormalizationStep("outer-leading-zero", TextSteps::outerLeadingZero),
            new NormalizationStep("drop-short-left-side", TextSteps::dropShortLeftSide),
            new NormalizationStep("brace-roots", QwenNormalization::braceRoots),
            new NormalizationStep("drop-spaces", TextSteps::dropSpaces),
            new NormalizationStep("brace-fractions", TextSteps::braceFractions),
            new NormalizationStep("slash-as-fraction", QwenNormalization::slashAsFraction)));
  }

  /// Returns the steps in their order.
  List<NormalizationStep> steps() {
    return steps;
  }

  /// Returns the normal form.
  String apply(String text) {
    return NormalizationStep.applyAll(steps, text);
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
