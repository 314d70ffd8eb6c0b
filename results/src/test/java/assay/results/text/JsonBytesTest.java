package assay.results.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Texts as JSON in UTF-8, half pairs among them.
class JsonBytesTest {
  private static final String[] PIECES = {
    "a", "é", "中", "😀", "\uD83D", "\uDE00", "\n", "\"", "\\", "\u0000", "\uFFFF", "z".repeat(50)
  };

  private static String json(JsonNode tree) {
    return new String(JsonBytes.of(tree), StandardCharsets.UTF_8);
  }

  private static ObjectNode object(String name, String value) {
    return JsonNodeFactory.instance.objectNode().put(name, value);
  }

  @Test
  void pairsAreCharactersAndHalvesAreEscapes() {
    assertThat(json(object("k", "a😀b"))).isEqualTo("{\"k\":\"a😀b\"}");
    assertThat(json(object("k", "\uD83D"))).isEqualTo("{\"k\":\"\\ud83d\"}");
    assertThat(json(object("k", "x\uDE00\uD83D"))).isEqualTo("{\"k\":\"x\\ude00\\ud83d\"}");
    assertThat(json(object("\uD83D", "v"))).isEqualTo("{\"\\ud83d\":\"v\"}");
  }

  @Test
  void anyTextIsWhatItsTextFormWithEscapesIsAndReadsBack() throws Exception {
    Random random = new Random(20261130);
    JsonMapper reader = new JsonMapper();
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      // Long enough to reach over the ends of the writer's buffers.
      text.append("p".repeat(i % 3 == 0 ? random.nextInt(9_000) : 0));
      for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      ObjectNode tree = object("k", text.toString());
      assertThat(json(tree)).isEqualTo(Escapes.JSON.apply(tree.toString()));
      assertThat(reader.readTree(JsonBytes.of(tree))).isEqualTo(tree);
    }
  }
}
