package assay.harness.serve.openai;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The fields of a request. One that is `null` is not there, and one that nobody asks for is
/// ignored, as OpenAI does; one of a wrong type is refused by its name.
///
/// @param object the request, or an object in it
/// @param place its name and a dot; empty for the request
public record RequestFields(ObjectNode object, String place) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();

  public RequestFields {
    Objects.requireNonNull(object);
  }

  /// Reads a body.
  ///
  /// @throws ApiException if it is no JSON object in UTF-8
  public static RequestFields read(byte[] body) throws ApiException {
    try {
      JsonNode root = JSON.readTree(body);
      if (root instanceof ObjectNode object) {
        return new RequestFields(object, "");
      }
      throw ApiException.of(400, "invalid_json", "The body is no JSON object.");
    } catch (JsonProcessingException e) {
      JsonLocation where = e.getLocation();
      throw ApiException.of(
          400,
          "invalid_json",
          "The body cannot be read as JSON: line %d, column %d: %s"
              .formatted(
                  where == null ? 1 : where.getLineNr(),
                  where == null ? 1 : where.getColumnNr(),
                  e.getOriginalMessage()));
    } catch (IOException e) {
      throw ApiException.of(400, "invalid_json", "The body is no text in UTF-8.");
    }
  }

  /// Returns a field, if it is there.
  Optional<JsonNode> node(String name) {
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
  }

  /// Returns whether a field is there.
  boolean has(String name) {
    return node(name).isPresent();
  }

  /// Returns a text.
  public Optional<String> text(String name) throws ApiException {
    return typed(name, "a string", JsonNode::isTextual).map(JsonNode::textValue);
  }

  /// Returns a text or several.
  List<String> texts(String name) throws ApiException {
    Optional<JsonNode> node =
        typed(name, "a string or an array of strings", n -> n.isTextual() || n.isArray());
    List<String> texts = new ArrayList<>();
    if (node.isPresent() && node.get().isTextual()) {
      texts.add(node.get().textValue());
    } else if (node.isPresent()) {
      for (JsonNode each : node.get()) {
        if (each.isTextual()) {
          texts.add(each.textValue());
        } else if (!each.isNull()) { // lm-evaluation-harness sends one where it knows no end token
          throw ApiException.type(
              "%s%s[%d]".formatted(place, name, texts.size()), "a string", kind(each));
        }
      }
    }
    return texts;
  }

  /// Returns a truth value.
  boolean flag(String name, boolean absent) throws ApiException {
    return typed(name, "a boolean", JsonNode::isBoolean).map(JsonNode::booleanValue).orElse(absent);
  }

  /// Returns a number.
  double number(String name, double absent) throws ApiException {
    return typed(name, "a number", JsonNode::isNumber).map(JsonNode::doubleValue).orElse(absent);
  }

  /// Returns a whole number of 64 bits.
  OptionalLong whole(String name) throws ApiException {
    return within(name, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /// Returns a whole number within a range.
  OptionalInt whole(String name, int least, int most) throws ApiException {
    OptionalLong value = within(name, least, most);
    return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
  }

  private OptionalLong within(String name, long least, long most) throws ApiException {
    Optional<BigInteger> given =
        typed(name, "an integer", JsonNode::isIntegralNumber).map(JsonNode::bigIntegerValue);
    if (given.isEmpty()) {
      return OptionalLong.empty();
    }
    BigInteger value = given.get();
    if (value.compareTo(BigInteger.valueOf(least)) < 0
        || value.compareTo(BigInteger.valueOf(most)) > 0) {
      throw ApiException.field(
          place + name,
          "Invalid '%s%s': expected a value from %d to %d, but got %d instead."
              .formatted(place, name, least, most, value));
    }
    return OptionalLong.of(value.longValueExact());
  }

  /// Returns the fields of an object in this one.
  Optional<RequestFields> object(String name) throws ApiException {
    return typed(name, "an object", JsonNode::isObject)
        .map(node -> new RequestFields((ObjectNode) node, place + name + "."));
  }

  /// Returns an array of objects.
  List<RequestFields> objects(String name) throws ApiException {
    List<RequestFields> objects = new ArrayList<>();
    for (JsonNode each :
        typed(name, "an array", JsonNode::isArray).orElse(JSON.createArrayNode())) {
      String item = "%s%s[%d]".formatted(place, name, objects.size());
      if (!(each instanceof ObjectNode object)) {
        throw ApiException.type(item, "an object", kind(each));
      }
      objects.add(new RequestFields(object, item + "."));
    }
    return objects;
  }

  /// Returns a value as plain Java data: maps, lists, texts, numbers, truth values and nulls.
  static Object plain(JsonNode node) {
    return JSON.convertValue(node, Object.class);
  }

  /// Parses a text that should be a JSON object, as arguments of a tool's call are.
  static Optional<ObjectNode> parsed(String text) {
    try {
      return JSON.readTree(text) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private interface Kind {
    boolean of(JsonNode node);
  }

  private Optional<JsonNode> typed(String name, String expected, Kind kind) throws ApiException {
    Optional<JsonNode> node = node(name);
    if (node.isPresent() && !kind.of(node.get())) {
      throw ApiException.type(place + name, expected, kind(node.get()));
    }
    return node;
  }

  /// Returns what a value is, in words.
  static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> "a string";
      case NUMBER -> node.isIntegralNumber() ? "an integer" : "a decimal number";
      case BOOLEAN -> "a boolean";
      case ARRAY -> "an array";
      case OBJECT, POJO -> "an object";
      case NULL, MISSING, BINARY -> "null";
    };
  }
}
