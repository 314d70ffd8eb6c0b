package assay.harness.divergence;

import assay.results.divergence.Divergence.Side;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// The first line of a file of logits, a JSON object that says whose they are and what follows
/// which tokens. Behind it each row is its logits in F32 and their CRC-32C, little-endian.
///
/// @param side the model
/// @param vocabSize logits of a row
/// @param rows how many follow
/// @param digest of the passages; see [Passages#digest]
record LogitsHeader(Side side, int vocabSize, long rows, String digest) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FORMAT = "assay-logits/1";
  private static final int LONGEST = 1 << 16;

  /// Returns the line with its newline.
  byte[] bytes() {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("format", FORMAT)
            .put("model", side.name())
            .put("weights", side.weights())
            .put("kernels", side.kernels());
    side.fileBytes().ifPresent(bytes -> node.put("fileBytes", bytes));
    side.weightBytesPerToken().ifPresent(bytes -> node.put("weightBytesPerToken", bytes));
    node.put("vocabSize", vocabSize).put("rows", rows).put("tokens", digest);
    return (node + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /// Returns the size of a row in bytes.
  int rowBytes() {
    return Math.multiplyExact(Float.BYTES, vocabSize) + Integer.BYTES;
  }

  /// Returns the size of the whole file in bytes.
  long fileBytes() {
    return Math.addExact(bytes().length, Math.multiplyExact(rows, rowBytes()));
  }

  /// Reads the line of a file.
  ///
  /// @throws MalformedLogitsException if there is none, or the file has another size than it says
  static LogitsHeader read(Path file) throws IOException {
    LogitsHeader header;
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
      int end = start.indexOf('\n');
      if (end < 0) {
        throw new MalformedLogitsException(file, "is no file of logits");
      }
      byte[] line = start.substring(0, end).getBytes(StandardCharsets.ISO_8859_1);
      header = of(file, new String(line, StandardCharsets.UTF_8));
    }
    if (Files.size(file) != header.fileBytes()) {
      throw new MalformedLogitsException(
          file,
          "is damaged: expected %d bytes, found %d"
              .formatted(header.fileBytes(), Files.size(file)));
    }
    return header;
  }

  private static LogitsHeader of(Path file, String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException _) {
      throw new MalformedLogitsException(file, "is no file of logits");
    }
    if (!FORMAT.equals(node.path("format").asText())) {
      throw new MalformedLogitsException(
          file, "is no file of logits: expected \"format\": \"" + FORMAT + "\"");
    }
    return new LogitsHeader(
        new Side(
            node.path("model").asText(),
            node.path("weights").asText(),
            node.path("kernels").asText(),
            bytes(node, "fileBytes"),
            bytes(node, "weightBytesPerToken")),
        node.path("vocabSize").asInt(),
        node.path("rows").asLong(),
        node.path("tokens").asText());
  }

  private static OptionalLong bytes(JsonNode node, String name) {
    return node.has(name) ? OptionalLong.of(node.path(name).asLong()) : OptionalLong.empty();
  }
}
