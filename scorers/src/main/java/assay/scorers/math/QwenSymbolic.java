package assay.scorers.math;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Relation;
import assay.scorers.math.sympy.LatexReader;
import assay.scorers.math.sympy.PythonReader;
import assay.scorers.math.sympy.Simplification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The computer algebra stage of Qwen2.5-Math, `symbolic_equal`.
///
/// Of its three parsers the first that succeeds counts: sympy's `parse_latex` ([LatexReader]), then
/// `parse_expr` (arithmetic only, [PythonReader]); the third, latex2sympy2, is not reproduced, and
/// what only that one reads stays text. Equal are the same trees or texts; values whose difference
/// simplifies to zero; relations whose sides differ by the same amount up to sign, whatever the
/// relations are; and constants that agree within a relative 1e-4.
///
/// Source: QwenLM/Qwen2.5-Math at a45202b, `evaluation/grader.py`, `symbolic_equal`.
final class QwenSymbolic {
  private final Simplification simplification = Simplification.create();

  /// Returns whether the two texts are the same to computer algebra.
  boolean equal(String one, String other) {
    Optional<Expression> left = read(one);
    Optional<Expression> right = read(other);
    if (left.isEmpty() || right.isEmpty()) {
      return one.equals(other) || pythonSetsEqual(one, other);
    }
    return left.equals(right) || valuesEqual(left.get(), right.get());
  }

  private boolean valuesEqual(Expression left, Expression right) {
    if (left instanceof Relation one && right instanceof Relation other) {
      return simplification.isZeroUpToSign(
          Simplification.difference(one), Simplification.difference(other));
    }
    if (left instanceof Expression.Structure || right instanceof Expression.Structure) {
      return false;
    }
    return simplification.isZero(left, right) || closeNumbers(left, right);
  }

  /// A text in braces that no LaTeX parser reads is a set to Python.
  private boolean pythonSetsEqual(String one, String other) {
    Optional<List<Expression>> left = pythonSet(one);
    Optional<List<Expression>> right = pythonSet(other);
    return left.isPresent()
        && right.isPresent()
        && left.get().size() == right.get().size()
        && within(left.get(), right.get())
        && within(right.get(), left.get());
  }

  private boolean within(List<Expression> elements, List<Expression> others) {
    return elements.stream()
        .allMatch(one -> others.stream().anyMatch(two -> simplification.isZero(one, two)));
  }

  private static Optional<List<Expression>> pythonSet(String text) {
    boolean braces = text.startsWith("{") && text.endsWith("}") && text.length() > 2;
    if (!braces) {
      return Optional.empty();
    }
    List<Expression> elements = new ArrayList<>();
    for (String element : text.substring(1, text.length() - 1).split(",", -1)) {
      Optional<Expression> value = PythonReader.readPlain(element);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      elements.add(value.get());
    }
    return Optional.of(elements);
  }

  private boolean closeNumbers(Expression left, Expression right) {
    Optional<Double> one = simplification.number(left);
    Optional<Double> other = simplification.number(right);
    return one.isPresent() && other.isPresent() && QwenEquivalence.close(one.get(), other.get());
  }

  private static Optional<Expression> read(String text) {
    return LatexReader.read(text.replace("\\\\", "\\"))
        .or(() -> LatexReader.read(text))
        .or(() -> PythonReader.readPlain(text));
  }
}
