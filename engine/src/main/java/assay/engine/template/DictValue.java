package assay.engine.template;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A dict in the order of insertion; templates cannot change it.
record DictValue(Map<Value, Value> entries, Nesting nesting) implements Value {

  DictValue(Map<Value, Value> entries) {
    this(
        Collections.unmodifiableMap(new LinkedHashMap<>(entries)),
        Nesting.around(entries.keySet()).plus(Nesting.around(entries.values())));
  }

  /// Returns the key, or refuses it when Python could not hash it.
  static Value key(Value key) {
    return switch (key) {
      case SequenceValue.ListValue _, DictValue _ ->
          throw new EvaluationException("unhashable type: '" + key.typeName() + "'");
      case SequenceValue.TupleValue tuple -> {
        tuple.items().forEach(DictValue::key);
        yield tuple;
      }
      default -> key;
    };
  }

  @Override
  public String typeName() {
    return "dict";
  }
}
