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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Values of expressions at one point in high precision, each with its error bound.
///
/// The evaluator also keeps the smallest addend it has seen: an error bound above that addend would
/// hide it, and equality must not be concluded then. One instance serves one expression at one
/// point.
final class Numeric {
  private static final int STEPS_PER_FUNCTION = 200;
  private static final int HASHED_DIGITS = 30;

  private final ComplexArithmetic arithmetic;
  private final ToDoubleFunction<String> point;
  private final Exact exact;
  private final Budget budget;
  private Optional<BigDecimal> smallestAddend = Optional.empty();
  private boolean staysReal = true;

  /// @param point value of each variable
  Numeric(ComplexArithmetic arithmetic, ToDoubleFunction<String> point, Budget budget) {
    this.arithmetic = arithmetic;
    this.point = point;
    this.exact = new Exact(budget);
    this.budget = budget;
  }

  /// Returns the smallest addend that is certainly not zero.
  Optional<BigDecimal> smallestAddend() {
    return smallestAddend;
  }

  /// Returns whether no root and no logarithm of a negative number was taken so far.
  boolean staysReal() {
    return staysReal;
  }

  private Ball leavingReals(Ball argument) {
    staysReal &= !argument.isReal() || argument.re().signum() >= 0;
    return argument;
  }

  /// Returns the value.
  ///
  /// @throws NoValueException if there is none, or none within reach
  Ball value(Expression expression) throws NoValueException {
    budget.spend(STEPS_PER_FUNCTION / 10);
    return switch (expression) {
      case Rational(Fraction number) -> arithmetic.fraction(number);
      case BaseNumber number -> arithmetic.fraction(Fraction.of(number.value()));
      case Constant constant -> constant(constant);
      case Variable(String name) -> Ball.exactly(new BigDecimal(point.applyAsDouble(name)));
      case Negation(Expression operand) -> value(operand).negate();
      case Percent(Expression operand) ->
          arithmetic.multiply(value(operand), Ball.exactly(new BigDecimal("0.01")));
      case Degrees(Expression operand) ->
          arithmetic.multiply(
              arithmetic.multiply(value(operand), arithmetic.pi()),
              arithmetic.fraction(Fraction.of(180).inverse()));
      case Sum(List<Expression> terms) -> sum(terms);
      case Product(List<Expression> factors) -> product(factors);
      case Quotient(Expression numerator, Expression denominator) ->
          arithmetic.multiply(value(numerator), arithmetic.inverse(value(denominator)));
      case Power(Expression base, Expression exponent) -> power(base, exponent);
      case Call(String function, List<Expression> arguments) -> call(function, arguments);
      case PlusMinus _, Structure _ -> throw NoValueException.outOfReach("no single value");
    };
  }

  private Ball constant(Constant constant) throws NoValueException {
    return switch (constant) {
      case PI -> arithmetic.pi();
      case E -> arithmetic.exp(Ball.exactly(BigDecimal.ONE));
      case IMAGINARY_UNIT -> new Ball(BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.ZERO);
      case INFINITY -> throw NoValueException.outOfReach("arithmetic with infinity");
    };
  }

  private Ball sum(List<Expression> terms) throws NoValueException {
    Ball sum = Ball.exactly(BigDecimal.ZERO);
    for (Expression term : terms) {
      Ball value = value(term);
      if (!value.mayBeZero()) {
        BigDecimal size = value.size();
        smallestAddend = Optional.of(smallestAddend.map(size::min).orElse(size));
      }
      sum = arithmetic.add(sum, value);
    }
    return sum;
  }

  private Ball product(List<Expression> factors) throws NoValueException {
    Ball product = Ball.exactly(BigDecimal.ONE);
    for (Expression factor : factors) {
      product = arithmetic.multiply(product, value(factor));
    }
    return product;
  }

  private Ball power(Expression base, Expression exponent) throws NoValueException {
    Optional<Fraction> rational = exact.value(exponent);
    if (rational.isPresent()) {
      return rationalPower(value(base), rational.get());
    }
    budget.spend(STEPS_PER_FUNCTION);
    return base == Constant.E
        ? arithmetic.exp(value(exponent))
        : arithmetic.exp(
            arithmetic.multiply(value(exponent), arithmetic.ln(leavingReals(value(base)))));
  }

  private Ball rationalPower(Ball base, Fraction exponent) throws NoValueException {
    if (exponent.isInteger()) {
      return arithmetic.power(base, exponent.numerator());
    }
    if (!exponent.denominator().testBit(0)) {
      leavingReals(base);
    }
    if (exponent.denominator().equals(BigInteger.TWO)) {
      return arithmetic.power(arithmetic.sqrt(base), exponent.numerator());
    }
    if (base.mayBeZero() && exponent.signum() > 0) {
      throw NoValueException.outOfReach("a root of almost zero");
    }
    budget.spend(STEPS_PER_FUNCTION);
    boolean realRoot = base.isReal() && base.re().signum() < 0 && exponent.denominator().testBit(0);
    Ball positive = realRoot ? base.negate() : base;
    Ball power =
        arithmetic.exp(arithmetic.multiply(arithmetic.ln(positive), arithmetic.fraction(exponent)));
    return realRoot && exponent.numerator().testBit(0) ? power.negate() : power;
  }

