package assay.scorers.math.algebra;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// Arithmetic and elementary functions of complex numbers with error bounds.
///
/// Functions are principal values, except that roots of negative real numbers with an odd degree
/// are real. One instance belongs to one thread.
final class ComplexArithmetic {
  private static final MathContext BOUND = Ball.BOUND;
  private static final int MAX_ROUNDED_EXPONENT = 1000;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final MathContext context;
  private final HighPrecision functions;

  ComplexArithmetic(int digits) {
    this.context = new MathContext(digits, RoundingMode.HALF_EVEN);
    this.functions = new HighPrecision(digits);
  }

  Ball pi() {
    return rounded(functions.pi(), BigDecimal.ZERO, BigDecimal.ZERO);
  }

  Ball fraction(Fraction value) {
    BigDecimal quotient =
        new BigDecimal(value.numerator()).divide(new BigDecimal(value.denominator()), context);
    boolean exact = value.isInteger() && quotient.compareTo(new BigDecimal(value.numerator())) == 0;
    return exact ? Ball.exactly(quotient) : rounded(quotient, BigDecimal.ZERO, BigDecimal.ZERO);
  }

  Ball add(Ball left, Ball right) {
    return rounded(
        left.re().add(right.re(), context),
        left.im().add(right.im(), context),
        left.error().add(right.error(), BOUND));
  }

  Ball multiply(Ball left, Ball right) {
    BigDecimal re =
        left.re().multiply(right.re()).subtract(left.im().multiply(right.im()), context);
    BigDecimal im = left.re().multiply(right.im()).add(left.im().multiply(right.re()), context);
    BigDecimal error =
        left.size()
            .multiply(right.error(), BOUND)
            .add(right.size().multiply(left.error(), BOUND), BOUND)
            .add(left.error().multiply(right.error(), BOUND), BOUND);
    return rounded(re, im, error);
  }

  Ball inverse(Ball value) throws NoValueException {
    if (value.mayBeZero()) {
      throw NoValueException.undefined("division by zero");
    }
    BigDecimal square =
        value.re().multiply(value.re()).add(value.im().multiply(value.im()), context);
    BigDecimal least = magnitude(value).subtract(value.error(), context);
    if (least.signum() <= 0) {
      throw NoValueException.outOfReach("division by almost zero");
    }
    BigDecimal error = value.error().divide(least, BOUND).divide(least, BOUND).multiply(TWO);
    return rounded(
        value.re().divide(square, context), value.im().negate().divide(square, context), error);
  }

  /// Returns an integer power; negative ones of zero are undefined, as is the zeroth.
  Ball power(Ball base, BigInteger exponent) throws NoValueException {
    if (exponent.bitLength() > 31) {
      throw NoValueException.outOfReach("so large a power");
    }
    if (exponent.signum() <= 0 && base.mayBeZero()) {
      throw NoValueException.undefined("a power of zero");
    }
    Ball factor = exponent.signum() < 0 ? inverse(base) : base;
    Ball result = Ball.exactly(BigDecimal.ONE);
    BigInteger size = exponent.abs();
    for (int bit = size.bitLength() - 1; bit >= 0; bit--) {
      result = multiply(result, result);
      result = size.testBit(bit) ? multiply(result, factor) : result;
      requireReach(result);
    }
    return result;
  }

  Ball exp(Ball value) throws NoValueException {
    BigDecimal size = functions.exp(value.re());
    requireSmall(value.error());
    BigDecimal error = size.multiply(value.error(), BOUND).multiply(TWO);
    if (value.isReal()) {
      return rounded(size, BigDecimal.ZERO, error);
    }
    return rounded(
        size.multiply(functions.cos(value.im())), size.multiply(functions.sin(value.im())), error);
  }

  Ball ln(Ball value) throws NoValueException {
    if (value.mayBeZero()) {
      throw NoValueException.undefined("the logarithm of zero");
    }
    BigDecimal size = magnitude(value);
    BigDecimal least = size.subtract(value.error(), context);
    if (least.signum() <= 0) {
      throw NoValueException.outOfReach("the logarithm of almost zero");
    }
    BigDecimal error = value.error().divide(least, BOUND).multiply(TWO);
    return rounded(functions.ln(size), argument(value), error);
  }

