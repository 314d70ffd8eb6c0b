package assay.engine.template;

import java.math.BigDecimal;
import java.math.BigInteger;

/// A number; Python counts its booleans among them.
sealed interface NumberValue extends Value {

  /// True or false, which calculates as 1 or 0.
  record Bool(boolean value) implements NumberValue {
    static final Bool TRUE = new Bool(true);
    static final Bool FALSE = new Bool(false);

    static Bool of(boolean value) {
      return value ? TRUE : FALSE;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof NumberValue number && compare(this, number) == 0;
    }

    @Override
    public int hashCode() {
      return hash(this);
    }

    @Override
    public String typeName() {
      return "bool";
    }
  }

  /// A whole number of any size.
  record Int(BigInteger value) implements NumberValue {
    static Int of(long value) {
      return new Int(BigInteger.valueOf(value));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof NumberValue number && compare(this, number) == 0;
    }

    @Override
    public int hashCode() {
      return hash(this);
    }

    @Override
    public String typeName() {
      return "int";
    }
  }

  /// A double.
  record Real(double value) implements NumberValue {
    @Override
    public boolean equals(Object other) {
      return other instanceof NumberValue number
          && !Double.isNaN(value)
          && compare(this, number) == 0;
    }

    @Override
    public int hashCode() {
      return hash(this);
    }

    @Override
    public String typeName() {
      return "float";
    }
  }

  /// The value as a double, rounded if it is a large whole number.
  default double asDouble() {
    return switch (this) {
      case Bool bool -> bool.value() ? 1 : 0;
      case Int number -> number.value().doubleValue();
      case Real number -> number.value();
    };
  }

  /// Tells whether it is a float that is no number.
  default boolean isNaN() {
    return this instanceof Real number && Double.isNaN(number.value());
  }

  /// The exact whole number of a boolean or an int; a float is refused.
  default BigInteger asWhole() {
    return switch (this) {
      case Bool bool -> bool.value() ? BigInteger.ONE : BigInteger.ZERO;
      case Int number -> number.value();
      case Real _ ->
          throw new EvaluationException("'float' object cannot be interpreted as an integer");
    };
  }

  /// Compares exactly, without rounding either side to a double; a NaN must have been excluded.
  static int compare(NumberValue left, NumberValue right) {
    if (left instanceof Real || right instanceof Real) {
      double a = left.asDouble();
      double b = right.asDouble();
      if (Double.isNaN(b)) {
        return 1;
      }
      if (Double.isInfinite(a) || Double.isInfinite(b)) {
        return a == b ? 0 : a < b ? -1 : 1;
      }
      return decimal(left).compareTo(decimal(right));
    }
    return left.asWhole().compareTo(right.asWhole());
  }

  private static BigDecimal decimal(NumberValue number) {
    return number instanceof Real real
        ? new BigDecimal(real.value())
        : new BigDecimal(number.asWhole());
  }

  private static int hash(NumberValue number) {
    if (number instanceof Real real) {
      double value = real.value();
      boolean whole = !Double.isInfinite(value) && Math.rint(value) == value;
      return whole ? new BigDecimal(value).toBigInteger().hashCode() : Double.hashCode(value);
    }
    return number.asWhole().hashCode();
  }
}
