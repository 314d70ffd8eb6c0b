package assay.results.store;

import assay.results.SampleRecord;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;

/// Reads a record without its longest texts, which figures are not made of: the prompt is
/// [assay.results.Prompt.Unrecorded], and the sample's input is empty.
final class RecordSkim {
  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

  private RecordSkim() {}

  /// Returns the record at which a parser begins.
  ///
  /// @throws Fields.FieldException if the content is not a record of this format
  static SampleRecord read(JsonParser json) throws IOException {
    return RecordCodec.read(
        fields(
            json,
            name ->
                switch (name) {
                  case "prompt" -> skipped(json, NOTHING);
                  case "sample" -> fields(json, part -> sample(json, part));
                  default -> JsonText.subtree(json);
                }));
  }

  private static JsonNode sample(JsonParser json, String name) throws IOException {
    return name.equals("input") ? skipped(json, TextNode.valueOf("")) : JsonText.subtree(json);
  }

  private static JsonNode skipped(JsonParser json, JsonNode instead) throws IOException {
    json.skipChildren();
    return instead;
  }

  /// Reads the value of a field, at which the parser is, and leaves the parser at its end.
  private interface Field {
    JsonNode value(String name) throws IOException;
  }

  private static ObjectNode fields(JsonParser json, Field field) throws IOException {
    if (json.currentToken() == null) {
      json.nextToken();
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new Fields.FieldException("the content is no object");
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      node.set(name, field.value(name));
    }
    return node;
  }
}
