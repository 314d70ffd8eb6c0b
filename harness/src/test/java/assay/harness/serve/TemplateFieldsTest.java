package assay.harness.serve;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.CharacterTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a chat template is handed, on a checkpoint whose tokens are characters.
@Timeout(300)
final class TemplateFieldsTest {
  private static final Path CHECKPOINT =
      Path.of("../engine/src/test/resources/assay/engine/huggingface/qwen2");
  private static final String TEMPLATE =
      "{% for m in messages %}{{ m.role }}:{{ m.content }}"
          + "{% for c in m.tool_calls or [] %}{{ c.function.name }}{{ c.function.arguments.x }}"
          + "{% endfor %};{% endfor %}"
          + "{% for t in tools or [] %}{{ t.function.name }},{% endfor %}"
          + "{% if messages[0].role == 'judge' %}{{ raise_exception('no judges') }}{% endif %}"
          + "{% if add_generation_prompt %}A{{ mood }}{{ reasoning_effort }}"
          + "{% if thinking %}<think>{% endif %}{% endif %}";

  @TempDir private static Path folder;
  private static Served served;

  @BeforeAll
  static void serve() throws Exception {
    for (String name : List.of("config.json", "model.safetensors")) {
      Files.copy(CHECKPOINT.resolve(name), folder.resolve(name));
    }
    JsonMapper json = new JsonMapper();
    Files.writeString(folder.resolve("tokenizer.json"), CharacterTokenizer.json().toString());
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        json.createObjectNode()
            .put("eos_token", "<|endoftext|>")
            .put("chat_template", TEMPLATE)
            .toString());
    served = Served.of(folder, ServeOptions.local(0), 2, 64);
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  private static String rendered(String more) throws Exception {
    JsonNode tokens =
        served.json(
            "/tokenize",
            "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]%s}".formatted(more));
    return served
        .json("/detokenize", "{\"tokens\": %s}".formatted(tokens.path("tokens")))
        .path("prompt")
        .asText();
  }

  @Test
  void toolsAndVariablesReachTheTemplate() throws Exception {
    String tools = ", \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"find\"}}]";
    assertThat(rendered("")).isEqualTo("user:Hi;A");
    assertThat(rendered(tools)).isEqualTo("user:Hi;find,A");
    assertThat(rendered(tools + ", \"tool_choice\": \"none\"")).isEqualTo("user:Hi;A");
    assertThat(
            rendered(
                ", \"chat_template_kwargs\": {\"mood\": \"sad\"}, \"reasoning_effort\": \"low\""))
        .isEqualTo("user:Hi;Asadlow");
    assertThat(rendered(", \"add_generation_prompt\": false")).isEqualTo("user:Hi;");
  }

  @Test
  void argumentsOfACallAreTheObjectThatTheyAre() throws Exception {
    JsonNode tokens =
        served.json(
            "/tokenize",
            """
            {"messages": [{"role": "assistant", "content": null, "tool_calls":
              [{"id": "1", "function": {"name": "find", "arguments": "{\\"x\\": 7}"}}]}],
             "return_token_strs": true}
            """);
    StringBuilder text = new StringBuilder();
    tokens.path("token_strs").forEach(each -> text.append(each.asText()));
    assertThat(text).hasToString("assistant:Nonefind7;A");
    assertThat(tokens.path("count").asInt()).isEqualTo(tokens.path("tokens").size());
    assertThat(tokens.path("max_model_len").asInt()).isEqualTo(served.model().positions());
  }

  @Test
  void whatTheTemplateRefusesIsTold() throws Exception {
    JsonNode error =
        served.refusal(
            400,
            "/v1/chat/completions",
            "{\"messages\": [{\"role\": \"judge\", \"content\": \"a\"}]}");
    assertThat(error.path("message").asText()).contains("no judges");
    assertThat(error.path("param").asText()).isEqualTo("messages");
  }

  /// The prompt opens thoughts, and these random weights do not close them.
  @Test
  void thoughtsComeApartFromTheAnswer() throws Exception {
    String body =
        "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}], \"temperature\": 0,"
            + " \"max_tokens\": 9, \"ignore_eos\": true, \"stream\": %b,"
            + " \"chat_template_kwargs\": {\"thinking\": %b}}";
    JsonNode message =
        served
            .json("/v1/chat/completions", body.formatted(false, true))
            .path("choices")
            .get(0)
            .path("message");
    assertThat(message.path("content").isNull()).isTrue();
    assertThat(message.path("reasoning_content").asText()).hasSize(9);
    StringBuilder thoughts = new StringBuilder();
    for (JsonNode event : served.events("/v1/chat/completions", body.formatted(true, true))) {
      JsonNode delta = event.path("choices").get(0).path("delta");
      assertThat(delta.path("content").asText("")).isEmpty();
      thoughts.append(delta.path("reasoning_content").asText(""));
    }
    assertThat(thoughts).hasToString(message.path("reasoning_content").asText());
    JsonNode plain =
        served
            .json("/v1/chat/completions", body.formatted(false, false))
            .path("choices")
            .get(0)
            .path("message");
    assertThat(plain.path("content").asText()).hasSize(9);
    assertThat(plain.has("reasoning_content")).isFalse();
  }

  @Test
  void controlTokensAreReadInATokenizedPromptAndToldOfTheTokenizer() throws Exception {
    JsonNode tokens = served.json("/tokenize", "{\"prompt\": \"a<|endoftext|>\"}").path("tokens");
    assertThat(tokens.size()).isEqualTo(2);
    assertThat(
            served
                .json("/detokenize", "{\"tokens\": %s}".formatted(tokens))
                .path("prompt")
                .asText())
        .isEqualTo("a<|endoftext|>");
    JsonNode information = new JsonMapper().readTree(served.get("/tokenizer_info").body());
    assertThat(information.path("eos_token").asText()).isEqualTo("<|endoftext|>");
    assertThat(information.path("chat_template").asText()).isEqualTo(TEMPLATE);
    assertThat(served.refusal(400, "/detokenize", "{\"tokens\": [-1]}").path("param").asText())
        .isEqualTo("tokens[0]");
  }
}
