package assay.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.format.MalformedModelException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of ranks, against OpenAI's tiktoken and Mistral's mistral-common (`make_tiktoken.py`).
final class RankedTokenizersTest {
  /// A small tiktoken file with special tokens behind it, of which some ids are left out.
  private record Named(
      List<String> lines, Map<String, Integer> specials, List<String> texts, List<int[]> ids) {}

  private record Tekken(ObjectNode file, List<String> texts, List<int[]> ids, int instruction) {}

  private record Ranked(Map<String, Named> named, Tekken tekken) {}

  private static final Ranked RANKED = References.read("ranked.json", Ranked.class);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cl100k_base.tiktoken",
        "o200k_base.tiktoken",
        "r50k_base.tiktoken",
        "tiktoken.model"
      })
  void cutsTextsAsTheFilesNameSays(String name) throws IOException {
    Named named = RANKED.named().get(name);
    Files.write(folder.resolve(name), named.lines());
    ObjectNode config = JsonNodeFactory.instance.objectNode().put("eos_token", "<|endoftext|>");
    ObjectNode added = config.putObject("added_tokens_decoder");
    named
        .specials()
        .forEach(
            (text, id) ->
                added.putObject(String.valueOf(id)).put("content", text).put("special", true));
    Files.writeString(folder.resolve("tokenizer_config.json"), config.toString());
    Tokenizer tokenizer = Tokenizer.fromFolder(folder);
    for (int i = 0; i < named.texts().size(); i++) {
      String text = named.texts().get(i);
      assertThat(tokenizer.encode(text, EncodingOptions.RENDERED))
          .as(text)
          .isEqualTo(named.ids().get(i));
    }
    assertThat(tokenizer.vocabulary().specials().eos())
        .hasValue(named.specials().get("<|endoftext|>"));
  }

  @Test
  void readsTekkenAsMistralDoes() throws IOException {
    Tekken tekken = RANKED.tekken();
    Files.writeString(folder.resolve("tekken.json"), tekken.file().toString());
    Tokenizer tokenizer = Tokenizer.fromFolder(folder);
    for (int i = 0; i < tekken.texts().size(); i++) {
      String text = tekken.texts().get(i);
      assertThat(tokenizer.encode(text)).as(text).isEqualTo(tekken.ids().get(i));
      assertThat(tokenizer.decode(tekken.ids().get(i))).isEqualTo(text);
    }
    assertThat(tokenizer.size()).isEqualTo(350);
    assertThat(tokenizer.encode("[INST]", EncodingOptions.RENDERED))
        .containsExactly(tekken.instruction());
    assertThat(tokenizer.vocabulary().specials().bos()).hasValue(1);
    assertThat(tokenizer.vocabulary().specials().eos()).hasValue(2);
  }

  @Test
  void refusesATekkenFileOfOtherRanks() throws IOException {
    ObjectNode file = RANKED.tekken().file().deepCopy();
    ((ObjectNode) file.get("vocab").get(7)).put("rank", 9);
    refuses(file, "$.vocab[7].rank: tokens are not in the order of their ranks");
    file = RANKED.tekken().file().deepCopy();
    ArrayNode vocabulary = (ArrayNode) file.get("vocab");
    JsonNode first = vocabulary.get(0);
    ((ObjectNode) vocabulary.get(3)).set("token_bytes", first.get("token_bytes"));
    refuses(file, "$.vocab[3].token_bytes: the token is empty or came before");
    file = RANKED.tekken().file().deepCopy();
    ((ObjectNode) file.get("config")).put("default_vocab_size", 1000);
    refuses(file, "$.vocab: tokens are missing");
    file = RANKED.tekken().file().deepCopy();
    ((ObjectNode) file.get("config")).put("pattern", "(?<=a)b");
    refuses(file, "$.config.pattern: the pattern is not supported");
  }

  private void refuses(ObjectNode file, String message) throws IOException {
    Files.writeString(folder.resolve("tekken.json"), file.toString());
    assertThatThrownBy(() -> Tokenizer.fromFolder(folder))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining(message);
  }
}
