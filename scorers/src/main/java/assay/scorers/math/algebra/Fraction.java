package assay.scorers.math.algebra;

import java.math.BigInteger;

/// An exact rational number in lowest terms with a positive denominator.
public record Fraction(BigInteger numerator, BigInteger denominator)
    implements Comparable<Fraction> {
  public static final Fraction ZERO = of(0);
  public static final Fraction ONE = of(1);

  public Fraction {
    if (denominator.signum() == 0) {
      throw new IllegalArgumentException("denominator is zero");
    }
    BigInteger divisor = numerator.gcd(denominator);
    if (denominator.signum() < 0) {
      divisor = divisor.negate();
    }
    if (!divisor.equals(BigInteger.ONE)) {
      numerator = numerator.divide(divisor);
      denominator = denominator.divide(divisor);
    }
  }

  public static Fraction of(long value) {
    return of(BigInteger.valueOf(value));
  }

  public static Fraction of(BigInteger value) {
    return new Fraction(value, BigInteger.ONE);
  }

  /// Returns the number that a decimal such as `12`, `0.5` or `0.1(6)` denotes; digits in
  /// parentheses repeat for ever.
  public static Fraction ofDecimal(String text) {
    int open = text.indexOf('(');
    String repeating = open < 0 ? "" : text.substring(open + 1, text.length() - 1);
    String finite = open < 0 ? text : text.substring(0, open);
    int point = finite.indexOf('.');
    int places = point < 0 ? 0 : finite.length() - point - 1;
    String digits = finite.replace(".", "");
    BigInteger scale = BigInteger.TEN.pow(places);
    BigInteger whole = digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
    if (repeating.isEmpty()) {
      return new Fraction(whole, scale);
    }
    BigInteger nines = BigInteger.TEN.pow(repeating.length()).subtract(BigInteger.ONE);
    return new Fraction(
        whole.multiply(nines).add(new BigInteger(repeating)), scale.multiply(nines));
  }

  public boolean isInteger() {
    return denominator.equals(BigInteger.ONE);
  }

  public int signum() {
    return numerator.signum();
  }

  public int bits() {
    return Math.max(numerator.bitLength(), denominator.bitLength());
  }

  public Fraction plus(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  public Fraction times(Fraction other) {
    return new Fraction(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /// Returns the reciprocal of a number that is not zero.
  public Fraction inverse() {
    return new Fraction(denominator, numerator);
  }

  public Fraction negate() {
    return new Fraction(numerator.negate(), denominator);
  }

  public Fraction abs() {
    return signum() < 0 ? negate() : this;
  }

  /// Returns the power for an exponent that is not negative.
  public Fraction power(int exponent) {
    return new Fraction(numerator.pow(exponent), denominator.pow(exponent));
  }

  /// Returns the largest integer that is not greater.
  public BigInteger floor() {
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  @Override
  public int compareTo(Fraction other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }
}
