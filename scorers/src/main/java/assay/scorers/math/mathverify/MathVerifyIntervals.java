package assay.scorers.math.mathverify;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Interval;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Relation;
import assay.scorers.math.algebra.Expression.Sign;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Functions;
import java.util.List;
import java.util.Optional;

/// Inequalities about one symbol as intervals.
final class MathVerifyIntervals {
  private MathVerifyIntervals() {}

  /// Returns the interval of `x < a`, `a < x` or `a < x < b` with any signs of one direction.
  static Optional<Interval> of(Relation relation) {
    boolean up = relation.signs().stream().allMatch(MathVerifyIntervals::less);
    boolean down = relation.signs().stream().allMatch(MathVerifyIntervals::greater);
    if (!up && !down) {
      return Optional.empty();
    }
    List<Expression> operands = up ? relation.operands() : relation.operands().reversed();
    List<Sign> signs = up ? relation.signs() : relation.signs().reversed();
    boolean firstClosed = closed(signs.getFirst());
    boolean lastClosed = closed(signs.getLast());
    if (operands.size() == 3 && isSymbol(operands.get(1))) {
      return Optional.of(
          new Interval(operands.getFirst(), operands.getLast(), firstClosed, lastClosed));
    }
    if (operands.size() == 2 && isSymbol(operands.getFirst())) {
      Expression low = new Negation(Constant.INFINITY);
      return Optional.of(new Interval(low, operands.getLast(), false, lastClosed));
    }
    return operands.size() == 2 && isSymbol(operands.getLast())
        ? Optional.of(new Interval(operands.getFirst(), Constant.INFINITY, firstClosed, false))
        : Optional.empty();
  }

  /// An unknown function of something counts as a symbol.
  private static boolean isSymbol(Expression expression) {
    return expression instanceof Variable
        || (expression instanceof Call(String function, List<Expression> arguments)
            && !Functions.hasMeaning(function));
  }

  private static boolean less(Sign sign) {
    return sign == Sign.LESS || sign == Sign.LESS_OR_EQUAL;
  }

  private static boolean greater(Sign sign) {
    return sign == Sign.GREATER || sign == Sign.GREATER_OR_EQUAL;
  }

  private static boolean closed(Sign sign) {
    return sign == Sign.LESS_OR_EQUAL || sign == Sign.GREATER_OR_EQUAL;
  }
}
