package assay.harness.serve;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.model.EnginePrompt;
import assay.results.Message;
import assay.results.Prompt;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `/v1/chat/completions` over real HTTP.
@Timeout(300)
final class ChatCompletionsTest {
  private static final String PATH = "/v1/chat/completions";
  private static final String HI = "[{\"role\": \"user\", \"content\": \"Hi there\"}]";

  @TempDir private static Path folder;
  private static Served served;

  @BeforeAll
  static void serve() throws IOException {
    served = Served.demo(folder);
  }

  @AfterAll
  static void stop() {
    assertThat(served.faults()).isEmpty();
    served.close();
  }

  private static String body(String messages, String more) {
    return "{\"model\": \"demo\", \"temperature\": 0, \"max_tokens\": 12, \"messages\": %s%s}"
        .formatted(messages, more);
  }

  private static JsonNode choice(String messages, String more) throws Exception {
    return served.json(PATH, body(messages, more)).path("choices").get(0);
  }

  @Test
  void answersAConversationAsTheTemplateWritesIt() throws Exception {
    JsonNode answer = served.json(PATH, body(HI, ""));
    EnginePrompt prompt =
        served.model().model().prompt(new Prompt.Chat(List.of(new Message("user", "Hi there"))));
    String ids = java.util.Arrays.toString(prompt.tokens());
    JsonNode text =
        served.json(
            "/v1/completions",
            "{\"temperature\": 0, \"max_tokens\": 12, \"prompt\": %s}".formatted(ids));
    assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
    JsonNode message = answer.path("choices").get(0).path("message");
    assertThat(message.path("role").asText()).isEqualTo("assistant");
    assertThat(message.path("content").asText())
        .isEqualTo(text.path("choices").get(0).path("text").asText())
        .isNotEmpty();
    assertThat(answer.path("usage").path("prompt_tokens").asInt())
        .isEqualTo(prompt.tokens().length);
  }

  @Test
  void partsOfTextAreOneText() throws Exception {
    JsonNode parts =
        choice(
            "[{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"Hi there\"}]}]",
            "");
    assertThat(parts.path("message")).isEqualTo(choice(HI, "").path("message"));
    JsonNode error =
        served.refusal(
            400,
            PATH,
            body("[{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}]", ""));
    assertThat(error.path("param").asText()).isEqualTo("messages[0].content[0]");
  }

  @Test
  void streamsTheAnswerThatItGivesWhole() throws Exception {
    JsonNode whole = choice(HI, ", \"n\": 2, \"logprobs\": true, \"top_logprobs\": 2");
    List<JsonNode> events =
        served.events(
            PATH,
            body(
                HI,
                ", \"n\": 2, \"logprobs\": true, \"top_logprobs\": 2, \"stream\": true,"
                    + " \"stream_options\": {\"include_usage\": true}"));
    StringBuilder text = new StringBuilder();
    int scored = 0;
    String reason = "";
    boolean introduced = false;
    for (JsonNode event : events) {
      assertThat(event.path("object").asText()).isEqualTo("chat.completion.chunk");
      for (JsonNode choice : event.path("choices")) {
        if (choice.path("index").asInt() == 0) {
          introduced |= choice.path("delta").path("role").asText().equals("assistant");
          text.append(choice.path("delta").path("content").asText(""));
          for (JsonNode each : choice.path("logprobs").path("content")) {
            assertThat(each).isEqualTo(whole.path("logprobs").path("content").get(scored++));
          }
          reason += choice.path("finish_reason").asText("").replace("null", "");
        }
      }
    }
    assertThat(introduced).isTrue();
    assertThat(text).hasToString(whole.path("message").path("content").asText());
    assertThat(scored).isEqualTo(12);
    assertThat(reason).isEqualTo("length");
    assertThat(events.getLast().path("usage").path("completion_tokens").asInt()).isEqualTo(24);
  }

  @Test
  void tellsEachTokenWithItsBytesAndTheLikeliest() throws Exception {
    JsonNode content =
        choice(HI, ", \"logprobs\": true, \"top_logprobs\": 3").path("logprobs").path("content");
    assertThat(content.size()).isEqualTo(12);
    for (JsonNode token : content) {
      assertThat(token.path("logprob").asDouble()).isNegative();
      assertThat(token.path("bytes").isEmpty()).isFalse();
      assertThat(token.path("top_logprobs").size()).isEqualTo(3);
      assertThat(token.path("top_logprobs").get(0).path("token")).isEqualTo(token.path("token"));
    }
  }

  @Test
  void refusesWhatItCannotHoldAModelTo() throws Exception {
    for (String[] refused :
        new String[][] {
          {"response_format", "{\"type\": \"json_object\"}"},
          {"response_format", "{\"type\": \"json_schema\", \"json_schema\": {}}"},
          {"tool_choice", "\"required\""},
          {"tool_choice", "{\"type\": \"function\"}"},
          {"functions", "[]"},
          {"chat_template_kwargs.messages", ""},
          {"top_logprobs", "2"},
          {"messages", "[]"},
          {"messages", "\"hi\""},
          {"messages[0]", "[1]"},
          {"messages[0].role", "[{\"content\": \"a\"}]"},
          {"messages[0].content", "[{\"role\": \"user\", \"content\": 3}]"},
          {"max_completion_tokens", "0"}
        }) {
      String field = refused[0].contains(".messages") ? "chat_template_kwargs" : refused[0];
      String value = refused[1].isEmpty() ? "{\"messages\": []}" : refused[1];
      String name = field.startsWith("messages") ? "messages" : field;
      String body =
          name.equals("messages")
              ? "{\"messages\": %s}".formatted(value)
              : body(HI, ", \"%s\": %s".formatted(name, value));
      assertThat(served.refusal(400, PATH, body).path("param").asText())
          .as(body)
          .isEqualTo(refused[0]);
    }
    choice(HI, ", \"response_format\": {\"type\": \"text\"}, \"tool_choice\": \"auto\"");
  }

  @Test
  void takesAllTheRoomOfTheContextUnlessToldOtherwise() throws Exception {
    String long1 = "x ".repeat(3 * served.model().positions());
    JsonNode error =
        served.refusal(
            400,
            PATH,
            "{\"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}".formatted(long1));
    assertThat(error.path("code").asText()).isEqualTo("context_length_exceeded");
    assertThat(error.path("message").asText()).contains("Please reduce the length of the messages");
  }
}
