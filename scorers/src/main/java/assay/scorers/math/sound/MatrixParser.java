package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Parses the rows and cells of a matrix, up to the end of its environment; `vmatrix` is the
/// determinant.
final class MatrixParser {
  private static final Set<String> ENVIRONMENTS =
      Set.of("matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array", "vmatrix");

  private final TokenStream tokens;
  private final AnswerParser answers;

  MatrixParser(TokenStream tokens, AnswerParser answers) {
    this.tokens = tokens;
    this.answers = answers;
  }

  /// Returns whether an environment holds a matrix.
  static boolean reads(String environment) {
    return ENVIRONMENTS.contains(environment);
  }

  Expression parse(String environment) throws UnreadableException {
    List<List<Expression>> rows = rows("end:" + environment);
    boolean rectangular = rows.stream().map(List::size).distinct().count() <= 1;
    if (rows.isEmpty() || !rectangular) {
      throw new UnreadableException("a matrix without shape");
    }
    return environment.equals("vmatrix") ? Determinants.of(rows) : new Matrix(rows);
  }

  private List<List<Expression>> rows(String end) throws UnreadableException {
    List<List<Expression>> rows = new ArrayList<>();
    List<Expression> row = new ArrayList<>();
    while (!tokens.peek().isCommand(end)) {
      row.add(cell());
      if (tokens.takeSymbol("\\\\")) {
        rows.add(row);
        row = new ArrayList<>();
      } else if (!tokens.takeSymbol("&") && !tokens.peek().isCommand(end)) {
        throw new UnreadableException("unfinished matrix");
      }
    }
    tokens.take();
    if (!row.isEmpty()) {
      rows.add(row);
    }
    return rows;
  }

  private Expression cell() throws UnreadableException {
    List<Expression> cell = answers.elements();
    if (cell.size() > 1) {
      throw new UnreadableException("several values in one cell");
    }
    return cell.getFirst();
  }
}
