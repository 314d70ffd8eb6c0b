package assay.engine.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;

/// A format specification such as `>10,.2f`, for whole numbers, floats and strings.
///
/// Source: Python's documentation of `string`, "Format Specification Mini-Language". The types `e`,
/// `g`, `n` and `c` are refused.
///
/// @param fill character that fills up to the width
/// @param align `<`, `>`, `^` or `=`, or a space for the default of the type
/// @param sign `+`, `-` or a space
/// @param alternate whether `0x` and its like are written
/// @param width least number of code points
/// @param grouping `,` or `_` between groups of digits, or empty
/// @param precision digits behind the point, or characters of a string; -1 if absent
/// @param type the last letter, or a space
record FormatSpec(
    String fill,
    char align,
    char sign,
    boolean alternate,
    int width,
    String grouping,
    int precision,
    char type) {
  static final FormatSpec PLAIN = new FormatSpec(" ", ' ', '-', false, 0, "", -1, ' ');

  static FormatSpec parse(String text) {
    return text.isEmpty() ? PLAIN : new FormatSpecParser(text).parse();
  }

  /// Formats a value as `format(value, specification)` does.
  String format(Value value) {
    return switch (value) {
      case NumberValue.Real number -> real(number.value());
      case NumberValue.Bool bool when type == ' ' || type == 's' -> string(Texts.str(bool));
      case NumberValue number ->
          type == 'f' || type == 'F' || type == '%'
              ? real(number.asDouble())
              : whole(number.asWhole());
      case TextValue text -> string(text.text());
      case NoneValue _,
          SequenceValue _,
          DictValue _,
          UndefinedValue _,
          RangeValue _,
          DictView _,
          IteratorValue _,
          NamespaceValue _,
          FunctionValue _,
          MacroValue _,
          LoopValue _,
          ToolValue _ -> {
        if (!equals(PLAIN)) {
          throw new EvaluationException("unsupported format string for " + value.typeName());
        }
        yield Texts.str(value);
      }
    };
  }

  String string(String text) {
    if ((type != ' ' && type != 's')
        || sign != '-'
        || alternate
        || align == '='
        || !grouping.isEmpty()) {
      throw new EvaluationException("invalid format of a string");
    }
    int length = CodePoints.length(text);
    String cut =
        precision >= 0 && precision < length ? CodePoints.between(text, 0, precision) : text;
    return pad(cut, align == ' ' ? '<' : align);
  }

  String whole(BigInteger number) {
    if (precision >= 0) {
      throw new EvaluationException("a precision is not allowed for a whole number");
    }
    int radix =
        switch (type) {
          case ' ', 'd' -> 10;
          case 'x', 'X' -> 16;
          case 'o' -> 8;
          case 'b' -> 2;
          default -> throw unknownType();
        };
    String digits = number.abs().toString(radix);
    CodePoints.checkLength(digits.length());
    String prefix = alternate && radix != 10 ? "0" + type : "";
    String cased = type == 'X' ? digits.toUpperCase(Locale.ROOT) : digits;
    return signed(number.signum() < 0, prefix, cased, "", radix == 10 ? 3 : 4);
  }

  String real(double number) {
    boolean negative = number < 0 || (number == 0 && 1 / number < 0);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new EvaluationException("formatting inf or nan is not supported");
    }
    if (type == ' ' && precision < 0) {
      String plain = FloatText.of(Math.abs(number));
      int point = plain.contains("e") || !plain.contains(".") ? plain.length() : plain.indexOf('.');
      return signed(negative, "", plain.substring(0, point), plain.substring(point), 3);
    }
    if (type != 'f' && type != 'F' && type != '%') {
      throw unknownType();
    }
    int digits = precision < 0 ? 6 : precision;
    CodePoints.checkLength(digits);
    double scaled = type == '%' ? number * 100 : number;
    String fixed =
        new BigDecimal(scaled).abs().setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    int point = fixed.indexOf('.') < 0 ? fixed.length() : fixed.indexOf('.');
    String end =
        fixed.substring(point) + (alternate && digits == 0 ? "." : "") + (type == '%' ? "%" : "");
    return signed(negative, "", fixed.substring(0, point), end, 3);
  }

  private EvaluationException unknownType() {
    return new EvaluationException("the format type '" + type + "' is not supported here");
  }

  private String signed(boolean negative, String prefix, String digits, String end, int group) {
    String mark = negative ? "-" : sign == '-' ? "" : "" + sign;
    String start = mark + prefix;
    boolean inside = align == '=';
    String body = digits;
    if (inside && fill.equals("0")) {
      // Zeros that fill a number are grouped like its digits.
      int missing = width - start.length() - end.length();
      while (group(body, group).length() < missing
          && group("0" + body, group).length() <= missing) {
        body = "0" + body;
      }
      body = group(body, group);
      return start + (body.length() < missing ? "0" : "") + body + end;
    }
    body = group(body, group) + end;
    if (inside) {
      return start + Padding.pad(body, "rjust", width - start.length(), fill);
    }
    return pad(start + body, align == ' ' ? '>' : align);
  }

  private String group(String digits, int size) {
    if (grouping.isEmpty()) {
      return digits;
    }
    StringBuilder grouped = new StringBuilder(digits);
    for (int i = digits.length() - size; i > 0; i -= size) {
      grouped.insert(i, grouping);
    }
    return grouped.toString();
  }

  private String pad(String text, char side) {
    return switch (side) {
      case '<' -> Padding.pad(text, "ljust", width, fill);
      case '>' -> Padding.pad(text, "rjust", width, fill);
      default -> {
        int missing = Math.max(0, width - CodePoints.length(text));
        CodePoints.checkLength(missing);
        yield fill.repeat(missing / 2) + text + fill.repeat(missing - missing / 2);
      }
    };
  }
}
