package assay.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.format.MalformedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `tokenizer.model` files, against the library sentencepiece on a small one.
final class SentencePieceFileTest {
  /// A file in Base64, how many pieces it has, texts, and their ids.
  private record Small(String model, int size, List<String> texts, List<int[]> ids) {}

  private static final Small SMALL = References.read("sentencepiece-model.json", Small.class);

  @TempDir private Path folder;

  @Test
  void encodesLikeSentencePiece() throws IOException {
    Tokenizer tokenizer = tokenizer(bytes());
    assertThat(tokenizer.size()).isEqualTo(SMALL.size());
    for (int i = 0; i < SMALL.texts().size(); i++) {
      String text = SMALL.texts().get(i);
      if (!text.isEmpty()) {
        assertThat(tokenizer.encode(text)).as(text).isEqualTo(SMALL.ids().get(i));
      }
      assertThat(tokenizer.decode(SMALL.ids().get(i))).isEqualTo(text);
    }
  }

  @Test
  void beginsATextUnlessTheConfigurationSaysOtherwise() throws IOException {
    assertThat(tokenizer(bytes()).encode("the", EncodingOptions.PROMPT)[0]).isEqualTo(1);
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"add_bos_token\": false}");
    assertThat(tokenizer(bytes()).encode("the", EncodingOptions.PROMPT)[0]).isNotEqualTo(1);
  }

  @Test
  void takesTheTokensThatTheConfigurationAdds() throws IOException {
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"added_tokens_decoder\": {\"%d\": {\"content\": \"<|end|>\", \"special\": true}}}"
            .formatted(SMALL.size()));
    Tokenizer tokenizer = tokenizer(bytes());
    int[] ids = tokenizer.encode("the<|end|>", EncodingOptions.RENDERED);
    assertThat(ids[ids.length - 1]).isEqualTo(SMALL.size());
    assertThat(tokenizer.vocabulary().specials().eot()).hasValue(SMALL.size());
  }

  @Test
  void refusesWhatIsDamagedOrOfAnotherKind() throws IOException {
    byte[] bytes = bytes();
    assertThatThrownBy(() -> tokenizer(Arrays.copyOf(bytes, bytes.length - 3)))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("this is no model of SentencePiece");
    // A trainer's part behind the first one: model_type 1.
    byte[] unigram = Arrays.copyOf(bytes, bytes.length + 4);
    System.arraycopy(new byte[] {0x12, 2, 0x18, 1}, 0, unigram, bytes.length, 4);
    assertThatThrownBy(() -> tokenizer(unigram))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("expected BPE (2), found 1");
    // A normalizer's part behind the first one, with one byte of rules.
    byte[] rules = Arrays.copyOf(bytes, bytes.length + 5);
    System.arraycopy(new byte[] {0x1a, 3, 0x12, 1, 7}, 0, rules, bytes.length, 5);
    assertThatThrownBy(() -> tokenizer(rules))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageContaining("this normalisation of texts is not supported");
  }

  private Tokenizer tokenizer(byte[] model) throws IOException {
    Files.write(folder.resolve("tokenizer.model"), model);
    return Tokenizer.fromFolder(folder);
  }

  private static byte[] bytes() {
    return Base64.getDecoder().decode(SMALL.model());
  }
}
