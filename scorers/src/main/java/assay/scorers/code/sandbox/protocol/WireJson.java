package assay.scorers.code.sandbox.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;

/// JSON as it goes to and comes from a worker.
final class WireJson {
  /// Escapes all but ASCII: a text may hold half a surrogate pair, which UTF-8 cannot write.
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private WireJson() {}

  /// Returns the value's bytes.
  static byte[] bytes(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always written", e);
    }
  }

  /// Returns the value's bytes and a line end.
  static byte[] line(Object value) {
    byte[] bytes = bytes(value);
    byte[] line = Arrays.copyOf(bytes, bytes.length + 1);
    line[bytes.length] = '\n';
    return line;
  }

  /// Reads a line that a worker wrote.
  ///
  /// @throws WorkerLost when it is no JSON
  static JsonNode read(String line) throws WorkerLost {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new WorkerLost("the worker wrote \"" + line + "\" instead of JSON", e);
    }
  }
}
