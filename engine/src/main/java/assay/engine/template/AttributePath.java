package assay.engine.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A path of attributes such as `function.parameters.0`, as filters take it; the empty path yields
/// the item itself.
record AttributePath(List<Value> keys) {

  static AttributePath of(Optional<Value> attribute) {
    return attribute.map(AttributePath::of).orElse(new AttributePath(List.of()));
  }

  private static AttributePath of(Value attribute) {
    return switch (attribute) {
      case TextValue text -> parse(text.text());
      case NoneValue _ -> new AttributePath(List.of());
      default -> new AttributePath(List.of(attribute));
    };
  }

  static AttributePath parse(String path) {
    List<Value> keys = new ArrayList<>();
    for (String part : path.split("\\.", -1)) {
      boolean digits = !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
      keys.add(digits ? new NumberValue.Int(new BigInteger(part)) : TextValue.of(part));
    }
    return new AttributePath(keys);
  }

  Value get(Value item) {
    Value value = item;
    for (Value key : keys) {
      value = Attributes.item(value, key);
    }
    return value;
  }

  /// As [#get], with another value wherever an attribute is missing.
  Value get(Value item, Optional<Value> otherwise) {
    Value value = item;
    for (Value key : keys) {
      value = Attributes.item(value, key);
      if (value instanceof UndefinedValue && otherwise.isPresent()) {
        value = otherwise.get();
      }
    }
    return value;
  }
}
