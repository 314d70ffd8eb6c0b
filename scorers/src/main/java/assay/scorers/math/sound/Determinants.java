package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Sum;
import java.util.ArrayList;
import java.util.List;

/// Determinants of small matrices, expanded along the first row.
final class Determinants {
  private static final int MAX_SIZE = 4;

  private Determinants() {}

  /// Returns the determinant as an expression.
  ///
  /// @throws UnreadableException if the matrix is not square, or larger than 4 by 4
  static Expression of(List<List<Expression>> rows) throws UnreadableException {
    if (rows.size() != rows.getFirst().size() || rows.size() > MAX_SIZE) {
      throw new UnreadableException("no determinant");
    }
    return expanded(rows);
  }

  /// Returns the determinant of a square matrix that is small enough.
  static Expression expanded(List<List<Expression>> rows) {
    if (rows.size() == 1) {
      return rows.getFirst().getFirst();
    }
    List<Expression> terms = new ArrayList<>();
    for (int column = 0; column < rows.size(); column++) {
      List<List<Expression>> minor = new ArrayList<>();
      for (List<Expression> row : rows.subList(1, rows.size())) {
        List<Expression> rest = new ArrayList<>(row);
        rest.remove(column);
        minor.add(rest);
      }
      Expression term = new Product(List.of(rows.getFirst().get(column), expanded(minor)));
      terms.add(column % 2 == 0 ? term : new Negation(term));
    }
    return new Sum(terms);
  }
}
