package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Interval;
import assay.scorers.math.algebra.Expression.Matrix;
import assay.scorers.math.algebra.Expression.Tuple;
import java.util.List;
import java.util.Optional;

/// Matrices as programs write them, and vectors as rows: what stands beside a matrix and could be
/// one, `[[1,2],[3,4]]` or `(1,2)`, is read as that matrix.
final class Vectors {
  private Vectors() {}

  /// Returns the expression as a matrix of the same shape as another, or the expression itself
  /// where it is none. A list of numbers is a vector, row or column.
  static Expression like(Expression expression, Expression other) {
    if (!(other instanceof Matrix(List<List<Expression>> rows)) || expression instanceof Matrix) {
      return expression;
    }
    Optional<List<Expression>> elements = elements(expression);
    if (elements.isEmpty()) {
      return expression;
    }
    List<List<Expression>> nested =
        elements.get().stream().flatMap(row -> elements(row).stream()).toList();
    if (nested.size() == elements.get().size()) {
      boolean rectangular = nested.stream().map(List::size).distinct().count() == 1;
      return rectangular ? new Matrix(nested) : expression;
    }
    boolean column = rows.getFirst().size() == 1;
    return column
        ? new Matrix(elements.get().stream().map(List::of).toList())
        : new Matrix(List.of(elements.get()));
  }

  /// Returns what stands in parentheses or brackets.
  private static Optional<List<Expression>> elements(Expression expression) {
    return switch (expression) {
      case Tuple(List<Expression> elements) -> Optional.of(elements);
      case Interval(Expression first, Expression last, boolean lowClosed, boolean highClosed)
          when lowClosed && highClosed ->
          Optional.of(List.of(first, last));
      case Expression other -> Optional.empty();
    };
  }
}
