package assay.engine.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import assay.engine.format.GgufValue;
import assay.engine.format.GgufWriter;
import assay.engine.lint.Finding.Level;
import assay.engine.lint.Finding.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLintTest {
  private static final String CHATML =
      "{{ bos_token }}{% for m in messages %}<|im_start|>{{ m.content }}<|im_end|>{% endfor %}";

  @TempDir private Path folder;

  /// A vocabulary of letters and three control tokens: `<s>` 52, `<|im_start|>` 53, `<|im_end|>`
  /// 54.
  private static Map<String, GgufValue> model() {
    List<String> tokens = new ArrayList<>();
    for (char c = 'A'; c <= 'Z'; c++) {
      tokens.add(String.valueOf(c));
      tokens.add(String.valueOf(Character.toLowerCase(c)));
    }
    int[] kinds = new int[tokens.size() + 3];
    Arrays.fill(kinds, 1);
    for (String control : List.of("<s>", "<|im_start|>", "<|im_end|>")) {
      kinds[tokens.size()] = 3;
      tokens.add(control);
    }
    Map<String, GgufValue> values = new LinkedHashMap<>();
    values.put("general.architecture", GgufValue.text("qwen2"));
    values.put("tokenizer.ggml.model", GgufValue.text("gpt2"));
    values.put("tokenizer.ggml.pre", GgufValue.text("qwen2"));
    values.put("tokenizer.ggml.tokens", GgufValue.texts(tokens));
    values.put("tokenizer.ggml.token_type", GgufValue.int32s(kinds));
    values.put("tokenizer.ggml.merges", GgufValue.texts(List.of()));
    values.put("tokenizer.ggml.bos_token_id", GgufValue.uint32(52));
    values.put("tokenizer.ggml.eos_token_id", GgufValue.uint32(54));
    values.put("tokenizer.chat_template", GgufValue.text(CHATML));
    return values;
  }

  private static Map<String, GgufValue> model(String key, GgufValue value) {
    Map<String, GgufValue> values = model();
    values.put(key, value);
    return values;
  }

  private static Map<String, GgufValue> with(
      Map<String, GgufValue> values, String key, GgufValue value) {
    values.put(key, value);
    return values;
  }

  private List<Finding> findings(Map<String, GgufValue> values) throws IOException {
    GgufWriter writer = new GgufWriter();
    values.forEach(writer::put);
    Path path = folder.resolve("m.gguf");
    writer.write(path);
    return ModelLint.of(path);
  }

  @Test
  void aSoundModelHasNoFindings() throws IOException {
    assertThat(findings(model())).isEmpty();
  }

  @Test
  void saysWhenTheBeginWouldBeDoubled() throws IOException {
    assertThat(findings(model("tokenizer.ggml.add_bos_token", GgufValue.bool(true))))
        .containsExactly(
            new Finding(
                Rule.DOUBLE_BOS,
                Level.WARNING,
                "the template writes \"<s>\" (52) and the tokenizer adds it too; Assay adds none to"
                    + " a rendered prompt, other programs may double it"));
  }

  @Test
  void saysWhenTheTemplateItselfDoublesTheBegin() throws IOException {
    Map<String, GgufValue> values =
        model("tokenizer.chat_template", GgufValue.text("<s>" + CHATML));
    assertThat(findings(values))
        .extracting(Finding::rule, Finding::level)
        .containsExactly(tuple(Rule.DOUBLE_BOS, Level.ERROR));
  }

  @Test
  void saysWhenTheTemplateLeavesTheBeginOut() throws IOException {
    Map<String, GgufValue> values =
        with(
            model("tokenizer.ggml.add_bos_token", GgufValue.bool(true)),
            "tokenizer.chat_template",
            GgufValue.text(CHATML.replace("{{ bos_token }}", "")));
    assertThat(findings(values)).extracting(Finding::rule).containsExactly(Rule.BOS_MISSING);
  }

  @Test
  void namesSpecialTokensThatAreNotDefined() throws IOException {
    Map<String, GgufValue> values =
        model("tokenizer.chat_template", GgufValue.text(CHATML + "{{ pad_token }}"));
    assertThat(findings(values))
        .containsExactly(
            new Finding(
                Rule.UNDEFINED_SPECIAL_TOKEN,
                Level.WARNING,
                "the template uses pad_token, which the files do not name; it renders as nothing"));
  }

  @Test
  void saysWhenNoEndIsNamedForAnAnswer() throws IOException {
    Map<String, GgufValue> values =
        with(
            model("tokenizer.ggml.eot_token_id", GgufValue.uint32(52)),
            "tokenizer.ggml.eos_token_id",
            GgufValue.uint32(52));
    assertThat(findings(values))
        .containsExactly(
            new Finding(
                Rule.END_DISAGREES,
                Level.WARNING,
                "the template ends an answer with \"<|im_end|>\" (54), which no file names as an"
                    + " end; answers run on to the length limit"));
  }

  @Test
  void saysWhenThereIsNoTemplateOrABrokenOne() throws IOException {
    assertThat(findings(model("tokenizer.chat_template", GgufValue.text("{{"))))
        .containsExactly(
            new Finding(
                Rule.TEMPLATE_FAILS,
                Level.ERROR,
                "chat template line 1: unexpected end of template"));
    Path plain = Files.createDirectory(folder.resolve("plain"));
    Files.writeString(plain.resolve("vocab.json"), "{\"a\": 0}");
    Files.writeString(plain.resolve("merges.txt"), "");
    Files.writeString(
        plain.resolve("tokenizer_config.json"),
        """
        {"tokenizer_class": "GPT2Tokenizer", "eos_token": "<|endoftext|>",
         "added_tokens_decoder": {"1": {"content": "<|endoftext|>", "special": false}}}\
        """);
    Files.writeString(plain.resolve("config.json"), "{\"vocab_size\": 1, \"eos_token_id\": 0}");
    assertThat(ModelLint.of(plain))
        .extracting(Finding::rule, Finding::message)
        .containsExactly(
            tuple(
                Rule.NO_TEMPLATE,
                "there is no chat template: conversations cannot be rendered, only plain prompts"),
            tuple(
                Rule.END_DISAGREES,
                "config.json ends a text with \"a\" (0), the tokenizer with \"<|endoftext|>\" (1)"),
            tuple(
                Rule.SPECIAL_AS_TEXT,
                "the token for the end of a text, \"<|endoftext|>\" (1), is not typed as a control"
                    + " token"),
            tuple(Rule.VOCABULARY_SIZE, "the vocabulary has 2 tokens, the embedding only 1 rows"));
  }

  @Test
  void listsControlTokensThatAreTypedAsText() throws IOException {
    int[] kinds = new int[55];
    Arrays.fill(kinds, 1);
    kinds[52] = 3;
    kinds[54] = 3;
    Map<String, GgufValue> values = model("tokenizer.ggml.token_type", GgufValue.int32s(kinds));
    assertThat(findings(with(values, "tokenizer.chat_template", GgufValue.text("Hi"))))
        .extracting(Finding::message)
        .containsExactly(
            "these look like control tokens and are typed as ordinary text, so that a prompt never"
                + " holds them: \"<|im_start|>\" (53)");
  }
}
