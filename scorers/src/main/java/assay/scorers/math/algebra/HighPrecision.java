package assay.scorers.math.algebra;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/// Elementary functions of real numbers to a given number of digits.
///
/// Results are accurate to a few units in the last of the requested digits; the work is done with
/// [#GUARD] more. One instance belongs to one thread.
///
/// Source: argument reduction followed by Taylor series, as in R. Brent and P. Zimmermann, "Modern
/// Computer Arithmetic" (2010), chapter 4.
final class HighPrecision {
  private static final int GUARD = 12;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final long MAX_EXPONENT = 1_000_000_000;
  private static final int MAX_ANGLE_DIGITS = 30;

  private final MathContext work;
  private Optional<BigDecimal> pi = Optional.empty();
  private Optional<BigDecimal> lnTen = Optional.empty();

  HighPrecision(int digits) {
    this.work = new MathContext(digits + GUARD + MAX_ANGLE_DIGITS, RoundingMode.HALF_EVEN);
  }

  /// Returns pi by Machin's formula, computed when it is first asked for.
  BigDecimal pi() {
    if (pi.isEmpty()) {
      BigDecimal fifth = inverseTangentOfReciprocal(5).multiply(BigDecimal.valueOf(16));
      BigDecimal rest = inverseTangentOfReciprocal(239).multiply(BigDecimal.valueOf(4));
      pi = Optional.of(fifth.subtract(rest, work));
    }
    return pi.get();
  }

  /// Returns ln 10 as 3 ln 2 + ln 5/4, computed when it is first asked for.
  private BigDecimal lnTen() {
    if (lnTen.isEmpty()) {
      BigDecimal two = logarithmNearOne(BigDecimal.ONE.divide(BigDecimal.valueOf(3), work));
      BigDecimal rest = logarithmNearOne(BigDecimal.ONE.divide(BigDecimal.valueOf(9), work));
      lnTen = Optional.of(two.multiply(BigDecimal.valueOf(3)).add(rest, work));
    }
    return lnTen.get();
  }

  /// Returns e to the power of x.
  BigDecimal exp(BigDecimal x) throws NoValueException {
    if (x.abs().compareTo(BigDecimal.valueOf(MAX_EXPONENT)) > 0) {
      throw NoValueException.outOfReach("the exponential function");
    }
    BigInteger scale = nearestInteger(x.divide(lnTen(), work)).toBigInteger();
    BigDecimal rest = x.subtract(lnTen().multiply(new BigDecimal(scale)), work);
    int halvings = 8;
    BigDecimal small = rest.divide(BigDecimal.valueOf(1L << halvings), work);
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int index = 1; !negligible(term); index++) {
      term = term.multiply(small, work).divide(BigDecimal.valueOf(index), work);
      sum = sum.add(term, work);
    }
    for (int index = 0; index < halvings; index++) {
      sum = sum.multiply(sum, work);
    }
    return sum.scaleByPowerOfTen(scale.intValueExact());
  }

  /// Returns the natural logarithm of a positive number.
  BigDecimal ln(BigDecimal x) {
    int exponent = x.precision() - x.scale() - 1;
    BigDecimal mantissa = x.scaleByPowerOfTen(-exponent);
    int roots = 3;
    for (int index = 0; index < roots; index++) {
      mantissa = mantissa.sqrt(work);
    }
    BigDecimal ratio = mantissa.subtract(BigDecimal.ONE).divide(mantissa.add(BigDecimal.ONE), work);
    return logarithmNearOne(ratio)
        .multiply(BigDecimal.valueOf(1L << roots))
        .add(lnTen().multiply(BigDecimal.valueOf(exponent)), work);
  }

  BigDecimal sin(BigDecimal x) throws NoValueException {
    return cos(x.subtract(pi().divide(TWO, work), work));
  }

  BigDecimal cos(BigDecimal x) throws NoValueException {
    if (x.precision() - x.scale() > MAX_ANGLE_DIGITS) {
      throw NoValueException.outOfReach("the cosine of so large an angle");
    }
    BigDecimal turn = pi().multiply(TWO);
    BigDecimal turns = nearestInteger(x.divide(turn, work));
    int halvings = 6;
    BigDecimal angle =
        x.subtract(turn.multiply(turns), work).divide(BigDecimal.valueOf(1L << halvings), work);
    BigDecimal square = angle.multiply(angle, work).negate();
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal term = BigDecimal.ONE;
    // The sum is cos - 1, whose doubling formula 2y(y + 2) loses no digits near zero.
    for (int index = 1; !negligible(term); index += 2) {
      term =
          term.multiply(square, work).divide(BigDecimal.valueOf((long) index * (index + 1)), work);
      sum = sum.add(term, work);
    }
    for (int index = 0; index < halvings; index++) {
      sum = sum.multiply(TWO).multiply(sum.add(TWO, work), work);
    }
    return sum.add(BigDecimal.ONE, work);
  }

  /// Returns the angle between -pi/2 and pi/2 whose tangent is x.
  BigDecimal atan(BigDecimal x) {
    if (x.abs().compareTo(BigDecimal.ONE) > 0) {
      BigDecimal quarter = pi().divide(TWO, work);
      BigDecimal rest = atan(BigDecimal.ONE.divide(x, work));
      return (x.signum() < 0 ? quarter.negate() : quarter).subtract(rest, work);
    }
    BigDecimal small = x;
    int halvings = 4;
    for (int index = 0; index < halvings; index++) {
      BigDecimal root = small.multiply(small, work).add(BigDecimal.ONE, work).sqrt(work);
      small = small.divide(root.add(BigDecimal.ONE, work), work);
    }
    return alternatingSeries(small).multiply(BigDecimal.valueOf(1L << halvings), work);
  }

  BigDecimal sqrt(BigDecimal x) {
    return x.sqrt(work);
  }

  /// Returns the nearest integer, without writing out the digits of a tiny number.
  private static BigDecimal nearestInteger(BigDecimal x) {
    boolean tiny = x.precision() - x.scale() < 0;
    return tiny ? BigDecimal.ZERO : x.setScale(0, RoundingMode.HALF_EVEN);
  }

  private BigDecimal inverseTangentOfReciprocal(long number) {
    return alternatingSeries(BigDecimal.ONE.divide(BigDecimal.valueOf(number), work));
  }

  private BigDecimal alternatingSeries(BigDecimal x) {
    return oddSeries(x, x.multiply(x, work).negate());
  }

  /// Returns ln((1 + r) / (1 - r)).
  private BigDecimal logarithmNearOne(BigDecimal ratio) {
    return oddSeries(ratio, ratio.multiply(ratio, work)).multiply(TWO, work);
  }

  private BigDecimal oddSeries(BigDecimal first, BigDecimal step) {
    BigDecimal sum = first;
    BigDecimal power = first;
    for (int index = 3; !negligible(power); index += 2) {
      power = power.multiply(step, work);
      sum = sum.add(power.divide(BigDecimal.valueOf(index), work), work);
    }
    return sum;
  }

  private boolean negligible(BigDecimal term) {
    return term.signum() == 0 || term.precision() - term.scale() < -work.getPrecision() - 2;
  }
}
