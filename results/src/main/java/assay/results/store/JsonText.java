package assay.results.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;

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

  private static final ObjectWriter PRETTY =
      MAPPER.writerWithDefaultPrettyPrinter().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  private static final ObjectReader PART =
      MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonText() {}

  static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  static JsonNode parse(Reader text) throws IOException {
    return MAPPER.readTree(text);
  }

  /// Returns a parser of a text, for who does not want all of it as one tree. Closing it closes the
  /// reader.
  static JsonParser parser(Reader text) throws IOException {
    return MAPPER.createParser(text);
  }

  /// Returns the value that a parser is at, and leaves it at its end.
  static JsonNode subtree(JsonParser json) throws IOException {
    return PART.readTree(json);
  }

  /// Returns a parser of a part of an array, for who needs only the front of it.
  static JsonParser parser(byte[] bytes, int offset, int length) throws IOException {
    return MAPPER.createParser(bytes, offset, length);
  }

  /// Writes the tree indented for people, ending with a newline, and leaves the writer open.
  static void pretty(JsonNode tree, Writer out) throws IOException {
    PRETTY.writeValue(out, tree);
    out.write("\n");
  }
}
