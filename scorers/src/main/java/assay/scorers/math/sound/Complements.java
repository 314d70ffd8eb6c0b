package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Interval;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Relation;
import assay.scorers.math.algebra.Expression.SetOf;
import assay.scorers.math.algebra.Expression.SetOperation;
import assay.scorers.math.algebra.Expression.Sign;
import assay.scorers.math.algebra.Expression.Union;
import assay.scorers.math.algebra.Expression.Variable;
import java.util.List;

/// All real numbers but one, as the union of two rays.
final class Complements {
  private static final Expression MINUS_INFINITY = new Negation(Constant.INFINITY);
  private static final Expression REALS =
      new Interval(MINUS_INFINITY, Constant.INFINITY, false, false);

  private Complements() {}

  /// Returns the union that `\mathbb{R} \setminus \{a\}` or `x \ne a` describes, or the expression
  /// itself where it is neither.
  static Expression asUnion(Expression expression) {
    return switch (expression) {
      case SetOperation(String operator, Expression first, SetOf(List<Expression> elements))
          when operator.equals("setminus") && first.equals(REALS) && elements.size() == 1 ->
          rays(elements.getFirst());
      case Relation(List<Expression> operands, List<Sign> signs)
          when signs.equals(List.of(Sign.NOT_EQUAL)) && operands.getFirst() instanceof Variable ->
          rays(operands.getLast());
      case Expression other -> other;
    };
  }

  private static Expression rays(Expression hole) {
    return new Union(
        List.of(
            new Interval(MINUS_INFINITY, hole, false, false),
            new Interval(hole, Constant.INFINITY, false, false)));
  }
}
