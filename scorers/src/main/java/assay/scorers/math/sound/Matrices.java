package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Matrix;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Sums and multiples of matrices as one matrix.
final class Matrices {
  private Matrices() {}

  /// Returns the matrix that the expression denotes, or the expression itself where it is none.
  static Expression simplified(Expression expression) {
    return matrix(expression).<Expression>map(matrix -> matrix).orElse(expression);
  }

  private static Optional<Matrix> matrix(Expression expression) {
    return switch (expression) {
      case Matrix matrix -> Optional.of(matrix);
      case Negation(Expression operand) -> matrix(operand).map(known -> each(known, Negation::new));
      case Sum(List<Expression> terms) -> sum(terms);
      case Product(List<Expression> factors) -> multiple(factors);
      case Expression other -> Optional.empty();
    };
  }

  private static Optional<Matrix> sum(List<Expression> terms) {
    Optional<Matrix> sum = matrix(terms.getFirst());
    for (Expression term : terms.subList(1, terms.size())) {
      Optional<Matrix> next = matrix(term);
      sum = sum.flatMap(left -> next.flatMap(right -> added(left, right)));
    }
    return sum;
  }

  private static Optional<Matrix> added(Matrix left, Matrix right) {
    boolean sameShape =
        left.rows().size() == right.rows().size()
            && left.rows().getFirst().size() == right.rows().getFirst().size();
    if (!sameShape) {
      return Optional.empty();
    }
    List<List<Expression>> rows = new ArrayList<>();
    for (int row = 0; row < left.rows().size(); row++) {
      List<Expression> cells = new ArrayList<>();
      for (int column = 0; column < left.rows().get(row).size(); column++) {
        cells.add(
            new Sum(List.of(left.rows().get(row).get(column), right.rows().get(row).get(column))));
      }
      rows.add(cells);
    }
    return Optional.of(new Matrix(rows));
  }

  /// Returns the product of scalars with one matrix.
  private static Optional<Matrix> multiple(List<Expression> factors) {
    List<Expression> scalars =
        factors.stream().filter(factor -> !(factor instanceof Matrix)).toList();
    boolean single = scalars.size() == factors.size() - 1 && !scalars.isEmpty();
    boolean plain = scalars.stream().noneMatch(Expression.Structure.class::isInstance);
    return factors.stream()
        .filter(Matrix.class::isInstance)
        .map(Matrix.class::cast)
        .findFirst()
        .filter(matrix -> single && plain)
        .map(matrix -> each(matrix, cell -> scaled(scalars, cell)));
  }

  private static Expression scaled(List<Expression> scalars, Expression cell) {
    List<Expression> factors = new ArrayList<>(scalars);
    factors.add(cell);
    return new Product(factors);
  }

  private static Matrix each(Matrix matrix, UnaryOperator<Expression> change) {
    return new Matrix(
        matrix.rows().stream().map(row -> row.stream().map(change).toList()).toList());
  }
}
