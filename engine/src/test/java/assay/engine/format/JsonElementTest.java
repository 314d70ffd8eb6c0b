package assay.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.format.JsonValue.JsonArray;
import assay.engine.format.JsonValue.JsonBool;
import assay.engine.format.JsonValue.JsonNull;
import assay.engine.format.JsonValue.JsonNumber;
import assay.engine.format.JsonValue.JsonObject;
import assay.engine.format.JsonValue.JsonText;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonElementTest {
  private static final Path FILE = Path.of("config.json");
  private static final JsonMapper JACKSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private static final String SAMPLE =
      """
      {"a": [1, -2.5e3, 0, {"b": "x\\u00e9\\ud83d\\ude00\\n\\/"}, [], {}],
       "c": true, "d": false, "e": null, "\\"": "日本 \\\\"}\
      """;

  @TempDir private Path folder;

  private static JsonElement parse(String text) {
    return JsonElement.parse(FILE, text);
  }

  @Test
  void readsByTypeAndPath() {
    JsonElement all = parse(SAMPLE);
    JsonElement items = all.require("a");
    assertThat(items.items().get(0).integer()).isEqualTo(1);
    assertThat(items.items().get(1).number()).isEqualTo(-2500);
    assertThat(items.items().get(3).require("b").text()).isEqualTo("xé😀\n/");
    assertThat(items.items().get(3).require("b").path()).isEqualTo("$.a[3].b");
    assertThat(all.require("c").bool()).isTrue();
    assertThat(all.get("e")).isEmpty();
    assertThat(all.get("f")).isEmpty();
    assertThat(all.members().keySet()).containsExactly("a", "c", "d", "e", "\"");
    assertThat(all.members().get("\"").path()).isEqualTo("$[\"\"\"]");
  }

  @Test
  void namesFileAndPathOfWhatIsNotAsExpected() {
    JsonElement all = parse(SAMPLE);
    assertThatThrownBy(() -> all.require("a").items().get(3).require("b").integer())
        .isInstanceOf(MalformedModelException.class)
        .hasMessage(
            """
            config.json: $.a[3].b: value has the wrong type
              expected a whole number, found a text. Fetch the file again, or use a model that the engine supports\
            """);
    assertThatThrownBy(() -> all.require("z"))
        .hasMessageContaining("$: a member is missing\n  expected \"z\"");
    assertThatThrownBy(() -> all.allowOnly(Set.of("a", "c", "d", "e")))
        .hasMessageContaining("expected only a, c, d, e, found \"\"\"");
    assertThatThrownBy(() -> all.require("a").items().get(1).integer())
        .hasMessageContaining("found the number -2.5e3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\":1,\"a\":2}",
        "01",
        "1.",
        "+1",
        "'a'",
        "\"\t\"",
        "tru",
        "\"\\ud800\"",
        "\"\\ud800x\"",
        "\"\\udc00\"",
        "\"\\x\"",
        "1 2",
        "{1:2}",
        "[",
        "\"a",
        "\\",
        "nan"
      })
  void refusesWhatIsNotJson(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("the file is not JSON");
  }

  @Test
  void namesLineAndColumn() {
    assertThatThrownBy(() -> parse("{\n  \"a\": tru\n}"))
        .hasMessage(
            """
            config.json: line 2, column 8: the file is not JSON
              expected true, found U+0074. Fetch the file again: it is damaged or incomplete\
            """);
  }

  @Test
  void refusesDeepNestingAndOtherEncodings() throws IOException {
    assertThatThrownBy(() -> parse("[".repeat(1_000_000)))
        .hasMessageContaining("expected at most 200 levels of nesting");
    Path file = folder.resolve("latin1.json");
    Files.write(file, new byte[] {'"', (byte) 0xE9, '"'});
    assertThatThrownBy(() -> JsonElement.read(file)).hasMessageContaining("the file is not UTF-8");
  }

  @ParameterizedTest
  @CsvSource({"NaN, NaN", "-Infinity, -Infinity", "1E-2, 0.01"})
  void readsTheNumbersThatPythonWrites(String literal, Double value) {
    assertThat(parse(literal).number()).isEqualTo(value);
  }

  /// Every damage of one character, and each cut, is judged as by another parser.
  @Test
  void agreesWithJacksonOnDamagedTexts() {
    long seed = 20261125;
    Random random = new Random(seed);
    String characters = "{}[]\",:\\ue0129.-+tfn \n\u0001é";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(SAMPLE);
      for (int edits = random.nextInt(3); edits >= 0; edits--) {
        int at = random.nextInt(text.length());
        int length = random.nextInt(3);
        char put = characters.charAt(random.nextInt(characters.length()));
        text.replace(
            at, Math.min(text.length(), at + length), random.nextBoolean() ? "" + put : "");
      }
      Optional<JsonNode> expected = jackson(text.toString());
      assertThat(ours(text.toString())).as("seed %d: %s", seed, text).isEqualTo(expected);
    }
  }

  private static Optional<JsonNode> jackson(String text) {
    try {
      JsonNode node = JACKSON.readTree(text);
      // Jackson lets half a pair pass, which no UTF-8 file can mean.
      boolean sound = node.toString().codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
      return sound ? Optional.of(normal(node)) : Optional.empty();
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  /// The node with all numbers as decimals.
  private static JsonNode normal(JsonNode node) {
    return toJackson(parse(node.toString()).value());
  }

  private static Optional<JsonNode> ours(String text) {
    try {
      return Optional.of(toJackson(parse(text).value()));
    } catch (MalformedModelException _) {
      return Optional.empty();
    }
  }

  private static JsonNode toJackson(JsonValue value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case JsonNull _ -> nodes.nullNode();
      case JsonBool(boolean truth) -> nodes.booleanNode(truth);
      case JsonNumber(String literal) ->
          nodes.numberNode(new BigDecimal(literal).stripTrailingZeros());
      case JsonText(String text) -> nodes.textNode(text);
      case JsonArray array -> {
        var items = nodes.arrayNode();
        array.items().forEach(item -> items.add(toJackson(item)));
        yield items;
      }
      case JsonObject object -> {
        var members = nodes.objectNode();
        object.members().forEach((key, member) -> members.set(key, toJackson(member)));
        yield members;
      }
    };
  }
}
