package assay.scorers.math.sympy;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Power;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Fraction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/// Arithmetic with infinity in double precision, in which infinity plus one is infinity.
final class Doubles {
  private Doubles() {}

  /// Returns the value, or empty where the expression is not basic arithmetic or has none.
  static Optional<Double> value(Expression expression) {
    double value = compute(expression);
    return Double.isNaN(value) ? Optional.empty() : Optional.of(value);
  }

  private static double compute(Expression expression) {
    return switch (expression) {
      case Rational(Fraction value) ->
          new BigDecimal(value.numerator())
              .divide(new BigDecimal(value.denominator()), MathContext.DECIMAL64)
              .doubleValue();
      case Constant constant ->
          constant == Constant.INFINITY ? Double.POSITIVE_INFINITY : Double.NaN;
      case Negation(Expression operand) -> -compute(operand);
      case Sum(List<Expression> terms) -> fold(terms, 0, Double::sum);
      case Product(List<Expression> factors) -> fold(factors, 1, (one, other) -> one * other);
      case Quotient(Expression numerator, Expression denominator) ->
          compute(numerator) / compute(denominator);
      case Power(Expression base, Expression exponent) ->
          Math.pow(compute(base), compute(exponent));
      case Expression other -> Double.NaN;
    };
  }

  private static double fold(List<Expression> parts, double start, DoubleBinaryOperator operator) {
    double result = start;
    for (Expression part : parts) {
      result = operator.applyAsDouble(result, compute(part));
    }
    return result;
  }
}
