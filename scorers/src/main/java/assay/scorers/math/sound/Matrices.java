package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Matrix;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Power;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Sums, multiples and products of matrices as one matrix.
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
      case Product(List<Expression> factors) -> product(factors);
      case Power(Expression base, Rational(Fraction exponent)) when isMinusOne(exponent) ->
          matrix(base).flatMap(Inverses::inverse);
      case Power(Expression base, Variable(String mark)) when mark.equals("T") ->
          matrix(base).map(Inverses::transpose);
      case Expression other -> Optional.empty();
    };
  }

  private static boolean isMinusOne(Fraction exponent) {
    return exponent.negate().equals(Fraction.ONE);
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

  /// Returns the product of scalars and at least one matrix, matrices in their order.
  private static Optional<Matrix> product(List<Expression> factors) {
    List<Expression> scalars = new ArrayList<>();
    Optional<Matrix> product = Optional.empty();
    for (Expression factor : factors) {
      Optional<Matrix> next = matrix(factor);
      if (next.isEmpty() && factor instanceof Expression.Structure) {
        return Optional.empty();
      }
      if (next.isEmpty()) {
        scalars.add(factor);
      } else if (product.isEmpty()) {
        product = next;
      } else {
        product = multiplied(product.get(), next.get());
        if (product.isEmpty()) {
          return Optional.empty();
        }
      }
    }
    return scalars.isEmpty()
        ? product
        : product.map(matrix -> each(matrix, cell -> scaled(scalars, cell)));
  }

  private static Optional<Matrix> multiplied(Matrix left, Matrix right) {
    int inner = right.rows().size();
    if (left.rows().getFirst().size() != inner) {
      return Optional.empty();
    }
    List<List<Expression>> rows = new ArrayList<>();
    for (List<Expression> row : left.rows()) {
      List<Expression> cells = new ArrayList<>();
      for (int column = 0; column < right.rows().getFirst().size(); column++) {
        int at = column;
        cells.add(scalarProduct(row, right.rows().stream().map(each -> each.get(at)).toList()));
      }
      rows.add(cells);
    }
    return Optional.of(new Matrix(rows));
  }

  /// Returns the sum of the products of what stands in the same places. Numbers are worked out at
  /// once, so that a long product of matrices of numbers stays small.
  private static Expression scalarProduct(List<Expression> row, List<Expression> column) {
    List<Expression> terms = new ArrayList<>();
    Fraction known = Fraction.ZERO;
    for (int index = 0; index < row.size(); index++) {
      if (row.get(index) instanceof Rational(Fraction one)
          && column.get(index) instanceof Rational(Fraction other)) {
        known = known.plus(one.times(other));
      } else {
        terms.add(new Product(List.of(row.get(index), column.get(index))));
      }
    }
    Rational number = new Rational(known);
    if (terms.isEmpty()) {
      return number;
    }
    terms.add(number);
    return new Sum(terms);
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
