package assay.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.format.JsonElement;
import assay.engine.format.MalformedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a `tokenizer.json` may not hold is refused with its place in the file.
class TokenizerJsonRefusalTest {
  private static final String SOUND =
      """
      {"version": "1.0", "truncation": null, "padding": null,
       "added_tokens": [{"id": 3, "content": "<s>", "special": true, "normalized": false}],
       "normalizer": {"type": "NFC"},
       "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "use_regex": true},
       "post_processor": null,
       "decoder": {"type": "ByteLevel"},
       "model": {"type": "BPE", "dropout": null, "vocab": {"a": 0, "b": 1, "ab": 2},
                 "merges": ["a b"]}}\
      """;

  @TempDir private Path folder;

  private Tokenizer read(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("tokenizer.json"), json);
    return TokenizerJson.read(JsonElement.read(file), TokenizerConfig.read(folder));
  }

  @Test
  void theFileThatTheOthersAreMadeOfIsSound() throws IOException {
    assertThat(read(SOUND).encode("ab<s>a", EncodingOptions.RENDERED)).containsExactly(2, 3, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"NFC\" | \"Precompiled\" | $.normalizer.type: this normalizer is not supported",
        "\"NFC\" | \"Replace\", \"content\": \"\", \"pattern\": {\"Regex\": \"(a)\\\\1\"} |"
            + " $.normalizer.pattern.Regex: this pattern is not supported",
        "\"NFC\" | \"NFC\", \"odd\": 1 | $.normalizer: a member is not understood",
        "\"ByteLevel\", \"add | \"UnicodeScripts\", \"add | $.pre_tokenizer.type: this"
            + " pre-tokenizer is not supported",
        "\"post_processor\": null | \"post_processor\": {\"type\": \"Other\"} |"
            + " $.post_processor.type: this post-processor is not supported",
        "{\"type\": \"ByteLevel\"}, | {\"type\": \"CTC\"}, | $.decoder.type: this decoder is not"
            + " supported",
        "{\"type\": \"ByteLevel\"}, | null, | $: a member is missing",
        "\"BPE\" | \"WordPiece\" | $.model: this kind of model is not supported",
        "\"dropout\": null | \"dropout\": 0.1 | $.model.dropout: encoding at random is not"
            + " repeatable",
        "\"dropout\": null | \"end_of_word_suffix\": \"</w>\" | $.model.end_of_word_suffix: it is"
            + " not supported",
        "\"dropout\": null | \"byte_fallback\": true | $.model.vocab: a byte has no token",
        "\"dropout\": null | \"unk_token\": \"<unk>\" | $.model.unk_token: it is no token",
        "\"a b\" | \"b a\" | $.model.merges: merge 0 names or makes what is no token",
        "\"a b\" | \"ab\" | $.model.merges[0]: it is no pair",
        "\"b\": 1 | \"b\": 0 | $: two tokens have the same id",
        "\"b\": 1 | \"b\": -1 | $.model.vocab.b: it is no token id",
        "\"id\": 3 | \"id\": 900000 | $: ids are missing",
        "\"<s>\" | \"ab\" | $.added_tokens[0].content: the token has another id in the vocabulary"
      })
  void refuses(String sound, String unsound, String message) {
    assertThatThrownBy(() -> read(SOUND.replace(sound, unsound)))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageStartingWith(folder.resolve("tokenizer.json") + ": " + message);
  }

  @Test
  void addsTheTokensThatTheClassOfTransformersAdds() throws IOException {
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"tokenizer_class\": \"LlamaTokenizerFast\", \"bos_token\": {\"content\": \"<s>\"}}");
    Tokenizer tokenizer = read(SOUND);
    assertThat(tokenizer.encode("a", EncodingOptions.PROMPT)).containsExactly(3, 0);
    assertThat(tokenizer.vocabulary().specials().addBos()).isTrue();
    assertThat(tokenizer.encode("<s>a", EncodingOptions.RENDERED)).containsExactly(3, 0);
  }

  @Test
  void refusesARoleForWhatIsNoToken() throws IOException {
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"eos_token\": \"</s>\"}");
    assertThatThrownBy(() -> read(SOUND))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("$.eos_token: it is no token of the vocabulary");
  }
}
