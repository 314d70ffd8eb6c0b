package assay.scorers.math;

import java.util.List;
import java.util.Optional;

/// The string normalisation of Hendrycks' MATH grader, step by step in its order.
///
/// Where the original raises an exception, the step returns empty; the grader then compares the
/// unchanged strings.
///
/// Source: hendrycks/math, `modeling/math_equivalence.py`, `_strip_string`.
final class HendrycksNormalization {
  private static final List<Step> STEPS =
      List.of(
          new Step("drop-line-breaks", text -> Optional.of(text.replace("\n", ""))),
          new Step("drop-negative-spaces", text -> Optional.of(text.replace("\\!", ""))),
          new Step("single-backslashes", text -> Optional.of(text.replace("\\\\", "\\"))),
          new Step("plain-fractions", text -> Optional.of(TextSteps.plainFractionCommands(text))),
          new Step("drop-left-and-right", text -> Optional.of(TextSteps.dropLeftAndRight(text))),
          new Step("drop-degrees", text -> Optional.of(TextSteps.dropDegrees(text))),
          new Step("drop-dollars", text -> Optional.of(text.replace("\\$", ""))),
          new Step("drop-units", HendrycksNormalization::dropUnits),
          new Step("drop-percent", text -> Optional.of(text.replace("\\%", ""))),
          new Step("leading-zeros", text -> Optional.of(leadingZeros(text))),
          new Step("drop-short-left-side", text -> Optional.of(TextSteps.dropShortLeftSide(text))),
          new Step("brace-roots", HendrycksNormalization::braceRoots),
          new Step("drop-spaces", text -> Optional.of(TextSteps.dropSpaces(text))),
          new Step("brace-fractions", HendrycksNormalization::braceFractions),
          new Step("half-as-fraction", text -> Optional.of(halfAsFraction(text))),
          new Step("slash-as-fraction", text -> Optional.of(slashAsFraction(text))));

  private HendrycksNormalization() {}

  /// A rewrite that may fail.
  @FunctionalInterface
  interface Rewrite {
    Optional<String> apply(String text);
  }

  /// One named step.
  record Step(String name, Rewrite rewrite) {}

  /// Returns the steps in their order.
  static List<Step> steps() {
    return STEPS;
  }

  /// Returns the normal form, or empty where the original fails.
  static Optional<String> apply(String text) {
    Optional<String> normal = Optional.of(text);
    for (Step step : STEPS) {
      normal = normal.flatMap(step.rewrite()::apply);
    }
    return normal;
  }

  private static Optional<String> dropUnits(String text) {
    List<String> parts = TextSteps.split(text, "\\text{ ");
    return parts.size() > 2 ? Optional.empty() : Optional.of(parts.getFirst());
  }

  private static String leadingZeros(String text) {
    return TextSteps.outerLeadingZero(TextSteps.innerLeadingZeros(text));
  }

  private static Optional<String> braceRoots(String text) {
    List<String> parts = TextSteps.split(text, "\\sqrt");
    StringBuilder out = new StringBuilder(parts.getFirst());
    for (String part : parts.subList(1, parts.size())) {
      if (part.isEmpty()) {
        return Optional.empty();
      }
      int end = part.offsetByCodePoints(0, 1);
      String first = part.substring(0, end);
      out.append("\\sqrt").append(first.equals("{") ? first : "{" + first + "}");
      out.append(part, end, part.length());
    }
    return Optional.of(out.toString());
  }

  private static Optional<String> braceFractions(String text) {
    for (String part : TextSteps.split(text, "\\frac").stream().skip(1).toList()) {
      if (part.isEmpty()) {
        return Optional.empty();
      }
      if (!part.startsWith("{") && part.codePointCount(0, part.length()) < 2) {
        return Optional.of(text);
      }
    }
    return Optional.of(TextSteps.braceFractions(text));
  }

  private static String halfAsFraction(String text) {
    return text.equals("0.5") ? "\\frac{1}{2}" : text;
  }

  private static String slashAsFraction(String text) {
    return TextSteps.sidesOfOnlySlash(text)
        .filter(sides -> sides.stream().allMatch(TextSteps::canonicalInteger))
        .map(sides -> "\\frac{" + sides.getFirst() + "}{" + sides.getLast() + "}")
        .orElse(text);
  }
}
