package assay.tasks.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Set;

/// Strict JSON: RFC 8259, no duplicate names, no limit on a text's length but that of its row. NaN
/// and infinities are read as Python writes them; a field that has to be a number refuses them.
final class StrictJson {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNestingDepth(200)
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  static final JsonMapper MAPPER = new JsonMapper(FACTORY);

  private static final ObjectReader WHOLE_TEXT =
      MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private StrictJson() {}

  /// Returns the one value that the text holds.
  static JsonNode value(String text) throws JsonProcessingException {
    return WHOLE_TEXT.readTree(text);
  }

  /// Returns the object whose opening brace the parser has just read. Of fields that are not wanted
  /// only the name is kept; no wanted fields at all means that every field is.
  static ObjectNode object(JsonParser parser, Set<String> wanted) throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
      if (wanted.isEmpty() || wanted.contains(name)) {
        // The mapper would make the same node of a text, and take longer.
        object.set(name, text ? new TextNode(parser.getText()) : MAPPER.readTree(parser));
      } else {
        parser.skipChildren();
        object.set(name, MissingNode.getInstance());
      }
    }
    return object;
  }
}
