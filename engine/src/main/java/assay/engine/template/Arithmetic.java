package assay.engine.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/// Python's arithmetic operators on numbers, strings and sequences.
final class Arithmetic {
  /// No whole number in a rendering may pass this length in bits.
  private static final int MOST_BITS = 1 << 16;

  private Arithmetic() {}

  static Value apply(Expression.Operator operator, Value left, Value right) {
    refuseUndefined(left);
    if (operator == Expression.Operator.MODULO && left instanceof TextValue format) {
      return PercentFormat.apply(format, right);
    }
    refuseUndefined(right);
    if (left instanceof NumberValue a && right instanceof NumberValue b) {
      boolean whole = !(a instanceof NumberValue.Real) && !(b instanceof NumberValue.Real);
      return whole
          ? wholes(operator, a.asWhole(), b.asWhole())
          : floats(operator, finite(a), finite(b));
    }
    return switch (operator) {
      case ADD -> concatenate(left, right);
      case MULTIPLY -> repeat(left, right);
      case SUBTRACT, DIVIDE, FLOOR_DIVIDE, MODULO, POWER ->
          throw unsupported(operator, left, right);
    };
  }

  static Value negate(Value value) {
    return switch (number(value, "-")) {
      case NumberValue.Real number -> new NumberValue.Real(-number.value());
      case NumberValue.Bool bool -> new NumberValue.Int(bool.asWhole().negate());
      case NumberValue.Int number -> new NumberValue.Int(number.value().negate());
    };
  }

  static Value plus(Value value) {
    NumberValue number = number(value, "+");
    return number instanceof NumberValue.Bool bool ? new NumberValue.Int(bool.asWhole()) : number;
  }

  private static NumberValue number(Value value, String operator) {
    refuseUndefined(value);
    if (value instanceof NumberValue number) {
      return number;
    }
    throw new EvaluationException(
        "bad operand type for unary " + operator + ": '" + value.typeName() + "'");
  }

  private static void refuseUndefined(Value value) {
    if (value instanceof UndefinedValue undefined) {
      throw undefined.failure();
    }
  }

  private static double finite(NumberValue number) {
    double value = number.asDouble();
    if (number instanceof NumberValue.Int && Double.isInfinite(value)) {
      throw new EvaluationException("int too large to convert to float");
    }
    return value;
  }

  private static Value wholes(Expression.Operator operator, BigInteger a, BigInteger b) {
    return switch (operator) {
      case ADD -> new NumberValue.Int(a.add(b));
      case SUBTRACT -> new NumberValue.Int(a.subtract(b));
      case MULTIPLY -> {
        checkBits((long) a.bitLength() + b.bitLength());
        yield new NumberValue.Int(a.multiply(b));
      }
      case DIVIDE -> {
        checkDivisor(b.signum());
        yield new NumberValue.Real(
            new BigDecimal(a).divide(new BigDecimal(b), MathContext.DECIMAL128).doubleValue());
      }
      case FLOOR_DIVIDE -> {
        checkDivisor(b.signum());
        BigInteger[] parts = a.divideAndRemainder(b);
        boolean below = parts[1].signum() != 0 && parts[1].signum() != b.signum();
        yield new NumberValue.Int(below ? parts[0].subtract(BigInteger.ONE) : parts[0]);
      }
      case MODULO -> {
        checkDivisor(b.signum());
        BigInteger rest = a.remainder(b);
        boolean below = rest.signum() != 0 && rest.signum() != b.signum();
        yield new NumberValue.Int(below ? rest.add(b) : rest);
      }
      case POWER -> power(a, b);
    };
  }

  private static Value power(BigInteger base, BigInteger exponent) {
    if (exponent.signum() < 0) {
      checkDivisor(base.signum());
      return new NumberValue.Real(Math.pow(base.doubleValue(), exponent.doubleValue()));
    }
    if (base.abs().bitLength() > 1) {
      checkBits(
          exponent.bitLength() > 31 ? Long.MAX_VALUE : base.bitLength() * exponent.longValue());
      return new NumberValue.Int(base.pow(exponent.intValueExact()));
    }
    // 0, 1 and -1: the exponent may be as large as it likes.
    int small = exponent.signum() == 0 ? 0 : exponent.testBit(0) ? 1 : 2;
    return new NumberValue.Int(base.pow(small));
  }

