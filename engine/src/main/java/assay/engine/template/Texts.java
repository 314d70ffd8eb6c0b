package assay.engine.template;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;

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
    return switch (value) {
      case NoneValue _ -> "None";
      case NumberValue.Bool bool -> bool.value() ? "True" : "False";
      case NumberValue.Int number -> digits(number.value());
      case NumberValue.Real number -> FloatText.of(number.value());
      case TextValue text ->
          text.markup() ? "Markup(" + quote(text.text()) + ")" : quote(text.text());
      case SequenceValue.ListValue list -> "[" + joined(list.items()) + "]";
      case SequenceValue.TupleValue tuple ->
          "(" + joined(tuple.items()) + (tuple.items().size() == 1 ? ",)" : ")");
      case SequenceValue.GroupValue group -> "(" + joined(group.items()) + ")";
      case DictValue dict -> dict(dict);
      case DictView view -> view.typeName() + "([" + joined(view.items()) + "])";
      case RangeValue range -> range(range);
      case UndefinedValue _ -> "Undefined";
      case MacroValue macro ->
          macro.name().isEmpty() ? "<Macro anonymous>" : "<Macro " + quote(macro.name()) + ">";
      case LoopValue loop -> "<LoopContext " + (loop.index0() + 1) + "/" + loop.length() + ">";
      case IteratorValue _, NamespaceValue _, FunctionValue _, ToolValue _ ->
          throw new EvaluationException(
              "a "
                  + value.typeName()
                  + " object cannot be printed; did you mean to call it or to use |list?");
    };
  }

  private static String digits(BigInteger number) {
    // Each decimal digit takes more than three bits, so this bounds the work before it is done.
    if (number.bitLength() > 4 * MOST_DIGITS) {
      throw new EvaluationException("a whole number has more than " + MOST_DIGITS + " digits");
    }
    return number.toString();
  }

  private static String joined(List<Value> items) {
    StringBuilder text = new StringBuilder();
    for (Iterator<Value> rest = items.iterator(); rest.hasNext(); ) {
      text.append(repr(rest.next())).append(rest.hasNext() ? ", " : "");
      CodePoints.checkLength(text.length());
    }
    return text.toString();
  }

  private static String dict(DictValue dict) {
    StringBuilder text = new StringBuilder("{");
    dict.entries()
        .forEach(
            (key, value) -> {
              text.append(text.length() > 1 ? ", " : "");
              text.append(repr(key)).append(": ").append(repr(value));
              CodePoints.checkLength(text.length());
            });
    return text.append('}').toString();
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
