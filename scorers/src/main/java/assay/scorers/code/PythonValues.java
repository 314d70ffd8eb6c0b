package assay.scorers.code;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads Python values from JSON: plain, as tests hold them, and encoded, as the sandbox's worker
/// writes a return value.
final class PythonValues {
  private static final Pattern HEX = Pattern.compile("-?0x[0-9a-f]++");
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

  /// Returns the JSON object that a worker's answer holds, or empty where the text is none.
  static Optional<JsonNode> answer(String text) {
    return parse(text).filter(JsonNode::isObject);
  }

  /// Returns the value that the worker encoded, or empty where the text is no such encoding:
  /// nothing was returned, or the program wrote over its own result.
  static Optional<PythonValue> fromEncoded(String text) {
    try {
      return parse(text).map(PythonValues::encoded);
    } catch (MalformedEncoding | NumberFormatException e) {
      return Optional.empty();
    }
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

  private static Map<PythonValue, PythonValue> plainEntries(JsonNode object) {
    Map<PythonValue, PythonValue> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      entries.put(new PythonValue.Str(property.getKey()), plain(property.getValue()));
    }
    return entries;
  }

  private static PythonValue encoded(JsonNode node) {
    JsonNode content = node.path(1);
    return switch (node.path(0).asText()) {
      case "none" -> new PythonValue.None();
      case "bool" -> new PythonValue.Bool(content.asBoolean());
      case "int" -> new PythonValue.Int(integer(text(content)));
      case "float" -> new PythonValue.Real(number(text(content)));
      case "str" -> new PythonValue.Str(text(content));
      case "list" -> new PythonValue.Sequence(encodedItems(content));
      case "tuple" -> new PythonValue.Tuple(encodedItems(content));
      case "array" -> new PythonValue.Array(encoded(content.path(0)));
      case "fraction" -> ratio(text(content.path(0)), text(content.path(1)));
      case "set" -> new PythonValue.Other("set");
      case "dict" -> new PythonValue.Dict(encodedEntries(content));
      case "other" -> new PythonValue.Other(text(content));
      default -> throw new MalformedEncoding();
    };
  }

  private static List<PythonValue> encodedItems(JsonNode array) {
    List<PythonValue> items = new ArrayList<>(array.size());
    array.forEach(item -> items.add(encoded(item)));
    return items;
  }

  private static Map<PythonValue, PythonValue> encodedEntries(JsonNode array) {
    Map<PythonValue, PythonValue> entries = new LinkedHashMap<>();
    array.forEach(pair -> entries.put(encoded(pair.path(0)), encoded(pair.path(1))));
    return entries;
  }

  private static PythonValue ratio(String above, String below) {
    BigInteger denominator = integer(below);
    if (denominator.signum() <= 0) {
      throw new MalformedEncoding();
    }
    return new PythonValue.Ratio(integer(above), denominator);
  }

  /// Reads Python's `hex(i)` byte by byte: a program may return millions of digits, for which
  /// reading a number from text would take quadratic time.
  private static BigInteger integer(String hex) {
    if (!HEX.matcher(hex).matches()) {
      throw new MalformedEncoding();
    }
    boolean negative = hex.startsWith("-");
    String digits = hex.substring(negative ? 3 : 2);
    byte[] magnitude = HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
    BigInteger absolute = new BigInteger(1, magnitude);
    return negative ? absolute.negate() : absolute;
  }

  /// Reads Python's `float.hex(x)`, which is Java's notation but for the three special values.
  private static double number(String hex) {
    return switch (hex) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(hex);
    };
  }

  private static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw new MalformedEncoding();
    }
    return node.textValue();
  }

  /// Not what the worker writes. Caught in this class.
  private static final class MalformedEncoding extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
