package assay.scorers.math.sound;

import assay.scorers.math.algebra.Budget;
import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Expression.Call;
import assay.scorers.math.algebra.Expression.Constant;
import assay.scorers.math.algebra.Expression.Negation;
import assay.scorers.math.algebra.Expression.Power;
import assay.scorers.math.algebra.Expression.Product;
import assay.scorers.math.algebra.Expression.Quotient;
import assay.scorers.math.algebra.Expression.Rational;
import assay.scorers.math.algebra.Expression.Structure;
import assay.scorers.math.algebra.Expression.Sum;
import assay.scorers.math.algebra.Expression.Variable;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Functions;
import assay.scorers.math.algebra.Scalars;
import assay.scorers.math.algebra.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Definite integrals with an antiderivative that is known exactly: of polynomials, of powers,
/// exponentials, sines and cosines of linear expressions, and of one over a square and a positive
/// number, their sums and multiples.
///
/// Any other integral is an unknown function of its integrand and bounds.
final class Integrals {
  private static final long STEPS = 200_000;
  private static final Rational ONE = new Rational(Fraction.ONE);

  private final Variable variable;
  private final Expression low;
  private final Expression high;
  private final Budget budget = new Budget(STEPS);
  private final Scalars scalars = new Scalars(0, budget);

  private Integrals(Variable variable, Expression low, Expression high) {
    this.variable = variable;
    this.low = low;
    this.high = high;
  }

  /// Returns the integral of what stands behind the sign, its differential included.
  ///
  /// @throws UnreadableException if it has no differential
  static Expression of(Expression low, Expression high, Expression behind)
      throws UnreadableException {
    Differential found =
        differential(behind).orElseThrow(() -> new UnreadableException("an integral over nothing"));
    Integrals integral = new Integrals(found.variable(), low, high);
    return integral
        .antiderivative(found.integrand())
        .map(integral::betweenBounds)
        .orElseGet(() -> integral.unknown(found.integrand()));
  }

  private record Differential(Expression integrand, Variable variable) {}

  /// Takes `dx` off the end.
  private static Optional<Differential> differential(Expression expression) {
    return switch (expression) {
      case Product(List<Expression> factors)
          when factors.size() >= 2
              && factors.get(factors.size() - 2).equals(new Variable("d"))
              && factors.getLast() instanceof Variable variable -> {
        List<Expression> rest = new ArrayList<>(factors.subList(0, factors.size() - 2));
        rest.add(ONE);
        yield Optional.of(new Differential(new Product(rest), variable));
      }
      case Sum(List<Expression> terms) ->
          differential(terms.getLast())
              .map(
                  last -> {
                    List<Expression> all = new ArrayList<>(terms.subList(0, terms.size() - 1));
                    all.add(last.integrand());
                    return new Differential(new Sum(all), last.variable());
                  });
      case Negation(Expression operand) ->
          differential(operand)
              .map(inner -> new Differential(new Negation(inner.integrand()), inner.variable()));
      case Quotient(Expression over, Expression under) ->
          differential(over)
              .map(
                  inner ->
                      new Differential(new Quotient(inner.integrand(), under), inner.variable()));
      case Expression other -> Optional.empty();
    };
  }

  private Expression betweenBounds(Expression antiderivative) {
    return new Sum(List.of(at(antiderivative, high), new Negation(at(antiderivative, low))));
  }

  private Expression at(Expression expression, Expression value) {
    return Trees.substitute(expression, each -> each.equals(variable) ? value : each);
  }

  private Expression unknown(Expression integrand) {
    return new Call("integral", List.of(at(integrand, new Variable("index")), low, high));
  }

  private boolean depends(Expression expression) {
    return Trees.occurs(expression, variable, budget);
  }

  private Optional<Expression> antiderivative(Expression integrand) {
    if (low == Constant.INFINITY || high == Constant.INFINITY || infinite(low) || infinite(high)) {
      return Optional.empty();
    }
    Optional<Expression> polynomial =
        Polynomial.of(integrand, variable).map(known -> known.antiderivative(variable));
    return polynomial.or(
        () ->
            switch (integrand) {
              case Sum(List<Expression> terms) -> sum(terms);
              case Negation(Expression operand) -> antiderivative(operand).map(Negation::new);
              case Product(List<Expression> factors) -> product(factors);
              case Quotient(Expression over, Expression under) -> quotient(over, under);
              case Power(Expression base, Expression exponent) -> power(base, exponent);
              case Call(String function, List<Expression> arguments) -> call(function, arguments);
              case Expression other -> Optional.empty();
            });
  }

  private static boolean infinite(Expression bound) {
    return bound instanceof Structure || bound.equals(new Negation(Constant.INFINITY));
  }

