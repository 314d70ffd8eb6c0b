package assay.scorers.math.mathverify;

import assay.scorers.math.algebra.Budget;
import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Interval;
import assay.scorers.math.algebra.Expression.Matrix;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Percent;
import assay.scorers.math.algebra.Expression.PlusMinus;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Relation;
import assay.scorers.math.algebra.Expression.SetOf;
import assay.scorers.math.algebra.Expression.Sign;
import assay.scorers.math.algebra.Expression.Structure;
import assay.scorers.math.algebra.Expression.Tuple;
import assay.scorers.math.algebra.Expression.Union;
import assay.scorers.math.algebra.Trees;
import assay.scorers.math.sympy.Simplification;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether two values are the same to Math-Verify. Not symmetric: the form of the target decides
/// whether an equation stands for its right side.
///
/// Source: Math-Verify 0.9.0, `grader.py`, `sympy_expr_eq` with its defaults.
final class MathVerifyComparison {
  private static final int MAX_PARTS = 20_000;

  private final Simplification simplification = Simplification.create();
  private final Budget budget = new Budget(1_000_000);
  private final MathVerifyNumbers numbers;

  /// @param decimal whether numbers with a fraction are floats on either side
  MathVerifyComparison(boolean decimal) {
    this.numbers = new MathVerifyNumbers(simplification, decimal);
  }

  boolean equal(Expression target, Expression answer) {
    budget.spend(1);
    Expression gold = truncated(target);
    Expression pred = truncated(answer);
    if (isEquation(pred) && !isEquation(gold)) {
      pred = lastSide(pred);
    } else if (isAssignment(gold) && !isEquation(pred)) {
      gold = lastSide(gold);
    }
    return gold.equals(pred) || equalForms(expanded(gold), expanded(pred));
  }

  /// Returns whether two values are the same that are not written the same.
  private boolean equalForms(Expression gold, Expression pred) {
    if (gold instanceof Relation one && pred instanceof Relation other) {
      return relationsEqual(one, other);
    }
    if (isSet(gold) || isSet(pred)) {
      return setsEqual(gold instanceof Relation one && isSet(pred) ? asSet(one) : gold, pred);
    }
    if (gold instanceof Relation || pred instanceof Relation) {
      return false;
    }
    if (gold instanceof Matrix one && pred instanceof Matrix other) {
      return matricesEqual(one, other);
    }
    return numbers.equal(gold, pred);
  }

  private boolean matricesEqual(Matrix gold, Matrix pred) {
    boolean same = gold.rows().size() == pred.rows().size();
    for (int row = 0; same && row < gold.rows().size(); row++) {
      same = pairwise(gold.rows().get(row), pred.rows().get(row));
    }
    return same;
  }

  private boolean pairwise(List<Expression> gold, List<Expression> pred) {
    boolean same = gold.size() == pred.size();
    for (int index = 0; same && index < gold.size(); index++) {
      same = equal(gold.get(index), pred.get(index));
    }
    return same;
  }

  private boolean setsEqual(Expression gold, Expression pred) {
    if (gold instanceof Interval one && pred instanceof Interval other) {
      return one.lowClosed() == other.lowClosed()
          && one.highClosed() == other.highClosed()
          && equal(one.low(), other.low())
          && equal(one.high(), other.high());
    }
    if (gold instanceof Interval || pred instanceof Interval) {
      Optional<Interval> one = openInterval(gold);
      Optional<Interval> other = openInterval(pred);
      boolean both = one.isPresent() && other.isPresent();
      return both && setsEqual(one.get(), other.get());
    }
    if (gold instanceof Union(List<Expression> parts)
        && pred instanceof Union(List<Expression> others)) {
      return sameMembers(parts, others);
    }
    if (gold instanceof Tuple(List<Expression> elements)) {
      return members(pred).map(others -> pairwise(elements, others)).orElse(false);
    }
    return members(gold)
        .flatMap(one -> members(pred).map(other -> sameMembers(one, other)))
        .orElse(false);
  }

  /// A pair in parentheses is an open interval too.
  private static Optional<Interval> openInterval(Expression expression) {
    return switch (expression) {
      case Interval interval -> Optional.of(interval);
      case Tuple(List<Expression> ends) when ends.size() == 2 ->
          Optional.of(new Interval(ends.getFirst(), ends.getLast(), false, false));
      case Expression other -> Optional.empty();
    };
  }

