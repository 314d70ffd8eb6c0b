package assay.scorers.math.sound;

import assay.scorers.math.algebra.Expression;
import assay.scorers.math.algebra.Fraction;
import assay.scorers.math.algebra.Scalars;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/// Long decimals as programs print them, beside the values that they round.
///
/// @param leastDigits significant digits from which on a decimal counts as rounded
record RoundedDecimals(Scalars scalars, int leastDigits) {
  private static final int MAX_BITS = 4_000;

  /// Digits of which a double has none to spare, so that its last places carry rounding errors.
  private static final int DOUBLE_DIGITS = 15;

  private static final BigDecimal DOUBLE_ERROR = BigDecimal.valueOf(Math.ulp(1.0));

  /// Returns whether one of the two is a decimal that rounds or cuts off the other, which has no
  /// decimal form itself.
  boolean agree(Expression left, Expression right) {
    return rounds(left, right) || rounds(right, left);
  }

  private boolean rounds(Expression rounded, Expression exact) {
    Optional<BigDecimal> decimal =
        scalars.exactValue(rounded).flatMap(RoundedDecimals::decimal).filter(this::isLong);
    boolean endless = scalars.exactValue(exact).map(value -> decimal(value).isEmpty()).orElse(true);
    return decimal.isPresent() && endless && near(exact, decimal.get());
  }

  /// Rounding is off by half a unit of the last place, cutting by one unit towards zero.
  private boolean near(Expression exact, BigDecimal decimal) {
    BigDecimal towardsZero = error(decimal, decimal.ulp().divide(BigDecimal.TWO));
    BigDecimal outwards = error(decimal, decimal.ulp());
    boolean positive = decimal.signum() > 0;
    BigDecimal low = decimal.subtract(positive ? towardsZero : outwards);
    BigDecimal high = decimal.add(positive ? outwards : towardsZero);
    return scalars.between(exact, fraction(low), fraction(high));
  }

  private static BigDecimal error(BigDecimal decimal, BigDecimal places) {
    return decimal.precision() >= DOUBLE_DIGITS
        ? places.max(decimal.abs().multiply(DOUBLE_ERROR))
        : places;
  }

  private boolean isLong(BigDecimal decimal) {
    return decimal.scale() > 0 && decimal.precision() >= leastDigits;
  }

  /// Returns the number as a decimal without zeros at its end, or empty where it has no end.
  private static Optional<BigDecimal> decimal(Fraction value) {
    BigInteger rest = value.denominator();
    if (value.bits() > MAX_BITS) {
      return Optional.empty();
    }
    rest = rest.shiftRight(rest.getLowestSetBit());
    BigInteger five = BigInteger.valueOf(5);
    while (rest.mod(five).signum() == 0) {
      rest = rest.divide(five);
    }
    return rest.equals(BigInteger.ONE)
        ? Optional.of(
            new BigDecimal(value.numerator())
                .divide(new BigDecimal(value.denominator()))
                .stripTrailingZeros())
        : Optional.empty();
  }

  private static Fraction fraction(BigDecimal decimal) {
    return Fraction.ofDecimal(decimal.toPlainString());
  }
}
