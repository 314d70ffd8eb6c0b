package assay.results.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// JSON as the UTF-8 that is stored and sent. It is what [Escapes#JSON] makes of their text,
/// without the text: half pairs become escapes, so that what is read back is what was written.
public final class JsonBytes {
  private static final ObjectWriter WRITER =
      new JsonMapper(
              JsonFactory.builder()
                  .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                  .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                  .build())
          .writer();

  private JsonBytes() {}

  /// What is written value by value.
  @FunctionalInterface
  public interface Content {
    /// Writes one value, which is well-formed.
    void write(JsonGenerator json) throws IOException;
  }

  /// Returns the tree on one line.
  public static byte[] of(JsonNode tree) {
    return of(json -> WRITER.writeValue(json, tree));
  }

  /// Returns a value on one line.
  public static byte[] of(Content content) {
    Bytes bytes = new Bytes();
    try (JsonGenerator json = WRITER.createGenerator(bytes)) {
      content.write(json);
    } catch (IOException e) {
      throw new IllegalStateException("what is in memory can always be written", e);
    }
    return bytes.toByteArray();
  }

  /// Gives away what it collected, where that fills its array, as the one buffer of a short content
  /// does.
  private static final class Bytes extends ByteArrayOutputStream {
    @Override
    public synchronized byte[] toByteArray() {
      return count == buf.length ? buf : super.toByteArray();
    }
  }
}
