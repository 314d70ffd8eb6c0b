package assay.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.ChatTemplates;
import assay.engine.format.GgufFile;
import assay.engine.format.GgufValue;
import assay.engine.format.GgufWriter;
import assay.engine.format.MalformedModelException;
import assay.engine.template.ChatTemplate;
import assay.engine.template.ChatTemplate.ChatRequest;
import assay.engine.template.ChatTemplate.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufTokenizersTest {
  @TempDir private Path folder;

  private static GgufWriter bytePair(String pre) {
    return new GgufWriter()
        .put("general.architecture", GgufValue.text("qwen2"))
        .put("tokenizer.ggml.model", GgufValue.text("gpt2"))
        .put("tokenizer.ggml.pre", GgufValue.text(pre))
        .put(
            "tokenizer.ggml.tokens",
            GgufValue.texts(List.of("a", "b", "ab", "<|endoftext|>", "<|im_end|>")))
        .put("tokenizer.ggml.token_type", GgufValue.int32s(1, 1, 1, 3, 3))
        .put("tokenizer.ggml.merges", GgufValue.texts(List.of("a b")))
        .put("tokenizer.ggml.bos_token_id", GgufValue.uint32(3))
        .put("tokenizer.ggml.eos_token_id", GgufValue.uint32(3));
  }

  private GgufFile written(GgufWriter writer) throws IOException {
    Path path = folder.resolve("m.gguf");
    writer.write(path);
    return GgufFile.open(path);
  }

  @Test
  void readsBytePairTokenizers() throws IOException {
    try (GgufFile file = written(bytePair("qwen2"))) {
      Tokenizer tokenizer = Tokenizer.fromGguf(file.metadata());
      assertThat(tokenizer.name()).isEqualTo("qwen2");
      assertThat(tokenizer.size()).isEqualTo(5);
      assertThat(tokenizer.encode("abb<|im_end|>", EncodingOptions.RENDERED))
          .containsExactly(2, 1, 4);
      assertThat(tokenizer.encode("a", EncodingOptions.PROMPT)).containsExactly(0);
      assertThat(tokenizer.vocabulary().specials().eos()).hasValue(3);
      assertThat(tokenizer.vocabulary().specials().eot()).hasValue(4);
    }
  }

  @Test
  void addsTheTokenThatTheFileAsksFor() throws IOException {
    GgufWriter writer = bytePair("qwen2").put("tokenizer.ggml.add_bos_token", GgufValue.bool(true));
    try (GgufFile file = written(writer)) {
      assertThat(Tokenizer.fromGguf(file.metadata()).encode("a", EncodingOptions.PROMPT))
          .containsExactly(3, 0);
    }
  }

  @Test
  void namesAnUnknownPreTokenizerAndTheKnownOnes() throws IOException {
    try (GgufFile file = written(bytePair("nonesuch"))) {
      assertThatThrownBy(() -> Tokenizer.fromGguf(file.metadata()))
          .isInstanceOf(MalformedModelException.class)
          .hasMessage(
              folder.resolve("m.gguf")
                  + ": key \"tokenizer.ggml.pre\": this pre-tokenizer is not known\n"
                  + "  expected one of "
                  + String.join(", ", PreTokenizer.names())
                  + ", found nonesuch. Convert the model again, or use one with a supported"
                  + " tokenizer");
    }
  }

  @Test
  void rendersTheTemplateWithTheTokensOfTheFile() throws IOException {
    GgufWriter writer =
        bytePair("qwen2")
            .put(
                "tokenizer.chat_template",
                GgufValue.text(
                    "{{ bos_token }}{{ messages[0].content }}{{ eos_token }}{{ pad_token }}"));
    try (GgufFile file = written(writer)) {
      ChatTemplate template = ChatTemplates.ofGguf(file.metadata()).orElseThrow();
      ChatRequest chat = ChatRequest.of(List.of(new Message("user", "x")));
      assertThat(template.render(chat, Clock.systemUTC())).isEqualTo("<|endoftext|>x<|endoftext|>");
    }
  }

  @Test
  void filesWithoutATemplateHaveNone() throws IOException {
    try (GgufFile file = written(bytePair("qwen2"))) {
      assertThat(ChatTemplates.ofGguf(file.metadata())).isEmpty();
    }
  }
}
