package assay.engine.template;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Python's `str` and `repr` of a value.
final class Texts {
  /// Python refuses to print longer whole numbers.
  private static final int MOST_DIGITS = 4300;

  private Texts() {}

  /// What printing the value writes.
  static String str(Value value) {
    return switch (value) {
      case TextValue text -> text.text();
      case UndefinedValue _ -> "";
      default -> repr(value);
    };
  }

  /// How the value looks inside a printed list.
  static String repr(Value value) {
    StringBuilder out = new StringBuilder();
    repr(value, out);
    return out.toString();
  }

  private static void repr(Value value, StringBuilder out) {
    switch (value) {
      case NoneValue _ -> out.append("None");
      case NumberValue.Bool bool -> out.append(bool.value() ? "True" : "False");
      case NumberValue.Int number -> out.append(digits(number.value()));
      case NumberValue.Real number -> out.append(FloatText.of(number.value()));
      case TextValue text ->
          out.append(text.markup() ? "Markup(" + quote(text.text()) + ")" : quote(text.text()));
      case SequenceValue.ListValue list -> items("[", list.items(), "]", out);
      case SequenceValue tuple ->
          items("(", tuple.items(), tuple.items().size() == 1 ? ",)" : ")", out);
      case DictValue dict -> dict(dict, out);
      case DictView view -> items(view.typeName() + "([", view.items(), "])", out);
      case RangeValue range -> out.append(range(range));
      case UndefinedValue _ -> out.append("Undefined");
      case MacroValue macro ->
          out.append(
              macro.name().isEmpty() ? "<Macro anonymous>" : "<Macro " + quote(macro.name()) + ">");
      case LoopValue loop ->
          out.append("<LoopContext " + (loop.index0() + 1) + "/" + loop.length() + ">");
      case IteratorValue _, NamespaceValue _, FunctionValue _, ToolValue _ ->
          throw new EvaluationException(
              "a "
                  + value.typeName()
                  + " object cannot be printed; did you mean to call it or to use |list?");
    }
    CodePoints.checkLength(out.length());
  }

  private static String digits(BigInteger number) {
    // Each decimal digit takes more than three bits, so this bounds the work before it is done.
    if (number.bitLength() > 4 * MOST_DIGITS) {
      throw new EvaluationException("a whole number has more than " + MOST_DIGITS + " digits");
    }
    return number.toString();
  }

  private static void items(String open, List<Value> items, String close, StringBuilder out) {
    out.append(open);
    for (Iterator<Value> rest = items.iterator(); rest.hasNext(); ) {
      repr(rest.next(), out);
      out.append(rest.hasNext() ? ", " : "");
    }
    out.append(close);
  }

  private static void dict(DictValue dict, StringBuilder out) {
    String separator = "{";
    for (Map.Entry<Value, Value> entry : dict.entries().entrySet()) {
      out.append(separator);
      repr(entry.getKey(), out);
      out.append(": ");
      repr(entry.getValue(), out);
      separator = ", ";
    }
    out.append(dict.entries().isEmpty() ? "{}" : "}");
  }

  private static String range(RangeValue range) {
    String step = range.step() == 1 ? "" : ", " + range.step();
    return "range(" + range.start() + ", " + range.stop() + step + ")";
  }

  /// Python's `repr` of a string: single quotes unless only they occur in it.
  static String quote(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder quoted = new StringBuilder(text.length() + 2).append(quote);
    text.codePoints().forEach(codePoint -> quoteOne(quoted, codePoint, quote));
    return quoted.append(quote).toString();
  }

  private static void quoteOne(StringBuilder quoted, int codePoint, char quote) {
    switch (codePoint) {
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      case '\\' -> quoted.append("\\\\");
      default -> {
        if (codePoint == quote) {
          quoted.append('\\').append(quote);
        } else if (isPrintable(codePoint)) {
          quoted.appendCodePoint(codePoint);
        } else {
          quoted.append(escape(codePoint));
        }
      }
    }
  }

  private static String escape(int codePoint) {
    String format = codePoint < 0x100 ? "\\x%02x" : codePoint < 0x10000 ? "\\u%04x" : "\\U%08x";
    return String.format(format, codePoint);
  }

  /// Python's `str.isprintable` for one character.
  static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> codePoint == ' ';
      default -> true;
    };
  }
}