  private Optional<Expression> sum(List<Expression> terms) {
    List<Expression> all = new ArrayList<>();
    for (Expression term : terms) {
      Optional<Expression> next = antiderivative(term);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      all.add(next.get());
    }
    return Optional.of(new Sum(all));
  }

  /// Of several factors, at most one may contain the variable.
  private Optional<Expression> product(List<Expression> factors) {
    List<Expression> constants = new ArrayList<>();
    List<Expression> others = new ArrayList<>();
    factors.forEach(factor -> (depends(factor) ? others : constants).add(factor));
    if (others.size() != 1) {
      return Optional.empty();
    }
    return antiderivative(others.getFirst())
        .map(
            known -> {
              constants.add(known);
              return new Product(constants);
            });
  }

  private Optional<Expression> quotient(Expression over, Expression under) {
    if (!depends(under)) {
      return antiderivative(over).map(known -> new Quotient(known, under));
    }
    if (depends(over)) {
      return Optional.empty();
    }
    Optional<Expression> known =
        switch (under) {
          case Power(Expression base, Rational(Fraction exponent)) ->
              power(base, new Rational(exponent.negate()));
          case Call(String function, List<Expression> arguments)
              when function.equals(Functions.ROOT)
                  && arguments.getFirst() instanceof Rational(Fraction degree) ->
              power(arguments.getLast(), new Rational(degree.inverse().negate()));
          case Expression base ->
              power(base, new Rational(Fraction.of(-1))).or(() -> inverseTangent(base));
        };
    return known.map(each -> new Product(List.of(over, each)));
  }

  /// Returns the antiderivative of one over `a x^2 + c` with positive `a` and `c`, which is
  /// `arctan(x sqrt(a / c)) / sqrt(a c)`.
  private Optional<Expression> inverseTangent(Expression under) {
    Rational zero = new Rational(Fraction.ZERO);
    return Polynomial.of(under, variable)
        .filter(known -> known.size() == 3 && scalars.equal(known.coefficient(1), zero))
        .filter(known -> positive(known.coefficient(0)) && positive(known.coefficient(2)))
        .map(
            known -> {
              Expression a = known.coefficient(2);
              Expression c = known.coefficient(0);
              Expression inner = new Product(List.of(variable, root(new Quotient(a, c))));
              return new Quotient(
                  new Call("arctan", List.of(inner)), root(new Product(List.of(a, c))));
            });
  }

  private boolean positive(Expression number) {
    return scalars.sign(number).filter(sign -> sign > 0).isPresent();
  }

  private static Expression root(Expression number) {
    return new Call(Functions.ROOT, List.of(new Rational(Fraction.of(2)), number));
  }

  /// Powers that are not natural numbers need a base that does not change its sign.
  private Optional<Expression> power(Expression base, Expression exponent) {
    if (!depends(base)) {
      return slope(exponent)
          .map(
              slope ->
                  new Quotient(
                      new Power(base, exponent),
                      new Product(List.of(slope, new Call("ln", List.of(base))))));
    }
    Optional<Expression> slope = slope(base);
    if (slope.isEmpty()
        || !(exponent instanceof Rational(Fraction power))
        || !positive(base, power)) {
      return Optional.empty();
    }
    Fraction next = power.plus(Fraction.ONE);
    Expression outer =
        next.signum() == 0
            ? new Call("ln", List.of(base))
            : new Quotient(new Power(base, new Rational(next)), new Rational(next));
    return slope.map(inner -> new Quotient(outer, inner));
  }

  private boolean positive(Expression base, Fraction power) {
    boolean natural = power.isInteger() && power.signum() >= 0;
    int least = power.signum() > 0 ? 0 : 1;
    return natural
        || (scalars.sign(at(base, low)).filter(sign -> sign >= least).isPresent()
            && scalars.sign(at(base, high)).filter(sign -> sign >= least).isPresent());
  }

  private Optional<Expression> call(String function, List<Expression> arguments) {
    Expression inner = arguments.getLast();
    return switch (function) {
      case "sin" ->
          slope(inner).map(slope -> new Negation(new Quotient(new Call("cos", arguments), slope)));
      case "cos" -> slope(inner).map(slope -> new Quotient(new Call("sin", arguments), slope));
      case Functions.ROOT ->
          arguments.getFirst() instanceof Rational(Fraction degree)
              ? power(inner, new Rational(degree.inverse()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /// Returns the factor of the variable in a linear expression.
  private Optional<Expression> slope(Expression expression) {
    return Polynomial.of(expression, variable)
        .filter(known -> known.size() == 2)
        .map(known -> known.coefficient(1))
        .filter(slope -> scalars.sign(slope).filter(sign -> sign != 0).isPresent());
  }
}
