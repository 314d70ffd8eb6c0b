package assay.results.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/// Typed access to the fields of a stored JSON object; a missing or mistyped field is a
/// [FieldException].
record Fields(JsonNode object, String path) {

  static final class FieldException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    FieldException(String message) {
      super(message);
    }
  }

  Fields {
    if (!object.isObject()) {
      throw new FieldException("%s must be an object, found %s".formatted(name(path), object));
    }
  }

  private static String name(String path) {
    return path.isEmpty() ? "the record" : "field \"" + path + "\"";
  }

  private String at(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  boolean has(String field) {
    return object.hasNonNull(field);
  }

  JsonNode node(String field) {
    JsonNode value = object.get(field);
    if (value == null || value.isNull()) {
      throw new FieldException(name(at(field)) + " is missing");
    }
    return value;
  }

  Fields fields(String field) {
    return new Fields(node(field), at(field));
  }

  String text(String field) {
    JsonNode value = node(field);
    if (!value.isTextual()) {
      throw wrongType(field, "a string", value);
    }
    return value.textValue();
  }

  Optional<String> optionalText(String field) {
    return has(field) ? Optional.of(text(field)) : Optional.empty();
  }

  OptionalInt optionalInteger(String field) {
    return has(field) ? OptionalInt.of(integer(field)) : OptionalInt.empty();
  }

  OptionalLong optionalLong(String field) {
    return has(field) ? OptionalLong.of(longInteger(field)) : OptionalLong.empty();
  }

  Optional<Fields> optionalFields(String field) {
    return has(field) ? Optional.of(fields(field)) : Optional.empty();
  }

  int integer(String field) {
    JsonNode value = node(field);
    if (!value.canConvertToInt() || !value.isIntegralNumber()) {
      throw wrongType(field, "an integer", value);
    }
    return value.intValue();
  }

  long longInteger(String field) {
    JsonNode value = node(field);
    if (!value.canConvertToLong() || !value.isIntegralNumber()) {
      throw wrongType(field, "an integer", value);
    }
    return value.longValue();
  }

  double number(String field) {
    JsonNode value = node(field);
    if (!value.isNumber()) {
      throw wrongType(field, "a number", value);
    }
    return value.doubleValue();
  }

  /// Returns what a text says, such as a number.
  ///
  /// @param reader throws a [NumberFormatException] where the text says something else
  <T> T written(String field, String expected, Function<String, T> reader) {
    String text = text(field);
    try {
      return reader.apply(text);
    } catch (NumberFormatException e) {
      FieldException refused =
          new FieldException(
              "%s must be %s, found \"%s\"".formatted(name(at(field)), expected, text));
      refused.initCause(e);
      throw refused;
    }
  }

  boolean flag(String field) {
    JsonNode value = node(field);
    if (!value.isBoolean()) {
      throw wrongType(field, "true or false", value);
    }
    return value.booleanValue();
  }

  <E extends Enum<E>> E constant(String field, Class<E> type) {
    String text = text(field);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw new FieldException(
        "%s must be one of %s, found \"%s\""
            .formatted(name(at(field)), List.of(type.getEnumConstants()), text));
  }

  List<String> texts(String field) {
    return list(field, element -> element.asText());
  }

  <T> List<T> objects(String field, Function<Fields, T> reader) {
    return list(field, element -> reader.apply(new Fields(element, at(field))));
  }

  private <T> List<T> list(String field, Function<JsonNode, T> reader) {
    JsonNode array = node(field);
    if (!array.isArray()) {
      throw wrongType(field, "an array", array);
    }
    List<T> values = new ArrayList<>(array.size());
    array.forEach(element -> values.add(reader.apply(element)));
    return values;
  }

  Map<String, String> textMap(String field) {
    Map<String, String> values = new LinkedHashMap<>();
    Fields map = fields(field);
    map.object.fieldNames().forEachRemaining(key -> values.put(key, map.text(key)));
    return values;
  }

  private FieldException wrongType(String field, String expected, JsonNode found) {
    return new FieldException(
        "%s must be %s, found %s".formatted(name(at(field)), expected, found.getNodeType()));
  }
}
