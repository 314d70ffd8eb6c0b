package assay.engine.format;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON value.
public sealed interface JsonValue {

  /// Returns the name of its type as it stands in messages, such as `a text`.
  String typeName();

  /// `null`.
  record JsonNull() implements JsonValue {
    @Override
    public String typeName() {
      return "null";
    }
  }

  /// `true` or `false`.
  ///
  /// @param value the truth value
  record JsonBool(boolean value) implements JsonValue {
    @Override
    public String typeName() {
      return String.valueOf(value);
    }
  }

  /// A number.
  ///
  /// @param literal as the file spells it; also `NaN`, `Infinity` and `-Infinity`, which Python
  ///   writes
  record JsonNumber(String literal) implements JsonValue {
    @Override
    public String typeName() {
      return "the number " + literal;
    }
  }

  /// A string.
  ///
  /// @param text without its quotes, escapes resolved
  record JsonText(String text) implements JsonValue {
    @Override
    public String typeName() {
      return "a text";
    }
  }

  /// An array.
  ///
  /// @param items in order
  record JsonArray(List<JsonValue> items) implements JsonValue {
    /// Copies the list.
    public JsonArray {
      items = List.copyOf(items);
    }

    @Override
    public String typeName() {
      return "an array";
    }
  }

  /// An object.
  ///
  /// @param members in the order of the file
  record JsonObject(Map<String, JsonValue> members) implements JsonValue {
    /// Copies the map.
    public JsonObject {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    @Override
    public String typeName() {
      return "an object";
    }
  }
}
