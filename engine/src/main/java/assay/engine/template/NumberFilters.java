package assay.engine.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/// Filters that make numbers.
final class NumberFilters {
  private NumberFilters() {}

  static Value abs(Value input, Arguments arguments) {
    arguments.positional("abs", 0, 0);
    return switch (input) {
      case NumberValue.Real number -> new NumberValue.Real(Math.abs(number.value()));
      case NumberValue number -> new NumberValue.Int(number.asWhole().abs());
      default ->
          throw new EvaluationException("bad operand type for abs(): '" + input.typeName() + "'");
    };
  }

  static Value toInt(Value input, Arguments arguments) {
    Arguments.Bound bound = arguments.bind("int", 0, "default", "base");
    Value otherwise = bound.optional("default").orElse(NumberValue.Int.of(0));
    int base = bound.whole("base", 10);
    return switch (input) {
      case TextValue text -> {
        Optional<Value> whole = Numbers.parseInt(text.text(), base).map(NumberValue.Int::new);
        // "42.23" is no whole number for Python, but jinja2 accepts it.
        yield whole.orElseGet(() -> truncated(Numbers.parseFloat(text.text()), otherwise));
      }
      case NumberValue.Real number -> truncated(Optional.of(number.value()), otherwise);
      case NumberValue number -> new NumberValue.Int(number.asWhole());
      case UndefinedValue undefined -> throw undefined.failure();
      default -> otherwise;
    };
  }

  private static Value truncated(Optional<Double> number, Value otherwise) {
    return number
        .filter(value -> !Double.isNaN(value) && !Double.isInfinite(value))
        .<Value>map(value -> new NumberValue.Int(Numbers.truncate(value)))
        .orElse(otherwise);
  }

  static Value toFloat(Value input, Arguments arguments) {
    Value otherwise =
        arguments.bind("float", 0, "default").optional("default").orElse(new NumberValue.Real(0));
    return switch (input) {
      case TextValue text ->
          Numbers.parseFloat(text.text()).<Value>map(NumberValue.Real::new).orElse(otherwise);
      case NumberValue number -> new NumberValue.Real(number.asDouble());
      case UndefinedValue undefined -> throw undefined.failure();
      default -> otherwise;
    };
  }

  static Value round(Value input, Arguments arguments) {
    Arguments.Bound bound = arguments.bind("round", 0, "precision", "method");
    int precision = bound.whole("precision", 0);
    String method = bound.text("method", "common");
    if (!(input instanceof NumberValue number)) {
      throw new EvaluationException(
          "type " + input.typeName() + " doesn't define __round__ method");
    }
    if (Math.abs(precision) > 300) {
      throw new EvaluationException("round: the precision is too large");
    }
    return switch (method) {
      case "common" -> common(number, precision);
      case "ceil", "floor" -> towards(number, precision, method);
      default -> throw new EvaluationException("method must be common, ceil or floor");
    };
  }

  private static Value common(NumberValue number, int precision) {
    if (!(number instanceof NumberValue.Real real)) {
      BigDecimal whole = new BigDecimal(number.asWhole());
      return new NumberValue.Int(
          whole.setScale(Math.min(0, precision), RoundingMode.HALF_EVEN).toBigInteger());
    }
    double value = real.value();
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return real;
    }
    double rounded =
        new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).doubleValue();
    return new NumberValue.Real(Math.copySign(rounded, value));
  }

  /// `ceil(value * 10**precision) / 10**precision`, each step as Python takes it.
  private static Value towards(NumberValue number, int precision, String method) {
    NumberValue ten = NumberValue.Int.of(10);
    Value scale = Arithmetic.apply(Expression.Operator.POWER, ten, NumberValue.Int.of(precision));
    Value scaled = Arithmetic.apply(Expression.Operator.MULTIPLY, number, scale);
    BigInteger whole =
        scaled instanceof NumberValue.Real real
            ? Numbers.truncate(
                method.equals("ceil") ? Math.ceil(real.value()) : Math.floor(real.value()))
            : ((NumberValue) scaled).asWhole();
    return Arithmetic.apply(Expression.Operator.DIVIDE, new NumberValue.Int(whole), scale);
  }

  static Value sum(Value input, Arguments arguments) {
    Arguments.Bound bound = arguments.bind("sum", 0, "attribute", "start");
    AttributePath path = AttributePath.of(bound.unlessNone("attribute"));
    Value sum = bound.optional("start").orElse(NumberValue.Int.of(0));
    if (sum instanceof TextValue) {
      throw new EvaluationException("sum() can't sum strings");
    }
    for (Value item : Iteration.list(input)) {
      sum = Arithmetic.apply(Expression.Operator.ADD, sum, path.get(item));
    }
    return sum;
  }
}
