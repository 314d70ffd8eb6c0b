package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Trees;

/// Fractions as they are written.
final class Fractions {
  private Fractions() {}

  /// Returns whether no written fraction of integers could be written with smaller ones.
  static boolean areReduced(Expression expression) {
    return isReduced(expression)
        && Trees.parts(expression).stream().allMatch(Fractions::areReduced);
  }

  private static boolean isReduced(Expression expression) {
    if (expression instanceof Quotient(Rational(Fraction numerator), Rational(Fraction denominator))
        && numerator.isInteger()
        && denominator.isInteger()) {
      return numerator.numerator().gcd(denominator.numerator()).bitLength() == 1
          && denominator.numerator().abs().bitLength() > 1;
    }
    return true;
  }
}
