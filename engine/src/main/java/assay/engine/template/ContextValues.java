package assay.engine.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns plain Java data, such as a JSON reader yields, into values.
final class ContextValues {
  private ContextValues() {}

  static Map<String, Value> variables(Map<String, ?> context) {
    Map<String, Value> variables = new LinkedHashMap<>();
    context.forEach((name, value) -> variables.put(name, of(value, "context." + name, 0)));
    return variables;
  }

  private static Value of(Object value, String place, int depth) {
    if (depth > Nesting.DEEPEST) {
      throw new IllegalArgumentException(
          "the context is nested more than " + Nesting.DEEPEST + " levels deep");
    }
    return switch (value) {
      case null -> NoneValue.NONE;
      case Boolean flag -> NumberValue.Bool.of(flag);
      case Integer number -> NumberValue.Int.of(number);
      case Long number -> NumberValue.Int.of(number);
      case BigInteger number -> new NumberValue.Int(number);
      case Double number -> new NumberValue.Real(number);
      case String text -> TextValue.of(text);
      case List<?> list -> list(list, place, depth);
      case Map<?, ?> map -> map(map, place, depth);
      default ->
          throw new IllegalArgumentException(
              place
                  + " is a "
                  + value.getClass().getName()
                  + "; expected Map, List, String, Boolean, Integer, Long, BigInteger, Double or"
                  + " null");
    };
  }

  private static Value list(List<?> list, String place, int depth) {
    List<Value> items = new ArrayList<>(list.size());
    for (Object item : list) {
      items.add(of(item, place + "[" + items.size() + "]", depth + 1));
    }
    return new SequenceValue.ListValue(items);
  }

  private static Value map(Map<?, ?> map, String place, int depth) {
    Map<Value, Value> entries = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (!(key instanceof String name)) {
            throw new IllegalArgumentException(place + " has a key that is no String: " + key);
          }
          entries.put(TextValue.of(name), of(value, place + "." + name, depth + 1));
        });
    return new DictValue(entries);
  }
}
