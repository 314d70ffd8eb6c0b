package assay.scorers.math.mathverify;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Percent;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Structure;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.sympy.Simplification;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// Whether two numbers or symbols are the same to Math-Verify.
///
/// Source: Math-Verify 0.9.0, `grader.py`, what `sympy_expr_eq` does with them.
///
/// @param decimal whether numbers with a fraction are floats on either side
record MathVerifyNumbers(Simplification simplification, boolean decimal) {
  private static final int FLOAT_DIGITS = 6;

  /// Returns whether two values are the same, neither of which is a relation, a set or a matrix.
  boolean equal(Expression gold, Expression pred) {
    if (gold instanceof Structure || pred instanceof Structure) {
      return false;
    }
    if (gold instanceof Variable(String name)) {
      return name.equals(letters(pred));
    }
    if (pred instanceof Variable(String name)) {
      return name.equals(letters(gold));
    }
    if (gold instanceof Percent || pred instanceof Percent) {
      return percentEqual(gold, pred);
    }
    return gold.equals(pred) || simplification.isZero(gold, pred) || floatsEqual(gold, pred);
  }

  private static String letters(Expression expression) {
    StringBuilder letters = new StringBuilder();
    List<Expression> factors =
        expression instanceof Product(List<Expression> known) ? known : List.of(expression);
    for (Expression factor : factors) {
      switch (factor) {
        case Variable(String name) -> letters.append(name);
        case Expression.Constant constant when constant == Expression.Constant.E ->
            letters.append('e');
        case Expression other -> {
          return "";
        }
      }
    }
    return letters.toString();
  }

  private boolean percentEqual(Expression gold, Expression pred) {
    Expression one = gold instanceof Percent(Expression operand) ? operand : gold;
    Expression other = pred instanceof Percent(Expression operand) ? operand : pred;
    if (isInteger(one) && isInteger(other)) {
      return one.equals(other);
    }
    return simplification.isZero(gold, pred) || floatsEqual(gold, pred);
  }

  private static boolean isInteger(Expression expression) {
    return switch (expression) {
      case Rational(Fraction value) -> value.isInteger();
      case Negation(Expression operand) -> isInteger(operand);
      case Expression other -> false;
    };
  }

  /// With a float on one side, both are rounded to six decimal places; a rounded float is no
  /// integer.
  private boolean floatsEqual(Expression gold, Expression pred) {
    boolean oneNumber = isNumber(gold) || isNumber(pred);
    if (!decimal || !oneNumber) {
      return false;
    }
    Optional<Double> one = simplification.number(gold);
    Optional<Double> other = simplification.number(pred);
    boolean integers = isInteger(gold) || isInteger(pred);
    return one.isPresent()
        && other.isPresent()
        && !integers
        && rounded(one.get()).compareTo(rounded(other.get())) == 0;
  }

  private static boolean isNumber(Expression expression) {
    return switch (expression) {
      case Rational _ -> true;
      case Negation(Expression operand) -> isNumber(operand);
      case Percent(Expression operand) -> isNumber(operand);
      case Expression other -> false;
    };
  }

  private static BigDecimal rounded(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).setScale(FLOAT_DIGITS, RoundingMode.HALF_EVEN)
        : BigDecimal.ZERO;
  }
}
