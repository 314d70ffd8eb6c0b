package assay.results.store;

import assay.results.RunManifest;
import assay.results.text.Escapes;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file `manifest.json`. Its rows, one for each sample, pass row by row; all else is small.
final class ManifestText {
  private ManifestText() {}

  /// Writes a manifest and closes the stream.
  static void write(RunManifest manifest, OutputStream out) throws IOException {
    Writer encoded =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder()));
    try (Writer escaped = Escapes.JSON.over(encoded)) {
      JsonText.pretty(ManifestCodec.write(manifest), escaped);
    }
  }

  /// Reads a manifest.
  ///
  /// @throws com.fasterxml.jackson.core.JsonProcessingException if it is not JSON
  /// @throws IllegalArgumentException if a field is missing, of another kind or out of range
  static RunManifest read(Path file) throws IOException {
    return ManifestCodec.read(tree(file));
  }

  private static JsonNode tree(Path file) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        JsonParser json = JsonText.parser(in)) {
      JsonNode tree = json.nextToken() == JsonToken.START_OBJECT ? root(json) : null;
      if (tree != null && json.nextToken() == null) {
        return tree;
      }
    } catch (Fields.FieldException e) {
      // A row that is none is told of when the rest is known to be a manifest.
    }
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return JsonText.parse(in);
    }
  }

  private static ObjectNode root(JsonParser json) throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      boolean dataset = json.nextToken() == JsonToken.START_OBJECT && name.equals("dataset");
      object.set(name, dataset ? dataset(json) : JsonText.subtree(json));
    }
    return object;
  }

  private static ObjectNode dataset(JsonParser json) throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      boolean rows = json.nextToken() == JsonToken.START_ARRAY && name.equals("rows");
      object.set(name, rows ? RowsNode.read(json) : JsonText.subtree(json));
    }
    return object;
  }
}
