package assay.scorers.math.sympy;

import assay.scorers.math.algebra.Budget;
import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Relation;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Scalars;
import assay.scorers.math.algebra.Trees;
import assay.scorers.math.algebra.UndecidedException;
import java.util.List;
import java.util.Optional;

/// Whether the difference of two readings would be simplified to zero.
///
/// Where sympy proves an identity by rewriting, this tests it at random points with a false
/// equality below 1e-12 ([Scalars]). So it also accepts identities that sympy's rules do not reach.
///
/// One instance serves one comparison of a grader, which may test many pairs: all spend from the
/// same budget.
public final class Simplification {
  private static final long STEPS = 4_000_000;

  private final Budget budget;

  private Simplification(Budget budget) {
    this.budget = budget;
  }

  /// Returns the test with its usual limit of steps.
  public static Simplification create() {
    return new Simplification(new Budget(STEPS));
  }

  /// Returns whether two values are the same. Relations have no difference and are never the same;
  /// nor is infinity minus infinity zero.
  ///
  /// @throws UndecidedException if the budget ends or the values are out of reach
  public boolean isZero(Expression left, Expression right) {
    if (unsubtractable(left) || unsubtractable(right)) {
      return false;
    }
    return new Scalars(seed(left, right), budget).equal(left, right);
  }

  /// Returns whether the difference of two values or their sum is zero.
  ///
  /// @throws UndecidedException if the budget ends or the values are out of reach
  public boolean isZeroUpToSign(Expression left, Expression right) {
    return isZero(left, right) || isZero(new Expression.Negation(left), right);
  }

  /// Returns whether one value is a constant that is not zero times the other.
  ///
  /// @throws UndecidedException if the budget ends or the values are out of reach
  public boolean isMultiple(Expression left, Expression right) {
    Expression zero = new Expression.Rational(Fraction.ZERO);
    Expression leftThere = Trees.substitute(left, Simplification::coordinate);
    Expression rightThere = Trees.substitute(right, Simplification::coordinate);
    return !isZero(leftThere, zero)
        && !isZero(rightThere, zero)
        && isZero(
            new Expression.Product(List.of(left, rightThere)),
            new Expression.Product(List.of(right, leftThere)));
  }

  /// Returns a number for a variable that depends on its name only.
  private static Expression coordinate(Expression variable) {
    long hash = Trees.mix(variable.hashCode());
    return new Expression.Rational(
        Fraction.of(1 + Math.floorMod(hash, 9973L)).times(Fraction.of(2003).inverse()));
  }

  /// Returns the difference of the two sides of a relation.
  public static Expression difference(Relation relation) {
    return new Expression.Sum(
        List.of(
            relation.operands().getFirst(),
            new Expression.Negation(relation.operands().getLast())));
  }

  /// Returns the number that a constant is, to double precision, or empty where there is none.
  /// Infinity is a number, as Python's floats have it.
  public Optional<Double> number(Expression value) {
    if (Trees.occurs(value, Expression.Constant.INFINITY, budget)) {
      return Doubles.value(value);
    }
    try {
      return new Scalars(0, budget).approximate(value);
    } catch (UndecidedException e) {
      return Optional.empty();
    }
  }

  private boolean unsubtractable(Expression value) {
    return Trees.contains(value, Expression.Structure.class, budget)
        || Trees.occurs(value, Expression.Constant.INFINITY, budget);
  }

  private static long seed(Expression left, Expression right) {
    return Trees.mix(left.hashCode()) + Trees.mix(right.hashCode());
  }
}
