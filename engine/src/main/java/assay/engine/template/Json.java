package assay.engine.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Python's `json.dumps`.
final class Json {

  /// The parameters of `json.dumps`; `indent` is the white space of one level.
  record Style(
      boolean ascii,
      Optional<String> indent,
      String itemSeparator,
      String keySeparator,
      boolean sorted) {}

  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private Json(Style style) {
    this.style = style;
  }

  static String write(Value value, Style style) {
    Json json = new Json(style);
    json.value(value, 0);
    return json.out.toString();
  }

  private void value(Value value, int level) {
    CodePoints.checkLength(out.length());
    switch (value) {
      case NoneValue _ -> out.append("null");
      case NumberValue number -> out.append(number(number));
      case TextValue text -> string(text.text());
      case SequenceValue sequence -> array(sequence.items(), level);
      case DictValue dict -> object(dict, level);
      case RangeValue _,
          DictView _,
          IteratorValue _,
          NamespaceValue _,
          UndefinedValue _,
          FunctionValue _,
          MacroValue _,
          LoopValue _,
          ToolValue _ ->
          throw new EvaluationException(
              "Object of type " + value.typeName() + " is not JSON serializable");
    }
  }

  private static String number(NumberValue number) {
    return switch (number) {
      case NumberValue.Bool bool -> bool.value() ? "true" : "false";
      case NumberValue.Int whole -> Texts.repr(whole);
      case NumberValue.Real real when Double.isNaN(real.value()) -> "NaN";
      case NumberValue.Real real when Double.isInfinite(real.value()) ->
          real.value() > 0 ? "Infinity" : "-Infinity";
      case NumberValue.Real real -> FloatText.of(real.value());
    };
  }

  private void array(List<Value> items, int level) {
    if (items.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    for (Iterator<Value> rest = items.iterator(); rest.hasNext(); ) {
      newLine(level + 1);
      value(rest.next(), level + 1);
      out.append(rest.hasNext() ? style.itemSeparator() : "");
    }
    newLine(level);
    out.append(']');
  }

  private void object(DictValue dict, int level) {
    if (dict.entries().isEmpty()) {
      out.append("{}");
      return;
    }
    List<Map.Entry<Value, Value>> entries = new ArrayList<>(dict.entries().entrySet());
    if (style.sorted()) {
      entries.sort((a, b) -> ValueComparison.compare(a.getKey(), b.getKey(), "<"));
    }
    out.append('{');
    for (Iterator<Map.Entry<Value, Value>> rest = entries.iterator(); rest.hasNext(); ) {
      Map.Entry<Value, Value> entry = rest.next();
      newLine(level + 1);
      string(key(entry.getKey()));
      out.append(style.keySeparator());
      value(entry.getValue(), level + 1);
      out.append(rest.hasNext() ? style.itemSeparator() : "");
    }
    newLine(level);
    out.append('}');
  }

  private static String key(Value key) {
    return switch (key) {
      case TextValue text -> text.text();
      case NumberValue number -> number(number);
      case NoneValue _ -> "null";
      default ->
          throw new EvaluationException(
              "keys must be str, int, float, bool or None, not " + key.typeName());
    };
  }

  private void newLine(int level) {
    style.indent().ifPresent(indent -> out.append('\n').append(indent.repeat(level)));
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '\b' -> out.append("\\b");
        default -> {
          if (c < 0x20 || (style.ascii() && c > 0x7E)) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
