package assay.results.store;

import assay.results.text.Escapes;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/// JSON trees to text and back, in a form that keeps every Java string.
final class JsonText {
  /// A record holds a whole prompt and completion, which may be far longer than Jackson's default.
  private static final StreamReadConstraints LONG_TEXTS =
      StreamReadConstraints.builder()
          .maxStringLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(LONG_TEXTS)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectWriter COMPACT = MAPPER.writer();
  private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

  private JsonText() {}

  static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /// Returns a parser of a part of an array, for who needs only the front of it.
  static JsonParser parser(byte[] bytes, int offset, int length) throws IOException {
    return MAPPER.createParser(bytes, offset, length);
  }

  /// Returns the tree on one line.
  static String line(JsonNode tree) {
    return Escapes.JSON.apply(write(COMPACT, tree));
  }

  /// Returns the tree indented for people, ending with a newline.
  static String pretty(JsonNode tree) {
    return Escapes.JSON.apply(write(PRETTY, tree)) + "\n";
  }

  private static String write(ObjectWriter writer, JsonNode tree) {
    try {
      return writer.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }
}