  private static void checkBits(long bits) {
    if (bits > MOST_BITS) {
      throw new EvaluationException("a whole number passes the limit of " + MOST_BITS + " bits");
    }
  }

  private static void checkDivisor(double divisor) {
    if (divisor == 0) {
      throw new EvaluationException("division by zero");
    }
  }

  private static Value floats(Expression.Operator operator, double a, double b) {
    return new NumberValue.Real(
        switch (operator) {
          case ADD -> a + b;
          case SUBTRACT -> a - b;
          case MULTIPLY -> a * b;
          case DIVIDE -> {
            checkDivisor(b);
            yield a / b;
          }
          case FLOOR_DIVIDE -> floorDivide(a, b);
          case MODULO -> modulo(a, b);
          case POWER -> power(a, b);
        });
  }

  private static double modulo(double a, double b) {
    checkDivisor(b);
    double rest = a % b;
    if (rest == 0) {
      return Math.copySign(0.0, b);
    }
    return (b < 0) == (rest < 0) ? rest : rest + b;
  }

  /// The rounded quotient of what is left after the modulus, as CPython computes it.
  private static double floorDivide(double a, double b) {
    double quotient = (a - modulo(a, b)) / b;
    if (quotient == 0) {
      return Math.copySign(0.0, a / b);
    }
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  private static double power(double a, double b) {
    if (a == 0 && b < 0) {
      throw new EvaluationException("0.0 cannot be raised to a negative power");
    }
    double result = Math.pow(a, b);
    if (Double.isNaN(result) && !Double.isNaN(a) && !Double.isNaN(b)) {
      throw new EvaluationException("a fractional power of a negative number is complex");
    }
    if (Double.isInfinite(result) && !Double.isInfinite(a) && !Double.isInfinite(b)) {
      throw new EvaluationException("the result of ** is too large");
    }
    return result;
  }

  private static Value concatenate(Value left, Value right) {
    if (left instanceof TextValue a && right instanceof TextValue b) {
      boolean markup = a.markup() || b.markup();
      String first = markup ? a.escaped() : a.text();
      String second = markup ? b.escaped() : b.text();
      CodePoints.checkLength((long) first.length() + second.length());
      return new TextValue(first + second, markup);
    }
    if (left instanceof SequenceValue a
        && right instanceof SequenceValue b
        && a.typeName().equals(b.typeName())) {
      CodePoints.checkLength((long) a.items().size() + b.items().size());
      List<Value> items = new ArrayList<>(a.items());
      items.addAll(b.items());
      return a.with(items);
    }
    throw unsupported(Expression.Operator.ADD, left, right);
  }

  private static Value repeat(Value left, Value right) {
    if (right instanceof NumberValue count && !(left instanceof NumberValue)) {
      return repeat(left, count, right);
    }
    if (left instanceof NumberValue count) {
      return repeat(right, count, left);
    }
    throw unsupported(Expression.Operator.MULTIPLY, left, right);
  }

  private static Value repeat(Value value, NumberValue count, Value factor) {
    if (factor instanceof NumberValue.Real) {
      throw new EvaluationException("can't multiply sequence by non-int of type 'float'");
    }
    long times =
        count.asWhole().max(BigInteger.ZERO).min(BigInteger.valueOf(Integer.MAX_VALUE)).longValue();
    return switch (value) {
      case TextValue text -> {
        CodePoints.checkLength(times * text.text().length());
        yield text.with(text.text().isEmpty() ? "" : text.text().repeat((int) times));
      }
      case SequenceValue sequence -> {
        CodePoints.checkLength(times * sequence.items().size());
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < times && !sequence.items().isEmpty(); i++) {
          items.addAll(sequence.items());
        }
        yield sequence.with(items);
      }
      default -> throw unsupported(Expression.Operator.MULTIPLY, value, factor);
    };
  }

  private static EvaluationException unsupported(
      Expression.Operator operator, Value left, Value right) {
    return new EvaluationException(
        "unsupported operand type(s) for "
            + operator.symbol()
            + ": '"
            + left.typeName()
            + "' and '"
            + right.typeName()
            + "'");
  }
}
