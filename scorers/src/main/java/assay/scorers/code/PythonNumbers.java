package assay.scorers.code;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/// Numbers as Python compares them: exactly, across types, with truth values as 0 and 1.
final class PythonNumbers {
  private PythonNumbers() {}

  /// Returns whether both are numbers and equal, as Python's `==` has it. Not-a-number equals
  /// nothing.
  static boolean equal(PythonValue one, PythonValue other) {
    if (one instanceof PythonValue.Int && other instanceof PythonValue.Int) {
      return one.equals(other);
    }
    if (one instanceof PythonValue.Real(double a) && other instanceof PythonValue.Real(double b)) {
      return a == b;
    }
    if (one instanceof PythonValue.Ratio ratio) {
      return equalsRatio(ratio, other);
    }
    if (other instanceof PythonValue.Ratio ratio) {
      return equalsRatio(ratio, one);
    }
    Optional<BigDecimal> a = exact(one);
    Optional<BigDecimal> b = exact(other);
    return a.isPresent() && b.isPresent() && a.get().compareTo(b.get()) == 0;
  }

  private static boolean equalsRatio(PythonValue.Ratio ratio, PythonValue other) {
    return switch (other) {
      case PythonValue.Ratio(BigInteger above, BigInteger below) ->
          ratio.above().multiply(below).equals(above.multiply(ratio.below()));
      case PythonValue.Int(BigInteger integer) ->
          ratio.above().equals(integer.multiply(ratio.below()));
      case PythonValue.Bool _, PythonValue.Real _ ->
          fitsDouble(ratio)
              && exact(other)
                  .filter(
                      value ->
                          value
                                  .multiply(new BigDecimal(ratio.below()))
                                  .compareTo(new BigDecimal(ratio.above()))
                              == 0)
                  .isPresent();
      case PythonValue.None _,
          PythonValue.Str _,
          PythonValue.Sequence _,
          PythonValue.Tuple _,
          PythonValue.Array _,
          PythonValue.Dict _,
          PythonValue.Other _ ->
          false;
    };
  }

  /// Returns whether a fraction in lowest terms is small enough to be a double. Comparing decimals
  /// of millions of digits would take superlinear time.
  private static boolean fitsDouble(PythonValue.Ratio ratio) {
    return ratio.above().bitLength() <= Double.MAX_EXPONENT + 1
        && ratio.below().bitLength() <= Double.PRECISION - Double.MIN_EXPONENT;
  }

  /// Returns the exact value of a number that could equal a double or a truth value.
  static Optional<BigDecimal> exact(PythonValue value) {
    return switch (value) {
      case PythonValue.Bool(boolean truth) -> Optional.of(truth ? BigDecimal.ONE : BigDecimal.ZERO);
      case PythonValue.Int(BigInteger integer) ->
          Optional.of(integer)
              .filter(i -> i.bitLength() <= Double.MAX_EXPONENT + 1)
              .map(BigDecimal::new);
      case PythonValue.Real(double number) ->
          Optional.of(number).filter(Double::isFinite).map(BigDecimal::new);
      case PythonValue.None _,
          PythonValue.Ratio _,
          PythonValue.Str _,
          PythonValue.Sequence _,
          PythonValue.Tuple _,
          PythonValue.Array _,
          PythonValue.Dict _,
          PythonValue.Other _ ->
          Optional.empty();
    };
  }
}
