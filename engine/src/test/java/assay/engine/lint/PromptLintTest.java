package assay.engine.lint;

import static org.assertj.core.api.Assertions.assertThat;

import assay.engine.format.GgufFile;
import assay.engine.format.GgufValue;
import assay.engine.format.GgufWriter;
import assay.engine.lint.Finding.Level;
import assay.engine.lint.Finding.Rule;
import assay.engine.template.ChatTemplate.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptLintTest {
  private static final String SOUND =
      "{{ bos_token }}{% for m in messages %}<|im_start|>{{ m.role }}{{ m.content }}<|im_end|>"
          + "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant{% endif %}";
  private static final String DEFAULT_SYSTEM =
      "{% if messages[0].role != 'system' %}<|im_start|>systemBe kind.<|im_end|>{% endif %}"
          + SOUND.replace("{{ bos_token }}", "");
  private static final Path SHARED = Path.of("../../shared/data");
  private static final List<Message> HI = List.of(new Message("user", "Hi"));

  @TempDir private Path folder;

  /// A vocabulary of letters and three control tokens.
  private PromptLint lint(String template) throws IOException {
    List<String> tokens = new ArrayList<>();
    for (char c = 'A'; c <= 'Z'; c++) {
      tokens.add(String.valueOf(c));
      tokens.add(String.valueOf(Character.toLowerCase(c)));
    }
    tokens.add(".");
    tokens.add("Ġ");
    int[] kinds = new int[tokens.size() + 3];
    Arrays.fill(kinds, 1);
    int bos = tokens.size();
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
    values.put("tokenizer.ggml.bos_token_id", GgufValue.uint32(bos));
    values.put("tokenizer.ggml.eos_token_id", GgufValue.uint32(bos + 2));
    if (!template.isEmpty()) {
      values.put("tokenizer.chat_template", GgufValue.text(template));
    }
    GgufWriter writer = new GgufWriter();
    values.forEach(writer::put);
    Path path = folder.resolve("m.gguf");
    writer.write(path);
    return PromptLint.of(path);
  }

  @Test
  void aSoundChatAndARawPromptToABaseModelHaveNoFindings() throws IOException {
    assertThat(lint(SOUND).chat(HI)).isEmpty();
    assertThat(lint("").raw("Hi")).isEmpty();
  }

  @Test
  void saysThatRawTextGoesToAModelOfChats() throws IOException {
    assertThat(lint(SOUND).raw("Hi")).extracting(Finding::rule).containsExactly(Rule.RAW_PROMPT);
  }

  @Test
  void saysThatThePromptItselfBeginsTwice() throws IOException {
    assertThat(lint("<s>" + SOUND).chat(HI))
        .containsExactly(
            new Finding(Rule.DOUBLE_BOS, Level.ERROR, "the prompt begins with \"<s>\" (54) twice"));
  }

  @Test
  void showsTheSystemPromptThatTheTemplateAdds() throws IOException {
    assertThat(lint(DEFAULT_SYSTEM).chat(HI))
        .containsExactly(
            new Finding(
                Rule.HIDDEN_SYSTEM_PROMPT,
                Level.WARNING,
                "the protocol sends no system prompt, and the template adds one of its own:"
                    + " \"Be kind.\""));
    assertThat(
            lint(DEFAULT_SYSTEM)
                .chat(List.of(new Message("system", "Be brief."), new Message("user", "Hi"))))
        .isEmpty();
  }

  @Test
  void saysThatTheAssistantsTurnIsNotOpened() throws IOException {
    String closed = SOUND.substring(0, SOUND.indexOf("{% if add"));
    assertThat(lint(closed).chat(HI))
        .containsExactly(
            new Finding(
                Rule.NO_GENERATION_PROMPT,
                Level.WARNING,
                "the template does not open the assistant's turn: an answered prompt goes on with"
                    + " \"<|im_start|>assistant\", which the model has to write itself"));
  }

  /// As Mistral's: the answer follows the user's turn at once, with nothing to open.
  @Test
  void aTemplateWithoutRolesNeedsNoOpening() throws IOException {
    assertThat(
            lint("{% for m in messages %}{% if m.role == 'user' %}<s>{{ m.content }}<|im_end|>"
                    + "{% else %}{{ m.content }}{% endif %}{% endfor %}")
                .chat(HI))
        .isEmpty();
  }

  @Test
  void saysThatMessagesCannotBeRendered() throws IOException {
    assertThat(lint("").chat(HI)).extracting(Finding::rule).containsExactly(Rule.TEMPLATE_FAILS);
  }

  /// Templates as models are distributed with.
  @Test
  void realTemplatesThatAddASystemPromptAreToldFromThoseThatDoNot() throws IOException {
    Map<String, String> added =
        Map.of(
            "Qwen-Qwen2.5-7B-Instruct", "You are Qwen, created by Alibaba Cloud.",
            "meta-llama-Llama-3.1-8B-Instruct", "Cutting Knowledge Date: December 2023",
            "HuggingFaceTB-SmolLM3-3B", "## Metadata",
            "Kimi-K2-Thinking", "You are Kimi, an AI assistant created by Moonshot AI.",
            "openai-gpt-oss-120b", "You are ChatGPT, a large language model trained by OpenAI.");
    for (Map.Entry<String, String> each : added.entrySet()) {
      assertThat(real(each.getKey()).chat(HI))
          .as(each.getKey())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.rule()).isEqualTo(Rule.HIDDEN_SYSTEM_PROMPT);
                assertThat(finding.message()).contains(": \"" + each.getValue());
              });
    }
    for (String none :
        List.of(
            "Qwen-Qwen3-0.6B",
            "Qwen3.5-4B",
            "google-gemma-2-2b-it",
            "GLM-4.6",
            "mistralai-Mistral-Nemo-Instruct-2407",
            "deepseek-ai-DeepSeek-R1-Distill-Qwen-32B",
            "microsoft-Phi-3.5-mini-instruct")) {
      assertThat(real(none).chat(HI)).as(none).isEmpty();
    }
  }

  private PromptLint real(String template) throws IOException {
    Path source = SHARED.resolve("templates/transformers/" + template + ".jinja");
    Path vocabulary = SHARED.resolve("tokenizers/ggml-vocab-gpt-2.gguf");
    Assumptions.assumeTrue(
        Files.exists(source) && Files.exists(vocabulary),
        () -> "needs real data that is not beside this clone: " + source);
    Path path = folder.resolve("real.gguf");
    try (GgufFile file = GgufFile.open(vocabulary)) {
      GgufWriter writer = new GgufWriter();
      for (String key : file.metadata().keys()) {
        writer.put(key, file.metadata().value(key).orElseThrow());
      }
      writer.put("tokenizer.chat_template", GgufValue.text(Files.readString(source)));
      writer.write(path);
    }
    return PromptLint.of(path);
  }
}
