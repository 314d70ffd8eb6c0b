package assay.scorers.math.algebra;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// A complex number known up to an error.
///
/// @param re real part
/// @param im imaginary part
/// @param error bound of the distance to the true value, not negative
record Ball(BigDecimal re, BigDecimal im, BigDecimal error) {
  /// Bounds need few digits, rounded upwards. Every addition names a context: exact sums of numbers
  /// whose magnitudes differ by millions of digits would have millions of digits.
  static final MathContext BOUND = new MathContext(6, RoundingMode.UP);

  private static final BigDecimal HALF = new BigDecimal("0.5");

  static Ball exactly(BigDecimal value) {
    return new Ball(value, BigDecimal.ZERO, BigDecimal.ZERO);
  }

  /// Returns whether the imaginary part is exactly zero.
  boolean isReal() {
    return im.signum() == 0;
  }

  /// Returns an upper bound of the distance of the centre from zero, at most a factor of 1.5 too
  /// large.
  BigDecimal size() {
    BigDecimal real = re.abs();
    BigDecimal imaginary = im.abs();
    return real.max(imaginary).add(real.min(imaginary).multiply(HALF), BOUND);
  }

  /// Returns whether the true value may be zero.
  boolean mayBeZero() {
    return re.abs().compareTo(error) <= 0 && im.abs().compareTo(error) <= 0;
  }

  Ball negate() {
    return new Ball(re.negate(), im.negate(), error);
  }
}
