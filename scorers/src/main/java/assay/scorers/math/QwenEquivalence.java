package assay.scorers.math;

import assay.scorers.PythonText;
import assay.scorers.math.algebra.UndecidedException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// The grader of Qwen2.5-Math, `math_equal`, on both sides as `strip_string` leaves them.
///
/// Its stages in order, quirks included: equal texts without regard to case; the last of the
/// letters A to E, if the target is one; two numbers agree if the answer is the target, a hundredth
/// or a hundredfold of it within a relative 1e-4; brackets are taken off and their kind is mostly
/// ignored; tuples and matrices part by part; equations up to sign; `x =` is taken off; then the
/// computer algebra stage, [QwenSymbolic].
///
/// Source: QwenLM/Qwen2.5-Math at a45202b, `evaluation/grader.py`, `math_equal`.
public final class QwenEquivalence implements Equivalence {
  private static final double RELATIVE_TOLERANCE = 1e-4;
  private static final int MAX_DEPTH = 40;
  private static final Set<String> LETTERS = Set.of("A", "B", "C", "D", "E");
  private static final List<String> MATRIX_STARTS = List.of("\\begin{pmatrix}", "\\begin{bmatrix}");
  private static final List<String> MATRIX_ENDS = List.of("\\end{pmatrix}", "\\end{bmatrix}");

  private final QwenNormalization normalization;

  private QwenEquivalence(QwenNormalization normalization) {
    this.normalization = normalization;
  }

  /// Returns the relation.
  public static QwenEquivalence create() {
    return new QwenEquivalence(QwenNormalization.create());
  }

  @Override
  public String name() {
    return "qwen";
  }

  @Override
  public Verdict compare(String target, String answer) {
    String reference = normalization.apply(target);
    String prediction = normalization.apply(answer);
    try {
      Rule rule = new Rule(new QwenSymbolic());
      return rule.equal(prediction, reference, 0)
          ? new Equal(rule.stage)
          : new Different(rule.stage);
    } catch (UndecidedException e) {
      return new Undecided(e.getMessage());
    }
  }

  /// One comparison, which notes the stage that decided.
  private static final class Rule {
    private final QwenSymbolic symbolic;
    private String stage = "";

    Rule(QwenSymbolic symbolic) {
      this.symbolic = symbolic;
    }

    boolean equal(String prediction, String reference, int depth) {
      if (depth > MAX_DEPTH) {
        throw new UndecidedException("nested deeper than " + MAX_DEPTH);
      }
      if (decided("text", folded(prediction).equals(folded(reference)))) {
        return true;
      }
      if (decided("letter", LETTERS.contains(reference) && letter(prediction).equals(reference))) {
        return true;
      }
      Optional<Double> number = number(prediction);
      Optional<Double> target = number(reference);
      if (number.isPresent() && target.isPresent()) {
        stage = "number";
        return numbersEqual(number.get(), target.get());
      }
      return !prediction.isEmpty() && structured(prediction, reference, depth);
    }

    private boolean decided(String name, boolean equal) {
      stage = name;
      return equal;
    }

    private boolean structured(String rawPrediction, String rawReference, int depth) {
      String prediction = PythonText.strip(rawPrediction);
      boolean columns = prediction.contains("pmatrix") && !rawReference.contains("pmatrix");
      String reference =
          columns ? columnMatrices(PythonText.strip(rawReference)) : PythonText.strip(rawReference);
      BiPredicate<String, String> deeper = (one, other) -> equal(one, other, depth + 1);
      return decided("brackets", withoutBrackets(prediction, reference))
          || decided(
              "parts",
              bracketed(prediction)
                  && bracketed(reference)
                  && pairwise(
                      inner(prediction).split(",", -1), inner(reference).split(",", -1), deeper))
          || decided(
              "matrix",
              isMatrix(prediction)
                  && isMatrix(reference)
                  && matricesEqual(prediction, reference, deeper))
          || equations(prediction, reference, deeper)
          || decided("symbolic", symbolic.equal(prediction, reference));
    }

    private boolean equations(
        String prediction, String reference, BiPredicate<String, String> deeper) {
      String[] left = prediction.split("=", -1);
      String[] right = reference.split("=", -1);
      stage = "equation";
      if (left.length == 2 && right.length == 2) {
        String one = difference(left);
        String other = difference(right);
        return symbolic.equal(one, other) || symbolic.equal("-(" + one + ")", other);
      }
      if (left.length == 2 && right.length == 1 && isShort(left[0])) {
        return deeper.test(left[1], reference);
      }
      return right.length == 2
          && left.length == 1
          && isShort(right[0])
          && deeper.test(prediction, right[1]);
    }
  }

