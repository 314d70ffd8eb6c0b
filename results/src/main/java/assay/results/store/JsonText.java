package assay.results.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/// JSON trees to text and back, in a form that keeps every Java string.
final class JsonText {
  /// A record holds a whole prompt and completion, which may be far longer than Jackson's default.
  private static final StreamReadConstraints LONG_TEXTS =
      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(LONG_TEXTS)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectWriter COMPACT = MAPPER.writer();
  private static final ObjectWriter ASCII = COMPACT.with(JsonWriteFeature.ESCAPE_NON_ASCII);
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
    String text = write(COMPACT, tree);
    // UTF-8 has no form for a lone surrogate, which an endpoint's "\ud800" can put into a
    // completion; as an escape it survives.
    return hasLoneSurrogate(text) ? write(ASCII, tree) : text;
  }

  /// Returns the tree indented for people, ending with a newline.
  static String pretty(JsonNode tree) {
    return write(PRETTY, tree) + "\n";
  }

  private static String write(ObjectWriter writer, JsonNode tree) {
    try {
      return writer.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }
}
