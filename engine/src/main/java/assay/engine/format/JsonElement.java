package assay.engine.format;

import assay.engine.format.JsonValue.JsonArray;
import assay.engine.format.JsonValue.JsonBool;
import assay.engine.format.JsonValue.JsonNull;
import assay.engine.format.JsonValue.JsonNumber;
import assay.engine.format.JsonValue.JsonObject;
import assay.engine.format.JsonValue.JsonText;
import assay.engine.format.MalformedModelException.FilePlace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// A JSON value with its place, read by type. What is not as expected is a
/// [MalformedModelException] that names file and path.
///
/// @param file the file that it was read from
/// @param path where in the file, such as `$.model.merges[3]`
/// @param value the value
public record JsonElement(Path file, String path, JsonValue value) {

  /// Reads a file of one JSON value.
  ///
  /// @throws MalformedModelException if it is not JSON in UTF-8
  public static JsonElement read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      return parse(
          file, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      throw new MalformedModelException(
          new FilePlace(file, "$", OptionalLong.empty()),
          "the file is not UTF-8",
          "JSON in UTF-8",
          "other bytes",
          "Fetch the file again");
    }
  }

  /// Reads a text of one JSON value.
  ///
  /// @param file named in messages
  /// @throws MalformedModelException if it is not JSON
  public static JsonElement parse(Path file, String text) {
    return new JsonElement(file, "$", new JsonParser(file, text).parse());
  }

  /// Tells whether this is `null`.
  public boolean isNull() {
    return value instanceof JsonNull;
  }

  /// Returns a member; empty if it is absent or `null`.
  public Optional<JsonElement> get(String key) {
    JsonValue member = object().members().get(key);
    return member == null || member instanceof JsonNull
        ? Optional.empty()
        : Optional.of(new JsonElement(file, memberPath(key), member));
  }

  /// Returns a member that must be there.
  public JsonElement require(String key) {
    return get(key)
        .orElseThrow(() -> fault("a member is missing", "\"" + key + "\"", "no such member"));
  }

  /// Returns the members in the order of the file.
  public Map<String, JsonElement> members() {
    Map<String, JsonElement> members = new LinkedHashMap<>();
    object()
        .members()
        .forEach((key, member) -> members.put(key, new JsonElement(file, memberPath(key), member)));
    return members;
  }

  /// Returns the items of an array.
  public List<JsonElement> items() {
    if (!(value instanceof JsonArray(List<JsonValue> items))) {
      throw wrongType("an array");
    }
    return new AbstractList<>() {
      @Override
      public JsonElement get(int index) {
        return new JsonElement(file, path + "[" + index + "]", items.get(index));
      }

      @Override
      public int size() {
        return items.size();
      }
    };
  }

  /// Returns the text.
  public String text() {
    if (value instanceof JsonText(String text)) {
      return text;
    }
    throw wrongType("a text");
  }

  /// Returns the truth value.
  public boolean bool() {
    if (value instanceof JsonBool(boolean truth)) {
      return truth;
    }
    throw wrongType("true or false");
  }

  /// Returns the whole number.
  public long integer() {
    if (value instanceof JsonNumber(String literal)) {
      try {
        return Long.parseLong(literal);
      } catch (NumberFormatException _) {
        throw wrongType("a whole number below 2^63");
      }
    }
    throw wrongType("a whole number");
  }

  /// Returns the number.
  public double number() {
    if (value instanceof JsonNumber(String literal)) {
      return Double.parseDouble(literal);
    }
    throw wrongType("a number");
  }

  /// Refuses members with other names: what is not understood must not be skipped.
  public void allowOnly(Set<String> keys) {
    for (String key : object().members().keySet()) {
      if (!keys.contains(key)) {
        throw fault(
            "a member is not understood",
            "only " + String.join(", ", new TreeSet<>(keys)),
            "\"" + key + "\"");
      }
    }
  }

  /// Returns the fault that this value is not what it should be.
  public MalformedModelException fault(String what, String expected, String found) {
    return new MalformedModelException(
        new FilePlace(file, path, OptionalLong.empty()),
        what,
        expected,
        found,
        "Fetch the file again, or use a model that the engine supports");
  }

  private JsonObject object() {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw wrongType("an object");
  }

  private String memberPath(String key) {
    boolean plain = !key.isEmpty() && key.chars().allMatch(Character::isJavaIdentifierPart);
    return plain ? path + "." + key : path + "[\"" + key + "\"]";
  }

  private MalformedModelException wrongType(String expected) {
    return fault("value has the wrong type", expected, value.typeName());
  }
}
