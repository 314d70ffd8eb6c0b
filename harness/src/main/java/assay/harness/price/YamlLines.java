package assay.harness.price;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// In which lines of a YAML text its keys stand.
///
/// @param byPointer lines from 1, by JSON pointer
record YamlLines(Map<String, Integer> byPointer) {

  static YamlLines of(String text) throws IOException {
    Map<String, Integer> lines = new HashMap<>();
    try (JsonParser parser = new YAMLFactory().createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          lines.putIfAbsent(
              parser.getParsingContext().pathAsPointer().toString(),
              parser.currentTokenLocation().getLineNr());
        }
      }
    }
    return new YamlLines(lines);
  }

  /// Returns the line of a model's field, or else of the model.
  int of(String model, String field) {
    String own = "/models/" + model.replace("~", "~0").replace("/", "~1");
    return byPointer.getOrDefault(own + "/" + field, byPointer.getOrDefault(own, 1));
  }
}
