package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Matrix;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Inverses and transposes of small matrices, by Cramer's rule.
final class Inverses {
  private static final int MAX_SIZE = 3;

  private Inverses() {}

  /// Returns the inverse, or empty for a matrix that is not square or larger than 3 by 3. Where the
  /// determinant is zero, the entries have no value, and equal none.
  static Optional<Matrix> inverse(Matrix matrix) {
    List<List<Expression>> rows = matrix.rows();
    int size = rows.size();
    if (size != rows.getFirst().size() || size > MAX_SIZE) {
      return Optional.empty();
    }
    Expression determinant = Determinants.expanded(rows);
    return Optional.of(
        new Matrix(
            IntStream.range(0, size)
                .mapToObj(
                    row ->
                        IntStream.range(0, size)
                            .<Expression>mapToObj(
                                column -> new Quotient(cofactor(rows, column, row), determinant))
                            .toList())
                .toList()));
  }

  static Matrix transpose(Matrix matrix) {
    return new Matrix(
        IntStream.range(0, matrix.rows().getFirst().size())
            .mapToObj(column -> matrix.rows().stream().map(row -> row.get(column)).toList())
            .toList());
  }

  private static Expression cofactor(List<List<Expression>> rows, int row, int column) {
    if (rows.size() == 1) {
      return new Rational(Fraction.ONE);
    }
    List<List<Expression>> minor = new ArrayList<>(rows);
    minor.remove(row);
    List<List<Expression>> rest =
        minor.stream()
            .map(
                each -> {
                  List<Expression> cells = new ArrayList<>(each);
                  cells.remove(column);
                  return List.copyOf(cells);
                })
            .toList();
    Expression value = Determinants.expanded(rest);
    return (row + column) % 2 == 0 ? value : new Negation(value);
  }
}
