package assay.scorers.math.sound;

import assay.scorers.math.algebra.Budget;
import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Scalars;
import assay.scorers.math.algebra.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Limits of quotients of polynomials, by their leading coefficients at infinity and by the rule of
/// L'Hôpital at a number. Any other limit is an unknown function of its term and place.
final class Limits {
  private static final Rational ZERO = new Rational(Fraction.ZERO);

  private final Variable variable;
  private final Scalars scalars = new Scalars(0, new Budget(200_000));

  private Limits(Variable variable) {
    this.variable = variable;
  }

  /// Returns the limit of a term as the variable goes to a place.
  static Expression of(Variable variable, Expression place, Expression term) {
    Limits limits = new Limits(variable);
    Expression over = term instanceof Quotient(Expression top, Expression bottom) ? top : term;
    Expression under =
        term instanceof Quotient(Expression top, Expression bottom)
            ? bottom
            : new Rational(Fraction.ONE);
    return Polynomial.of(over, variable)
        .flatMap(
            top ->
                Polynomial.of(under, variable)
                    .flatMap(
                        bottom ->
                            place == Constant.INFINITY
                                ? limits.atInfinity(top, bottom)
                                : limits.at(place, top, bottom)))
        .orElseGet(() -> limits.unknown(place, term));
  }

  private Expression unknown(Expression place, Expression term) {
    Expression nameless =
        Trees.substitute(term, each -> each.equals(variable) ? new Variable("index") : each);
    return new Call("limit", List.of(nameless, place));
  }

  private Optional<Expression> atInfinity(Polynomial top, Polynomial bottom) {
    int over = degree(top);
    int under = degree(bottom);
    if (under < 0 || over < 0) {
      return under < 0 ? Optional.empty() : Optional.of(ZERO);
    }
    Expression quotient = new Quotient(top.coefficient(over), bottom.coefficient(under));
    if (over <= under) {
      return Optional.of(over < under ? ZERO : quotient);
    }
    return scalars
        .sign(quotient)
        .map(sign -> sign > 0 ? Constant.INFINITY : new Negation(Constant.INFINITY));
  }

  private int degree(Polynomial polynomial) {
    int degree = polynomial.size() - 1;
    while (degree >= 0 && scalars.equal(polynomial.coefficient(degree), ZERO)) {
      degree--;
    }
    return degree;
  }

  private Optional<Expression> at(Expression place, Polynomial top, Polynomial bottom) {
    Expression over = value(top, place);
    Expression under = value(bottom, place);
    if (!scalars.equal(under, ZERO)) {
      return Optional.of(new Quotient(over, under));
    }
    boolean undetermined = scalars.equal(over, ZERO) && top.size() > 1 && bottom.size() > 1;
    return undetermined ? at(place, derivative(top), derivative(bottom)) : Optional.empty();
  }

  private static Expression value(Polynomial polynomial, Expression place) {
    Expression value = ZERO;
    for (Expression coefficient : polynomial.coefficients().reversed()) {
      value = new Expression.Sum(List.of(new Product(List.of(value, place)), coefficient));
    }
    return value;
  }

  private static Polynomial derivative(Polynomial polynomial) {
    List<Expression> coefficients = new ArrayList<>();
    for (int power = 1; power < polynomial.size(); power++) {
      coefficients.add(
          new Product(List.of(new Rational(Fraction.of(power)), polynomial.coefficient(power))));
    }
    return new Polynomial(coefficients);
  }
}
