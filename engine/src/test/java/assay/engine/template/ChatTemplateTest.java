package assay.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.engine.template.ChatTemplate.ChatRequest;
import assay.engine.template.ChatTemplate.Message;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatTemplateTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final String CHATML =
      """
      {%- for message in messages %}
      {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}
      {%- endfor %}
      {%- if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}
      """;

  private static ChatTemplate parse(String source) {
    return ChatTemplate.parse(source, Map.of("bos_token", "<s>", "eos_token", "</s>"));
  }

  @Test
  void rendersMessagesAndAsksForTheAnswer() {
    ChatRequest chat =
        ChatRequest.of(List.of(new Message("system", "Be brief."), new Message("user", "2+2?")));
    assertThat(parse(CHATML).render(chat, CLOCK))
        .isEqualTo(
            """
            <|im_start|>system
            Be brief.<|im_end|>
            <|im_start|>user
            2+2?<|im_end|>
            <|im_start|>assistant
            """);
  }

  @Test
  void leavesTheGenerationPromptOutWhenNotWanted() {
    ChatRequest chat =
        new ChatRequest(
            List.of(Map.of("role", "user", "content", "x")), List.of(), false, Map.of());
    assertThat(parse(CHATML).render(chat, CLOCK)).isEqualTo("<|im_start|>user\nx<|im_end|>\n");
  }

  @Test
  void definesWhatTransformersDefines() {
    String names =
        "{{ bos_token }}{{ eos_token }} {{ tools }} {{ documents }} {{ enable_thinking }}";
    ChatRequest chat =
        new ChatRequest(
            List.of(), List.of(), true, Map.of("enable_thinking", false, "eos_token", "<e>"));
    assertThat(parse(names).render(chat, CLOCK)).isEqualTo("<s><e> None None False");
  }

  @Test
  void passesToolsOn() {
    ChatRequest chat = new ChatRequest(List.of(), List.of(Map.of("name", "f")), true, Map.of());
    assertThat(parse("{{ tools|tojson }}").render(chat, CLOCK)).isEqualTo("[{\"name\": \"f\"}]");
  }

  @Test
  void digestIsTheSha256OfTheText() {
    // printf 'abc' | sha256sum
    assertThat(parse("abc").digest())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void refusesMalformedTemplates() {
    assertThatThrownBy(() -> parse("{{"))
        .isInstanceOf(TemplateException.class)
        .hasMessage("chat template line 1: unexpected end of template");
  }
}