  private static Optional<List<Expression>> members(Expression expression) {
    return switch (expression) {
      case SetOf(List<Expression> elements) -> Optional.of(elements);
      case Tuple(List<Expression> elements) -> Optional.of(elements);
      case Interval _, Union _ -> Optional.empty();
      case Expression other -> Optional.of(List.of(other));
    };
  }

  private boolean sameMembers(List<Expression> gold, List<Expression> pred) {
    budget.spend((long) gold.size() * pred.size());
    return gold.stream().allMatch(one -> pred.stream().anyMatch(other -> equal(one, other)))
        && pred.stream().allMatch(other -> gold.stream().anyMatch(one -> equal(one, other)));
  }

  private boolean relationsEqual(Relation gold, Relation pred) {
    if (gold.signs().size() > 1 || pred.signs().size() > 1) {
      return gold.signs().equals(pred.signs()) && pairwise(gold.operands(), pred.operands());
    }
    Expression one = Simplification.difference(gold);
    Expression other = Simplification.difference(pred);
    Sign sign = gold.signs().getFirst();
    if (structured(gold) || structured(pred)) {
      return sign == pred.signs().getFirst() && pairwise(gold.operands(), pred.operands());
    }
    boolean same = sign == pred.signs().getFirst() && simplification.isZero(one, other);
    boolean flipped =
        flip(sign) == pred.signs().getFirst() && simplification.isZero(new Negation(one), other);
    return same || flipped || solvedEqual(gold, pred, one, other);
  }

  private boolean structured(Relation relation) {
    return relation.operands().stream()
        .anyMatch(operand -> Trees.contains(operand, Structure.class, budget));
  }

  /// Two equations have the same solutions if they differ by a constant factor.
  private boolean solvedEqual(Relation gold, Relation pred, Expression one, Expression other) {
    boolean equations =
        gold.signs().getFirst() == Sign.EQUAL && pred.signs().getFirst() == Sign.EQUAL;
    return equations && simplification.isMultiple(one, other);
  }

  private static Sign flip(Sign sign) {
    return switch (sign) {
      case LESS -> Sign.GREATER;
      case LESS_OR_EQUAL -> Sign.GREATER_OR_EQUAL;
      case GREATER -> Sign.LESS;
      case GREATER_OR_EQUAL -> Sign.LESS_OR_EQUAL;
      case EQUAL, APPROXIMATE, NOT_EQUAL, IN -> sign;
    };
  }

  /// Returns the interval that an inequality about one symbol describes.
  private static Expression asSet(Relation relation) {
    return MathVerifyIntervals.of(relation).<Expression>map(known -> known).orElse(relation);
  }

  private static boolean isSet(Expression expression) {
    return expression instanceof SetOf
        || expression instanceof Tuple
        || expression instanceof Interval
        || expression instanceof Union;
  }

  private Expression expanded(Expression expression) {
    if (expression instanceof SetOf(List<Expression> elements)) {
      return new SetOf(
          elements.stream()
              .map(this::expanded)
              .flatMap(
                  each ->
                      each instanceof SetOf(List<Expression> inner)
                          ? inner.stream()
                          : Stream.of(each))
              .toList());
    }
    boolean both =
        !(expression instanceof Structure)
            && Trees.contains(expression, PlusMinus.class, new Budget(MAX_PARTS));
    return both ? new SetOf(Trees.signed(expression).toList()) : expression;
  }

  private static Expression truncated(Expression expression) {
    return isAssignment(expression) && expression instanceof Relation relation
        ? new Relation(
            List.of(relation.operands().getFirst(), relation.operands().getLast()),
            List.of(Sign.EQUAL))
        : expression;
  }

  private static boolean isEquation(Expression expression) {
    return expression instanceof Relation relation
        && relation.signs().stream().allMatch(sign -> sign == Sign.EQUAL);
  }

  private static boolean isAssignment(Expression expression) {
    return isEquation(expression)
        && expression instanceof Relation relation
        && onlySymbols(relation.operands().getFirst());
  }

  /// Returns whether no number is part of the expression.
  private static boolean onlySymbols(Expression expression) {
    return switch (expression) {
      case Rational _, Expression.Constant _, Percent _ -> false;
      case Structure structure when !(structure instanceof Tuple) -> false;
      case Expression other ->
          Trees.parts(other).stream().allMatch(MathVerifyComparison::onlySymbols);
    };
  }

  private static Expression lastSide(Expression equation) {
    return equation instanceof Relation relation ? relation.operands().getLast() : equation;
  }
}
