package assay.engine.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The one thing that a template can change: `namespace(found=false)`. It lives for one rendering,
/// on its thread.
final class NamespaceValue implements Value {
  private final Map<String, Value> attributes = new LinkedHashMap<>();

  NamespaceValue(Map<String, Value> initial) {
    attributes.putAll(initial);
  }

  Optional<Value> get(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  void put(String name, Value value) {
    attributes.put(name, value);
  }

  @Override
  public String typeName() {
    return "Namespace";
  }
}
