package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Interval;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Relation;
import assay.scorers.math.algebra.Expression.Sign;
import assay.scorers.math.algebra.Expression.Union;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Functions;
import java.util.List;
import java.util.Set;

/// Inequalities about the absolute value of a real number, as sets: `|x| < 3` says that `x \in (-3,
/// 3)`. The names `z` and `w` stay as they are, for they are usually complex.
final class Magnitudes {
  private static final Expression MINUS_INFINITY = new Negation(Constant.INFINITY);
  private static final Set<String> COMPLEX = Set.of("z", "w");

  private Magnitudes() {}

  /// Returns the membership that an inequality about `|x|` states, or the expression itself where
  /// it is none.
  static Expression unfolded(Expression expression) {
    if (!(expression instanceof Relation relation)) {
      return expression;
    }
    return relation.operands().stream()
        .filter(Magnitudes::isMagnitude)
        .map(magnitude -> ((Call) magnitude).arguments().getFirst())
        .findFirst()
        .flatMap(name -> Relations.asInterval(relation).map(range -> member(name, range)))
        .orElse(relation);
  }

  private static boolean isMagnitude(Expression operand) {
    return operand instanceof Call(String function, List<Expression> arguments)
        && function.equals(Functions.ABS)
        && arguments.getFirst() instanceof Variable(String name)
        && !COMPLEX.contains(name);
  }

  private static Relation member(Expression name, Interval range) {
    return new Relation(List.of(name, values(range)), List.of(Sign.IN));
  }

  private static Expression values(Interval range) {
    if (range.low().equals(MINUS_INFINITY)) {
      return new Interval(
          new Negation(range.high()), range.high(), range.highClosed(), range.highClosed());
    }
    Expression below =
        range.high().equals(Constant.INFINITY) ? MINUS_INFINITY : new Negation(range.high());
    return new Union(
        List.of(
            new Interval(below, new Negation(range.low()), range.highClosed(), range.lowClosed()),
            range));
  }
}