  private static String difference(String[] sides) {
    return PythonText.strip(sides[0]) + " - (" + PythonText.strip(sides[1]) + ")";
  }

  private static boolean isShort(String side) {
    String stripped = PythonText.strip(side);
    return stripped.codePointCount(0, stripped.length()) <= 2;
  }

  private static String folded(String text) {
    return PythonText.strip(text).toLowerCase(Locale.ROOT);
  }

  /// Returns the last of the letters A to E that stands alone, or else the text without padding.
  private static String letter(String prediction) {
    String upper = prediction.toUpperCase(Locale.ROOT);
    for (int at = upper.length() - 1; at >= 0; at--) {
      boolean choice = upper.charAt(at) >= 'A' && upper.charAt(at) <= 'E';
      if (choice && !PythonText.wordBefore(upper, at) && !PythonText.wordAt(upper, at + 1)) {
        return upper.substring(at, at + 1);
      }
    }
    return prediction;
  }

  private static Optional<Double> number(String text) {
    return PythonFloat.parseFloat(text.replace(",", ""));
  }

  private static boolean numbersEqual(double prediction, double reference) {
    return close(reference / 100, prediction)
        || close(reference, prediction)
        || close(reference * 100, prediction);
  }

  static boolean close(double one, double other) {
    if (Double.isInfinite(one) || Double.isInfinite(other)) {
      return one == other;
    }
    double size = Math.max(Math.abs(one), Math.abs(other));
    return Math.abs(one - other) <= RELATIVE_TOLERANCE * size;
  }

  /// Returns each group in braces that has a comma as a matrix with one column.
  private static String columnMatrices(String text) {
    StringBuilder out = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      int open = line.indexOf('{');
      int close = line.lastIndexOf('}');
      int comma = open < 0 ? -1 : line.indexOf(',', open);
      if (comma >= 0 && comma < close) {
        String content = stripped(line.substring(open, close + 1), "{}").replace(",", "\\");
        out.append(out.isEmpty() ? "" : ", ");
        out.append("\\begin{pmatrix}").append(content).append("\\end{pmatrix}");
      }
    }
    return out.toString();
  }

  private static boolean withoutBrackets(String prediction, String reference) {
    boolean square =
        prediction.startsWith("[") && prediction.endsWith("]") && !reference.startsWith("(");
    boolean round =
        prediction.startsWith("(") && prediction.endsWith(")") && !reference.startsWith("[");
    String one = square || round ? stripped(prediction, "[]()") : prediction;
    String other = square || round ? stripped(reference, "[]()") : reference;
    return bare(one).equals(bare(other));
  }

  private static String bare(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.chars().filter(c -> "{}()".indexOf(c) < 0).forEach(c -> out.append((char) c));
    return out.toString().toLowerCase(Locale.ROOT);
  }

  private static String stripped(String text, String characters) {
    int start = 0;
    int end = text.length();
    while (start < end && characters.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && characters.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(start, end);
  }

  /// Returns whether the text begins with a bracket and one closes after at least one character, on
  /// the same line.
  private static boolean bracketed(String text) {
    if (!text.startsWith("(") && !text.startsWith("[")) {
      return false;
    }
    int lineEnd = text.indexOf('\n');
    String line = lineEnd < 0 ? text : text.substring(0, lineEnd);
    return Math.max(line.lastIndexOf(')'), line.lastIndexOf(']')) >= 2;
  }

  private static String inner(String text) {
    return text.substring(1, text.length() - 1);
  }

  private static boolean pairwise(
      String[] predictions, String[] references, BiPredicate<String, String> equal) {
    boolean all = predictions.length == references.length;
    for (int index = 0; all && index < predictions.length; index++) {
      all = equal.test(predictions[index], references[index]);
    }
    return all;
  }

  private static boolean isMatrix(String text) {
    return MATRIX_STARTS.stream().anyMatch(text::startsWith)
        && MATRIX_ENDS.stream().anyMatch(text::endsWith);
  }

  private static boolean matricesEqual(
      String prediction, String reference, BiPredicate<String, String> equal) {
    List<String> rows = rows(prediction);
    List<String> others = rows(reference);
    boolean all = rows.size() == others.size();
    for (int row = 0; all && row < rows.size(); row++) {
      all = pairwise(rows.get(row).split("&", -1), others.get(row).split("&", -1), equal);
    }
    return all;
  }

  private static List<String> rows(String matrix) {
    int start = MATRIX_STARTS.getFirst().length();
    int end = matrix.length() - MATRIX_ENDS.getFirst().length();
    return TextSteps.split(matrix.substring(start, Math.max(start, end)), "\\\\").stream()
        .map(PythonText::strip)
        .filter(row -> !row.isEmpty())
        .toList();
  }
}
