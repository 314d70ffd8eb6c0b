package assay.scorers.math.algebra;

import assay.scorers.math.algebra.Expression.BaseNumber;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Degrees;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Percent;
import assay.scorers.math.algebra.Expression.PlusMinus;
import assay.scorers.math.algebra.Expression.Power;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Structure;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Expression.Variable;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/// Exact rational arithmetic on constant expressions.
///
/// Numbers beyond [#MAX_BITS] bits have no exact value here; other evaluators decide about them.
final class Exact {
  static final int MAX_BITS = 1 << 16;
  private static final int MAX_FACTORIAL = 4000;

  private final Budget budget;

  Exact(Budget budget) {
    this.budget = budget;
  }

  /// Returns the value, or empty where the expression is not rational, undefined or too large.
  Optional<Fraction> value(Expression expression) {
    budget.spend(1);
    return switch (expression) {
      case Rational(Fraction value) -> Optional.of(value);
      case BaseNumber number -> Optional.of(Fraction.of(number.value()));
      case Negation(Expression operand) -> value(operand).map(Fraction::negate);
      case Percent(Expression operand) ->
          value(operand).map(number -> number.times(Fraction.of(100).inverse()));
      case Sum(List<Expression> terms) -> fold(terms, Fraction::plus);
      case Product(List<Expression> factors) -> fold(factors, Fraction::times);
      case Quotient(Expression numerator, Expression denominator) ->
          value(denominator)
              .filter(number -> number.signum() != 0)
              .flatMap(number -> fold(List.of(numerator, denominator), Exact::over));
      case Power(Expression base, Expression exponent) ->
          value(exponent).flatMap(power -> value(base).flatMap(number -> power(number, power)));
      case Call(String function, List<Expression> arguments) -> call(function, arguments);
      case Constant _, Variable _, PlusMinus _, Degrees _, Structure _ -> Optional.empty();
    };
  }

  /// Returns the value if it is an integer.
  Optional<BigInteger> integer(Expression expression) {
    return value(expression).filter(Fraction::isInteger).map(Fraction::numerator);
  }

  private static Fraction over(Fraction numerator, Fraction denominator) {
    return numerator.times(denominator.inverse());
  }

  private Optional<Fraction> fold(List<Expression> operands, BinaryOperator<Fraction> operation) {
    Optional<Fraction> result = value(operands.getFirst());
    for (Expression operand : operands.subList(1, operands.size())) {
      if (result.isEmpty()) {
        return result;
      }
      Optional<Fraction> next = value(operand);
      result = result.flatMap(left -> next.map(right -> operation.apply(left, right)));
      result = result.flatMap(this::bounded);
    }
    return result;
  }

  private Optional<Fraction> bounded(Fraction number) {
    long bits = number.bits();
    budget.spend((bits * bits) >> 16);
    return bits <= MAX_BITS ? Optional.of(number) : Optional.empty();
  }

  private Optional<Fraction> power(Fraction base, Fraction exponent) {
    if (!exponent.isInteger()) {
      return exponent.denominator().bitLength() > 10
          ? Optional.empty()
          : root(base, exponent.denominator().intValue())
              .flatMap(number -> power(number, Fraction.of(exponent.numerator())));
    }
    if (base.signum() == 0) {
      return exponent.signum() > 0 ? Optional.of(Fraction.ZERO) : Optional.empty();
    }
    if (base.abs().equals(Fraction.ONE)) {
      boolean odd = exponent.numerator().testBit(0);
      return Optional.of(odd ? base : Fraction.ONE);
    }
    BigInteger size = exponent.numerator().abs();
    boolean small = size.bitLength() < 31 && (long) base.bits() * size.intValue() <= MAX_BITS;
    return small
        ? bounded((exponent.signum() < 0 ? base.inverse() : base).power(size.intValue()))
        : Optional.empty();
  }

  /// Returns the real root of that degree if it is rational.
  private Optional<Fraction> root(Fraction radicand, int degree) {
    if (radicand.signum() < 0) {
      return degree % 2 == 0
          ? Optional.empty()
          : root(radicand.negate(), degree).map(Fraction::negate);
    }
    return integerRoot(radicand.numerator(), degree)
        .flatMap(
            numerator ->
                integerRoot(radicand.denominator(), degree)
                    .map(denominator -> new Fraction(numerator, denominator)));
  }

  private Optional<BigInteger> integerRoot(BigInteger radicand, int degree) {
    budget.spend(1 + (long) radicand.bitLength() * radicand.bitLength() / 256);
    BigInteger low = BigInteger.ZERO;
    BigInteger high = BigInteger.ONE.shiftLeft(radicand.bitLength() / degree + 1);
    while (low.compareTo(high) < 0) {
      BigInteger middle = low.add(high).add(BigInteger.ONE).shiftRight(1);
      if (middle.pow(degree).compareTo(radicand) <= 0) {
        low = middle;
      } else {
        high = middle.subtract(BigInteger.ONE);
      }
    }
    return low.pow(degree).equals(radicand) ? Optional.of(low) : Optional.empty();
  }

  private Optional<Fraction> call(String function, List<Expression> arguments) {
    return switch (function) {
      case Functions.ROOT ->
          integer(arguments.getFirst())
              .filter(degree -> degree.signum() > 0 && degree.bitLength() <= 10)
              .flatMap(
                  degree ->
                      value(arguments.getLast())
                          .flatMap(number -> root(number, degree.intValue())));
      case Functions.ABS -> value(arguments.getFirst()).map(Fraction::abs);
      case Functions.FLOOR -> value(arguments.getFirst()).map(n -> Fraction.of(n.floor()));
      case Functions.CEILING ->
          value(arguments.getFirst()).map(n -> Fraction.of(n.negate().floor().negate()));
      case Functions.FACTORIAL -> integer(arguments.getFirst()).flatMap(this::factorial);
      case Functions.BINOMIAL -> binomial(arguments);
      default -> Optional.empty();
    };
  }

  private Optional<Fraction> factorial(BigInteger number) {
    if (number.signum() < 0 || number.compareTo(BigInteger.valueOf(MAX_FACTORIAL)) > 0) {
      return Optional.empty();
    }
    BigInteger product = BigInteger.ONE;
    for (int factor = 2; factor <= number.intValue(); factor++) {
      product = product.multiply(BigInteger.valueOf(factor));
    }
    budget.spend(1 + number.longValue() * number.longValue() / 64);
    return bounded(Fraction.of(product));
  }

  private Optional<Fraction> binomial(List<Expression> arguments) {
    Optional<BigInteger> upper = integer(arguments.getFirst());
    Optional<BigInteger> lower = integer(arguments.getLast());
    boolean known =
        upper.isPresent()
            && lower.isPresent()
            && upper.get().signum() >= 0
            && lower.get().signum() >= 0
            && upper.get().compareTo(BigInteger.valueOf(MAX_FACTORIAL)) <= 0;
    if (!known) {
      return Optional.empty();
    }
    int n = upper.get().intValue();
    if (lower.get().compareTo(upper.get()) > 0) {
      return Optional.of(Fraction.ZERO);
    }
    int k = Math.min(lower.get().intValue(), n - lower.get().intValue());
    BigInteger product = BigInteger.ONE;
    for (int step = 1; step <= k; step++) {
      product = product.multiply(BigInteger.valueOf(n - k + step)).divide(BigInteger.valueOf(step));
    }
    budget.spend(1 + (long) n * k / 64);
    return bounded(Fraction.of(product));
  }
}