  /// Returns the principal square root.
  Ball sqrt(Ball value) throws NoValueException {
    if (value.isReal()) {
      BigDecimal root = functions.sqrt(value.re().abs());
      BigDecimal error =
          value.mayBeZero()
              ? functions.sqrt(value.error()).round(BOUND).multiply(TWO)
              : value.error().divide(root, BOUND);
      boolean negative = value.re().signum() < 0;
      return rounded(negative ? BigDecimal.ZERO : root, negative ? root : BigDecimal.ZERO, error);
    }
    return exp(multiply(ln(value), Ball.exactly(HALF)));
  }

  Ball sin(Ball value) throws NoValueException {
    if (value.isReal() && value.re().signum() == 0 && value.error().signum() == 0) {
      return value;
    }
    if (!value.isReal()) {
      Ball turned = turned(value);
      Ball difference = add(exp(turned), exp(turned.negate()).negate());
      return multiply(difference, new Ball(BigDecimal.ZERO, HALF.negate(), BigDecimal.ZERO));
    }
    return rounded(functions.sin(value.re()), BigDecimal.ZERO, value.error());
  }

  Ball cos(Ball value) throws NoValueException {
    if (!value.isReal()) {
      Ball turned = turned(value);
      return multiply(add(exp(turned), exp(turned.negate())), Ball.exactly(HALF));
    }
    return rounded(functions.cos(value.re()), BigDecimal.ZERO, value.error());
  }

  /// Returns the inverse tangent of a real number.
  Ball atan(Ball value) throws NoValueException {
    requireReal(value);
    return rounded(functions.atan(value.re()), BigDecimal.ZERO, value.error());
  }

  Ball abs(Ball value) {
    return value.isReal()
        ? new Ball(value.re().abs(), BigDecimal.ZERO, value.error())
        : rounded(magnitude(value), BigDecimal.ZERO, value.error());
  }

  /// Returns the largest integer not above a real number. Within its error of an integer, the
  /// number counts as that integer.
  Ball floor(Ball value) throws NoValueException {
    requireReal(value);
    requireSmall(value.error());
    int exponent = value.re().precision() - value.re().scale();
    if (value.re().signum() != 0 && Math.abs(exponent) > MAX_ROUNDED_EXPONENT) {
      throw NoValueException.outOfReach("the integer part of so large or small a number");
    }
    BigDecimal nearest = value.re().setScale(0, RoundingMode.HALF_EVEN);
    boolean integer = value.re().subtract(nearest, context).abs().compareTo(value.error()) <= 0;
    return Ball.exactly(integer ? nearest : value.re().setScale(0, RoundingMode.FLOOR));
  }

  private static Ball turned(Ball value) {
    return new Ball(value.im().negate(), value.re(), value.error());
  }

  private BigDecimal magnitude(Ball value) {
    return value.isReal()
        ? value.re().abs()
        : functions.sqrt(
            value.re().multiply(value.re()).add(value.im().multiply(value.im()), context));
  }

  private BigDecimal argument(Ball value) {
    if (value.isReal()) {
      return value.re().signum() < 0 ? functions.pi() : BigDecimal.ZERO;
    }
    BigDecimal quarter = functions.pi().multiply(HALF);
    if (value.re().abs().compareTo(value.im().abs()) < 0) {
      BigDecimal angle = functions.atan(value.re().divide(value.im(), context));
      return (value.im().signum() > 0 ? quarter : quarter.negate()).subtract(angle, context);
    }
    BigDecimal angle = functions.atan(value.im().divide(value.re(), context));
    if (value.re().signum() > 0) {
      return angle;
    }
    return value.im().signum() > 0
        ? angle.add(functions.pi(), context)
        : angle.subtract(functions.pi(), context);
  }

  private Ball rounded(BigDecimal re, BigDecimal im, BigDecimal error) {
    Ball ball = new Ball(re.round(context), im.round(context), error);
    BigDecimal unit = ball.size().scaleByPowerOfTen(1 - context.getPrecision());
    return new Ball(ball.re(), ball.im(), error.add(unit, BOUND));
  }

  private static void requireReal(Ball value) throws NoValueException {
    if (!value.isReal()) {
      throw NoValueException.outOfReach("a function of complex numbers");
    }
  }

  private static void requireSmall(BigDecimal error) throws NoValueException {
    if (error.compareTo(HALF) > 0) {
      throw NoValueException.outOfReach("so inexact a number");
    }
  }

  private static void requireReach(Ball value) throws NoValueException {
    int limit = 1_000_000_000;
    if (Math.abs(value.re().scale()) > limit || Math.abs(value.im().scale()) > limit) {
      throw NoValueException.outOfReach("so large a number");
    }
  }
}
