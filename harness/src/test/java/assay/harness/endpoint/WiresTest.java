package assay.harness.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.harness.run.CompletionRequest;
import assay.harness.run.RunFailedException;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.GenerationSettings;
import assay.results.Prompt;
import assay.results.StopReason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// What is sent over each interface, and what is read from it. The replies have the shapes of the
/// providers' API references.
final class WiresTest {
  static final String RESPONSE_CUT =
      """
      {"id":"r-1","model":"tiny","status":"incomplete","error":null,
       "incomplete_details":{"reason":"max_output_tokens"},
       "output":[{"type":"reasoning","summary":[{"type":"summary_text","text":"2 and 2"}]},
        {"type":"message","content":[{"type":"output_text","text":"It is"}]}],
       "usage":{"input_tokens":31,"input_tokens_details":{"cached_tokens":8},"output_tokens":64,
        "output_tokens_details":{"reasoning_tokens":50}}}\
      """;

  @Test
  void responsesTakeTheConversationAsInput() throws Exception {
    assertThat(sent(Endpoints.speaking(Api.RESPONSES, false), RESPONSE_CUT))
        .isEqualTo(
            json(
                """
                {"model":"tiny","input":[{"role":"system","content":"be brief"},
                 {"role":"user","content":"2+2?"}],"max_output_tokens":64,"temperature":0.5,
                 "top_p":0.9,"store":false}\
                """));
  }

  @Test
  void aCutResponseKeepsThoughtsAnswerAndUsage() throws Exception {
    Completion done =
        (Completion)
            Endpoints.ask(
                Endpoints.speaking(Api.RESPONSES, false),
                call -> new FakeEndpoint.Reply(200, Map.of(), RESPONSE_CUT));
    assertThat(done.text()).isEqualTo("2 and 2It is");
    assertThat(done.answerText()).contains("It is");
    assertThat(done.stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);
    assertThat(done.usage().reasoning()).isEqualTo(OptionalInt.of(50));
    assertThat(done.usage().cached()).isEqualTo(OptionalInt.of(8));
    assertThat(done.call().orElseThrow().finish()).isEqualTo("max_output_tokens");
  }

  @Test
  void aResponseThatRefusesHasItsCause() throws Exception {
    assertThat(
            Endpoints.ask(
                Endpoints.speaking(Api.RESPONSES, false),
                call ->
                    new FakeEndpoint.Reply(
                        200,
                        Map.of(),
                        "{\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"content\":"
                            + "[{\"type\":\"refusal\",\"refusal\":\"no\"}]}]}")))
        .isEqualTo(new Failure(Cause.REFUSAL, "no"));
  }

  @Test
  void messagesHaveTheSystemPromptApartAndTheirOwnHeaders() throws Exception {
    EndpointOptions options =
        new EndpointOptions(
            Optional.of(Api.MESSAGES),
            4,
            false,
            Map.of(),
            Endpoints.DEADLINES,
            Endpoints.PATIENCE,
            new Credentials(
                Optional.of(new Secret("sk-ant-123")),
                Map.of("X-Team", new Secret("red-team-77"))));
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call ->
                new FakeEndpoint.Reply(
                    200,
                    Map.of(),
                    """
                    {"id":"m-1","model":"tiny","stop_reason":"max_tokens",
                     "content":[{"type":"text","text":"It is"}],
                     "usage":{"input_tokens":9,"output_tokens":64}}\
                    """))) {
      Completion done = (Completion) Endpoints.ask(server, options);
      assertThat(done.text()).isEqualTo("It is");
      assertThat(done.stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);
      FakeEndpoint.Call call = server.calls().getFirst();
      assertThat(call.path()).isEqualTo("/v1/messages");
      assertThat(call.headers())
          .containsEntry("x-api-key", "sk-ant-123")
          .containsEntry("x-team", "red-team-77")
          .containsEntry("anthropic-version", "2023-06-01")
          .doesNotContainKey("authorization");
      assertThat(call.body())
          .isEqualTo(
              json(
                  """
                  {"model":"tiny","system":"be brief","messages":[{"role":"user",
                   "content":"2+2?"}],"max_tokens":64,"temperature":0.5,"top_p":0.9}\
                  """));
    }
  }

  @Test
  void fieldsOfTheUserReplaceAddAndLeaveOut() throws Exception {
    JsonNode body =
        sent(
            Endpoints.adding(
                Map.of(
                    "max_tokens",
                    NullNode.getInstance(),
                    "reasoning_effort",
                    TextNode.valueOf("low"),
                    "chat_template_kwargs",
                    json("{\"enable_thinking\":false}"))),
            "{}");
    assertThat(body.has("max_tokens")).isFalse();
    assertThat(body.path("reasoning_effort").asText()).isEqualTo("low");
    assertThat(body.at("/chat_template_kwargs/enable_thinking").isBoolean()).isTrue();
  }

  @Test
  void whatAnInterfaceCannotSayIsRefused() {
    GenerationSettings stopping = new GenerationSettings(64, 0, 1, 0, 40, List.of("###"), 1);
    assertThatThrownBy(
            () ->
                Api.RESPONSES
                    .wire()
                    .body("m", new CompletionRequest("1", 0, Endpoints.CHAT, stopping), false))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("stop strings");
    for (Api api : List.of(Api.CHAT, Api.RESPONSES, Api.MESSAGES)) {
      assertThatThrownBy(
              () ->
                  api.wire()
                      .body(
                          "m",
                          new CompletionRequest(
                              "1", 0, new Prompt.Text("2+2="), Endpoints.SETTINGS),
                          false))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("raw text");
    }
  }

  private static JsonNode sent(EndpointOptions options, String reply) throws Exception {
    try (FakeEndpoint server =
        FakeEndpoint.start(call -> new FakeEndpoint.Reply(200, Map.of(), reply))) {
      Endpoints.ask(server, options);
      return server.calls().getFirst().body();
    }
  }

  private static JsonNode json(String text) throws Exception {
    return new JsonMapper().readTree(text);
  }
}
