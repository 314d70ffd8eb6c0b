package assay.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.format.MalformedModelException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Vocabularies of published models, against the ids that llama.cpp expects for 46 texts each.
class PublishedVocabulariesTest {

  private static Tokenizer tokenizer(String name) throws IOException {
    return name.equals("qwen2") ? SharedTokenizers.qwen2() : SharedTokenizers.gguf(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"qwen2", "gpt-2", "starcoder", "deepseek-coder", "llama-spm", "phi-3"})
  void encodesAndDecodesTheTextsOfLlamaCpp(String name) throws IOException {
    List<SharedTokenizers.Pair> pairs = SharedTokenizers.pairs(name);
    Tokenizer tokenizer = tokenizer(name);
    assertThat(pairs).hasSize(46);
    for (SharedTokenizers.Pair pair : pairs) {
      int[] ids = tokenizer.encode(pair.text());
      assertThat(Arrays.stream(ids).boxed()).as(pair.text()).isEqualTo(pair.ids());
      assertThat(tokenizer.decode(ids)).isEqualTo(pair.text());
    }
  }

  @Test
  void parsesSpecialTokensOnlyWhenAsked() throws IOException {
    Tokenizer tokenizer = SharedTokenizers.qwen2();
    String text = "<|im_start|>user\nHi<|im_end|>";
    // Ids from Hugging Face's Qwen2Tokenizer.
    assertThat(tokenizer.encode(text, EncodingOptions.RENDERED))
        .containsExactly(151644, 872, 198, 13048, 151645);
    assertThat(tokenizer.encode(text)).doesNotContain(151644, 151645);
    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    assertThat(tokenizer.decode(tokenizer.encode(text, EncodingOptions.RENDERED)))
        .isEqualTo("user\nHi");
  }

  @Test
  void addsTheTokensThatTheFileAsksFor() throws IOException {
    assertThat(SharedTokenizers.gguf("llama-spm").encode("Hello", EncodingOptions.PROMPT))
        .containsExactly(1, 15043);
    assertThat(SharedTokenizers.gguf("gpt-2").encode("Hello", EncodingOptions.PROMPT))
        .containsExactly(15496);
    assertThat(SharedTokenizers.gguf("deepseek-coder").encode("", EncodingOptions.PROMPT))
        .containsExactly(32013);
  }

  @Test
  void refusesWordPiece() {
    assertThatThrownBy(() -> SharedTokenizers.gguf("bert-bge"))
        .isInstanceOf(MalformedModelException.class)
        .hasMessageEndingWith(
            """
            ggml-vocab-bert-bge.gguf: key "tokenizer.ggml.model": this kind of tokenizer is not supported
              expected gpt2 or llama, found bert. Convert the model again, or use one with a supported tokenizer\
            """);
  }

  @Test
  void tenMillionLettersAreNoTrouble() throws IOException {
    Tokenizer tokenizer = SharedTokenizers.qwen2();
    String text = "a".repeat(10_000_000);
    int[] ids = tokenizer.encode(text);
    assertThat(tokenizer.decode(ids)).isEqualTo(text);
  }

  @Test
  void aMillionLettersAreNoTroubleForSentencePiece() throws IOException {
    Tokenizer tokenizer = SharedTokenizers.gguf("llama-spm");
    String text = "a".repeat(1_000_000);
    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
  }
}