  private Ball call(String function, List<Expression> arguments) throws NoValueException {
    budget.spend(STEPS_PER_FUNCTION);
    Optional<Fraction> known = exact.value(new Call(function, arguments));
    if (known.isPresent()) {
      return arithmetic.fraction(known.get());
    }
    Expression last = arguments.getLast();
    return switch (function) {
      case Functions.ROOT -> root(arguments.getFirst(), last);
      case Functions.LOG ->
          quotient(
              arithmetic.ln(leavingReals(value(last))), arithmetic.ln(value(arguments.getFirst())));
      case "ln" -> arithmetic.ln(leavingReals(value(last)));
      case Functions.ABS -> arithmetic.abs(value(last));
      case Functions.FLOOR -> arithmetic.floor(value(last));
      case Functions.CEILING -> arithmetic.floor(value(last).negate()).negate();
      case "sin", "cos", "tan", "cot", "sec", "csc" -> trigonometric(function, value(last));
      case "sinh", "cosh", "tanh" -> hyperbolic(function, value(last));
      case "arcsin", "arccos", "arctan" -> inverse(function, value(last));
      default -> unknown(function, arguments);
    };
  }

  private Ball root(Expression degree, Expression radicand) throws NoValueException {
    Fraction exponent =
        exact
            .value(degree)
            .filter(number -> number.signum() != 0)
            .orElseThrow(() -> NoValueException.outOfReach("a root of unknown degree"))
            .inverse();
    Ball value = value(radicand);
    boolean zero = value.re().signum() == 0 && value.isReal() && value.error().signum() == 0;
    return zero && exponent.signum() > 0 ? value : rationalPower(value, exponent);
  }

  private Ball trigonometric(String function, Ball angle) throws NoValueException {
    return switch (function) {
      case "sin" -> arithmetic.sin(angle);
      case "cos" -> arithmetic.cos(angle);
      case "tan" -> quotient(arithmetic.sin(angle), arithmetic.cos(angle));
      case "cot" -> quotient(arithmetic.cos(angle), arithmetic.sin(angle));
      case "sec" -> arithmetic.inverse(arithmetic.cos(angle));
      default -> arithmetic.inverse(arithmetic.sin(angle));
    };
  }

  private Ball hyperbolic(String function, Ball value) throws NoValueException {
    Ball up = arithmetic.exp(value);
    Ball down = arithmetic.exp(value.negate());
    Ball half = Ball.exactly(new BigDecimal("0.5"));
    Ball sinh = arithmetic.multiply(arithmetic.add(up, down.negate()), half);
    Ball cosh = arithmetic.multiply(arithmetic.add(up, down), half);
    return switch (function) {
      case "sinh" -> sinh;
      case "cosh" -> cosh;
      default -> quotient(sinh, cosh);
    };
  }

  private Ball inverse(String function, Ball value) throws NoValueException {
    if (function.equals("arctan")) {
      return arithmetic.atan(value);
    }
    Ball square = arithmetic.multiply(value, value).negate();
    Ball cosine = arithmetic.sqrt(arithmetic.add(Ball.exactly(BigDecimal.ONE), square));
    Ball sine =
        cosine.mayBeZero() && value.isReal()
            ? arithmetic.multiply(
                arithmetic.multiply(arithmetic.pi(), Ball.exactly(new BigDecimal("0.5"))),
                Ball.exactly(BigDecimal.valueOf(value.re().signum())))
            : arithmetic.atan(quotient(value, cosine));
    Ball quarter = arithmetic.multiply(arithmetic.pi(), Ball.exactly(new BigDecimal("0.5")));
    return function.equals("arcsin") ? sine : arithmetic.add(quarter, sine.negate());
  }

  private Ball quotient(Ball numerator, Ball denominator) throws NoValueException {
    return arithmetic.multiply(numerator, arithmetic.inverse(denominator));
  }

  /// Returns a value that depends only on the function's name and the leading digits of the
  /// arguments.
  private Ball unknown(String function, List<Expression> arguments) throws NoValueException {
    long hash = function.hashCode();
    MathContext digits = new MathContext(HASHED_DIGITS);
    for (Expression argument : arguments) {
      Ball value = value(argument);
      hash = Trees.mix(hash ^ hashOf(value.re(), digits));
      hash = Trees.mix(hash ^ hashOf(value.im(), digits));
    }
    return Ball.exactly(BigDecimal.valueOf(hash >> 20, 10));
  }

  private static long hashOf(BigDecimal value, MathContext digits) {
    return value.round(digits).stripTrailingZeros().hashCode();
  }
}
