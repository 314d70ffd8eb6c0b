package assay.scorers.math.sound;

import assay.scorers.math.algebra.Budget;
import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Power;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Structure;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A polynomial in one variable, whose coefficients do not contain it.
///
/// @param coefficients from the constant one on; at least one
record Polynomial(List<Expression> coefficients) {
  private static final int MAX_DEGREE = 24;
  private static final int MAX_PARTS = 10_000;
  private static final Rational ZERO = new Rational(Fraction.ZERO);
  private static final Rational ONE = new Rational(Fraction.ONE);

  Polynomial {
    coefficients = List.copyOf(coefficients);
  }

  /// Returns the expression as a polynomial, or empty where it is none of a low degree.
  static Optional<Polynomial> of(Expression expression, Variable variable) {
    if (!Trees.occurs(expression, variable, new Budget(MAX_PARTS))) {
      return expression instanceof Structure
          ? Optional.empty()
          : Optional.of(new Polynomial(List.of(expression)));
    }
    return switch (expression) {
      case Variable _ -> Optional.of(new Polynomial(List.of(ZERO, ONE)));
      case Negation(Expression operand) ->
          of(operand, variable).map(known -> known.times(new Rational(Fraction.of(-1))));
      case Sum(List<Expression> terms) -> folded(terms, variable, true);
      case Product(List<Expression> factors) -> folded(factors, variable, false);
      case Quotient(Expression over, Expression under)
          when !Trees.occurs(under, variable, new Budget(MAX_PARTS)) ->
          of(over, variable).map(known -> known.times(new Quotient(ONE, under)));
      case Power(Expression base, Rational(Fraction exponent))
          when exponent.isInteger() && exponent.signum() > 0 && exponent.bits() < 6 ->
          folded(
              Stream.generate(() -> base).limit(exponent.numerator().intValue()).toList(),
              variable,
              false);
      case Expression other -> Optional.empty();
    };
  }

  private static Optional<Polynomial> folded(
      List<Expression> parts, Variable variable, boolean added) {
    Optional<Polynomial> result = of(parts.getFirst(), variable);
    for (Expression part : parts.subList(1, parts.size())) {
      Optional<Polynomial> next = of(part, variable);
      result =
          result.flatMap(
              one ->
                  next.flatMap(other -> added ? Optional.of(one.plus(other)) : one.times(other)));
    }
    return result;
  }

  private Polynomial plus(Polynomial other) {
    List<Expression> sum = new ArrayList<>();
    for (int power = 0; power < Math.max(size(), other.size()); power++) {
      sum.add(new Sum(List.of(coefficient(power), other.coefficient(power))));
    }
    return new Polynomial(sum);
  }

  private Polynomial times(Expression factor) {
    return new Polynomial(
        coefficients.stream().<Expression>map(each -> new Product(List.of(each, factor))).toList());
  }

  private Optional<Polynomial> times(Polynomial other) {
    if (size() + other.size() > MAX_DEGREE) {
      return Optional.empty();
    }
    List<Expression> product = new ArrayList<>();
    for (int power = 0; power < size() + other.size() - 1; power++) {
      List<Expression> terms = new ArrayList<>(List.of(ZERO));
      for (int low = 0; low <= power; low++) {
        if (low < size() && power - low < other.size()) {
          terms.add(new Product(List.of(coefficient(low), other.coefficient(power - low))));
        }
      }
      product.add(new Sum(terms));
    }
    return Optional.of(new Polynomial(product));
  }

  int size() {
    return coefficients.size();
  }

  Expression coefficient(int power) {
    return power < size() ? coefficients.get(power) : ZERO;
  }

  /// Returns the antiderivative without a constant.
  Expression antiderivative(Variable variable) {
    List<Expression> terms = new ArrayList<>(List.of(ZERO));
    for (int power = 0; power < size(); power++) {
      Rational next = new Rational(Fraction.of(power + 1L));
      terms.add(
          new Product(List.of(new Quotient(coefficient(power), next), new Power(variable, next))));
    }
    return new Sum(terms);
  }
}
