package assay.scorers.code;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads Python values from plain JSON, as the tests of a problem hold them.
///
/// What a program hands over is no test and is read by [EncodedValueReader], within bounds.
final class PythonValues {
  private static final int DEEPEST = 1000;
  private static final int LONGEST = 64 << 20;

  /// Python's `json` writes and reads `NaN` and `Infinity`, and integers of any length.
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST)
                          .maxStringLength(LONGEST)
                          .build())
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(
              StreamReadFeature.USE_FAST_DOUBLE_PARSER,
              StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PythonValues() {}

  /// Returns the value that a JSON text stands for, or empty where it is not JSON.
  static Optional<PythonValue> fromJson(String text) {
    return parse(text).map(PythonValues::plain);
  }

  private static Optional<JsonNode> parse(String text) {
    try {
      return Optional.of(JSON.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static PythonValue plain(JsonNode node) {
    return switch (node.getNodeType()) {
      case NULL -> new PythonValue.None();
      case BOOLEAN -> new PythonValue.Bool(node.booleanValue());
      case NUMBER ->
          node.isIntegralNumber()
              ? new PythonValue.Int(node.bigIntegerValue())
              : new PythonValue.Real(node.doubleValue());
      case STRING -> new PythonValue.Str(node.textValue());
      case ARRAY -> new PythonValue.Sequence(plainItems(node));
      case OBJECT -> new PythonValue.Dict(plainEntries(node));
      case BINARY, MISSING, POJO ->
          throw new IllegalStateException("a parsed JSON text has no " + node.getNodeType());
    };
  }

  private static List<PythonValue> plainItems(JsonNode array) {
    List<PythonValue> items = new ArrayList<>(array.size());
    array.forEach(item -> items.add(plain(item)));
    return items;
  }

  private static List<PythonValue.Entry> plainEntries(JsonNode object) {
    List<PythonValue.Entry> entries = new ArrayList<>(object.size());
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      entries.add(
          new PythonValue.Entry(
              new PythonValue.Str(property.getKey()), plain(property.getValue())));
    }
    return entries;
  }
}
