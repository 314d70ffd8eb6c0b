package assay.engine.template;

import java.util.ArrayList;
import java.util.List;

/// What a dict's methods `keys`, `values` and `items` return.
record DictView(Part part, DictValue dict) implements Value {

  enum Part {
    KEYS,
    VALUES,
    ITEMS
  }

  List<Value> items() {
    return switch (part) {
      case KEYS -> List.copyOf(dict.entries().keySet());
      case VALUES -> List.copyOf(dict.entries().values());
      case ITEMS -> pairs(dict);
    };
  }

  /// The entries as `(key, value)` tuples.
  static List<Value> pairs(DictValue dict) {
    List<Value> pairs = new ArrayList<>(dict.entries().size());
    dict.entries().forEach((key, value) -> pairs.add(SequenceValue.TupleValue.of(key, value)));
    return pairs;
  }

  @Override
  public String typeName() {
    return switch (part) {
      case KEYS -> "dict_keys";
      case VALUES -> "dict_values";
      case ITEMS -> "dict_items";
    };
  }
}
