package assay.engine.template;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// Python's `format % values`.
///
/// Source: Python's documentation, "printf-style String Formatting". The conversions `e`, `g`, `c`
/// and `a` and the width `*` are refused.
final class PercentFormat {
  private final TextValue format;
  private final Value values;
  private final StringBuilder out = new StringBuilder();
  private int position;
  private int used;

  private PercentFormat(TextValue format, Value values) {
    this.format = format;
    this.values = values;
  }

  static Value apply(TextValue format, Value values) {
    PercentFormat percent = new PercentFormat(format, values);
    percent.run();
    return format.with(percent.out.toString());
  }

  private void run() {
    String text = format.text();
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c != '%') {
        out.append(c);
      } else if (text.startsWith("%", position)) {
        out.append('%');
        position++;
      } else {
        convert();
        CodePoints.checkLength(out.length());
      }
    }
    boolean unused =
        values instanceof SequenceValue.TupleValue tuple && used < tuple.items().size();
    boolean ignored =
        used == 0 && !(values instanceof SequenceValue) && !(values instanceof DictValue);
    if (unused || ignored) {
      throw new EvaluationException("not all arguments converted during string formatting");
    }
  }

  private void convert() {
    String text = format.text();
    Optional<Value> keyed =
        text.startsWith("(", position) ? Optional.of(named()) : Optional.empty();
    int start = position;
    while (position < text.length() && "#0- +".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    String flags = text.substring(start, position);
    int width = number();
    int precision = -1;
    if (text.startsWith(".", position)) {
      position++;
      precision = number();
    }
    if (position >= text.length()) {
      throw new EvaluationException("incomplete format");
    }
    char type = text.charAt(position++);
    out.append(convert(keyed.orElseGet(this::next), flags, width, precision, type));
  }

  private int number() {
    int start = position;
    while (position < format.text().length()
        && Character.digit(format.text().charAt(position), 10) >= 0) {
      position++;
    }
    if (position - start > 8) {
      throw new EvaluationException("width too big");
    }
    return position == start ? 0 : Integer.parseInt(format.text().substring(start, position));
  }

  private Value named() {
    int end = format.text().indexOf(')', position);
    if (end < 0) {
      throw new EvaluationException("incomplete format key");
    }
    if (!(values instanceof DictValue dict)) {
      throw new EvaluationException("format requires a mapping");
    }
    String key = format.text().substring(position + 1, end);
    position = end + 1;
    used++;
    return Optional.ofNullable(dict.entries().get(TextValue.of(key)))
        .orElseThrow(() -> new EvaluationException("the values of % have no key '" + key + "'"));
  }

  private Value next() {
    List<Value> arguments =
        values instanceof SequenceValue.TupleValue tuple ? tuple.items() : List.of(values);
    if (used >= arguments.size()) {
      throw new EvaluationException("not enough arguments for format string");
    }
    return arguments.get(used++);
  }

  private String convert(Value value, String flags, int width, int precision, char type) {
    return switch (type) {
      case 's' -> text(escaped(value, Texts.str(value)), flags, width, precision);
      case 'r' -> text(escaped(value, Texts.repr(value)), flags, width, precision);
      case 'd', 'i', 'u', 'x', 'X', 'o' -> whole(value, flags, width, precision, type);
      case 'f', 'F' -> real(value, flags, width, precision);
      default -> throw new EvaluationException("the conversion %" + type + " is not supported");
    };
  }

  private String escaped(Value value, String text) {
    boolean escape = format.markup() && !(value instanceof TextValue string && string.markup());
    return escape ? TextValue.escape(text) : text;
  }

  private static String text(String text, String flags, int width, int precision) {
    char align = flags.contains("-") ? '<' : '>';
    return new FormatSpec(" ", align, '-', false, width, "", precision, 's').string(text);
  }

  private static String whole(Value value, String flags, int width, int precision, char type) {
    NumberValue number = number(value, type);
    if (precision > 0) {
      throw new EvaluationException("a precision of a whole number is not supported");
    }
    boolean decimal = "diu".indexOf(type) >= 0;
    if (number instanceof NumberValue.Real && !decimal) {
      throw new EvaluationException("%" + type + " format: an integer is required, not float");
    }
    BigInteger whole =
        number instanceof NumberValue.Real real ? Numbers.truncate(real.value()) : number.asWhole();
    return spec(flags, width, -1, decimal ? 'd' : type).whole(whole);
  }

  private static String real(Value value, String flags, int width, int precision) {
    return spec(flags, width, precision, 'f').real(number(value, 'f').asDouble());
  }

  private static NumberValue number(Value value, char type) {
    if (value instanceof NumberValue number) {
      return number;
    }
    throw new EvaluationException(
        "%" + type + " format: a real number is required, not " + value.typeName());
  }

  private static FormatSpec spec(String flags, int width, int precision, char type) {
    boolean left = flags.contains("-");
    boolean zeros = flags.contains("0") && !left;
    char sign = flags.contains("+") ? '+' : flags.contains(" ") ? ' ' : '-';
    return new FormatSpec(
        zeros ? "0" : " ",
        left ? '<' : zeros ? '=' : '>',
        sign,
        flags.contains("#"),
        width,
        "",
        precision,
        type);
  }
}
