package assay.harness.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.harness.endpoint.FakeEndpoint.Answer;
import assay.harness.endpoint.FakeEndpoint.Call;
import assay.harness.run.CompletionRequest;
import assay.harness.run.RunFailedException;
import assay.harness.run.UsageException;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Effort;
import assay.results.Failure;
import assay.results.GenerationSettings;
import assay.results.Message;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.StopReason;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class EndpointModelTest {
  private static final Prompt CHAT =
      new Prompt.Chat(List.of(new Message("system", "be brief"), new Message("user", "2+2?")));
  private static final GenerationSettings SETTINGS =
      new GenerationSettings(64, 0.5, 0.9, 0, 40, List.of("###"), 2);

  @Test
  void sendsAChatAndReadsTheReply() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(call -> FakeEndpoint.text(call, "four"))) {
      Completion completion = (Completion) ask(server, CHAT, Optional.empty());
      assertThat(completion.text()).isEqualTo("four");
      assertThat(completion.promptTokens()).isEqualTo(OptionalInt.of(11));
      assertThat(completion.completionTokens()).isEqualTo(OptionalInt.of(7));
      assertThat(completion.stopReason()).isEqualTo(StopReason.STOP);
      Call call = server.calls().getFirst();
      assertThat(call.path()).isEqualTo("/v1/chat/completions");
      assertThat(call.body())
          .isEqualTo(
              new JsonMapper()
                  .readTree(
                      """
                      {"model":"tiny","messages":[{"role":"system","content":"be brief"},
                       {"role":"user","content":"2+2?"}],"max_tokens":64,"temperature":0.5,
                       "top_p":0.9,"seed":41,"stop":["###"]}\
                      """));
    }
  }

  @Test
  void sendsRawTextToTheTextEndpoint() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(call -> FakeEndpoint.text(call, "4"))) {
      Outcome outcome = ask(server, new Prompt.Text("2+2="), Optional.empty());
      assertThat(((Completion) outcome).text()).isEqualTo("4");
      assertThat(server.calls().getFirst().path()).isEqualTo("/v1/completions");
      assertThat(server.calls().getFirst().body().path("prompt").asText()).isEqualTo("2+2=");
    }
  }

  @Test
  void keepsWhatTheServerSaysOfItsOwnWork() throws Exception {
    String timings =
        "\"timings\":{\"cache_n\":9,\"prompt_n\":2,\"prompt_ms\":30.5,"
            + "\"predicted_n\":7,\"predicted_ms\":250.25},";
    Completion told =
        (Completion)
            alone(call -> new FakeEndpoint.Reply(200, Map.of(), "{" + timings + body(call)));
    assertThat(told.effort())
        .contains(
            new Effort(
                2,
                Duration.ofNanos(30_500_000),
                7,
                Duration.ofNanos(250_250_000),
                OptionalDouble.empty()));
    Completion silent = (Completion) alone(call -> FakeEndpoint.text(call, "four"));
    assertThat(silent.effort()).isEmpty();
  }

  private static String body(Call call) {
    return reply(call).substring(1);
  }

  @Test
  void refusalsThatPassAreTriedAgain() throws Exception {
    assertThat(textAfter(refuse(429, Map.of("Retry-After", "0")))).isEqualTo("ok");
    assertThat(textAfter(refuse(500, Map.of()))).isEqualTo("ok");
    assertThat(textAfter(refuse(503, Map.of("Retry-After", "nonsense")))).isEqualTo("ok");
    assertThat(textAfter(call -> new FakeEndpoint.CutOff(reply(call)))).isEqualTo("ok");
    assertThat(textAfter(call -> new FakeEndpoint.Reply(200, Map.of(), "{\"choices\":[]}")))
        .isEqualTo("ok");
    assertThat(textAfter(call -> new FakeEndpoint.Reply(200, Map.of(), "<html>busy</html>")))
        .isEqualTo("ok");
  }

  @Test
  void retryAfterIsHonoured() throws Exception {
    long start = System.nanoTime();
    assertThat(textAfter(refuse(429, Map.of("Retry-After", "1")))).isEqualTo("ok");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(990));
  }

  @Test
  void aLastingServerErrorIsAFailureWithItsMessage() throws Exception {
    Outcome outcome =
        alone(call -> new FakeEndpoint.Reply(500, Map.of(), "{\"error\":{\"message\":\"oom\"}}"));
    assertThat(outcome)
        .isEqualTo(new Failure(Cause.ENDPOINT_ERROR, "HTTP 500: oom, after 3 tries"));
  }

  @Test
  void aReplyThatStaysIncompleteIsAFailure() throws Exception {
    Failure failure = (Failure) alone(call -> new FakeEndpoint.CutOff(reply(call)));
    assertThat(failure.cause()).isEqualTo(Cause.ENDPOINT_ERROR);
    assertThat(failure.detail()).startsWith("the call broke: ").endsWith(", after 3 tries");
  }

  @Test
  void aBodyThatComesTooLateIsATimeout() throws Exception {
    assertThat(alone(call -> new FakeEndpoint.Slow(3_000, reply(call))))
        .isEqualTo(new Failure(Cause.TIMEOUT, "no complete reply within 1 s, after 3 tries"));
  }

  @Test
  void theFinishReasonIsKept() throws Exception {
    Completion cut =
        (Completion)
            alone(
                call ->
                    new FakeEndpoint.Reply(
                        200, Map.of(), FakeEndpoint.body(call, "half", "length", "tiny")));
    assertThat(cut.stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);
  }

  @Test
  void aCompletionThatIsCutBeforeItsLimitFilledTheContext() throws Exception {
    assertThat(cutAt("\"prompt_tokens\":100,\"completion_tokens\":28,\"total_tokens\":128"))
        .isEqualTo(StopReason.CONTEXT_FULL);
    assertThat(cutAt("\"prompt_tokens\":100,\"completion_tokens\":64,\"total_tokens\":164"))
        .isEqualTo(StopReason.TOKEN_LIMIT);
    assertThat(cutAt("\"prompt_tokens\":100,\"completion_tokens\":28,\"total_tokens\":164"))
        .as("hidden thoughts, which only the total counts")
        .isEqualTo(StopReason.TOKEN_LIMIT);
    assertThat(cutAt("")).as("not told").isEqualTo(StopReason.TOKEN_LIMIT);
  }

  /// Returns why a completion ended that may have 64 tokens and is said to be cut.
  private StopReason cutAt(String usage) throws Exception {
    String reply =
        "{\"choices\":[{\"message\":{\"content\":\"so\"},\"finish_reason\":\"length\"}],\"usage\":{%s}}"
            .formatted(usage);
    return ((Completion) alone(call -> new FakeEndpoint.Reply(200, Map.of(), reply))).stopReason();
  }

  @Test
  void aPromptThatDoesNotFitIsAContextOverflowAtOnce() throws Exception {
    String body =
        "{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"maximum context length is"
            + " 4096 tokens\"}}";
    try (FakeEndpoint server =
        FakeEndpoint.start(call -> new FakeEndpoint.Reply(400, Map.of(), body))) {
      assertThat(ask(server, CHAT, Optional.empty()))
          .isEqualTo(
              new Failure(
                  Cause.CONTEXT_OVERFLOW, "HTTP 400: maximum context length is 4096 tokens"));
      assertThat(server.calls()).hasSize(1);
    }
  }

  @Test
  void aRefusedKeyEndsTheRunAndIsNotShown() throws Exception {
    Secret key = new Secret("sk-very-secret");
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call -> new FakeEndpoint.Reply(401, Map.of(), "bad key " + call.authorization()))) {
      assertThatThrownBy(() -> ask(server, CHAT, Optional.of(key)))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("HTTP 401: bad key Bearer ***")
          .hasMessageNotContaining("sk-very-secret");
      assertThat(server.calls().getFirst().authorization()).isEqualTo("Bearer sk-very-secret");
    }
    assertThat(key.toString()).isEqualTo("***");
  }

  @Test
  void theManifestNamesEndpointAndModelWithoutTheKey() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(call -> FakeEndpoint.text(call, ""));
        EndpointModel model = model(server, Optional.of(new Secret("sk-very-secret")))) {
      assertThat(model.identity().facts().words())
          .containsEntry("reported model", "tiny (org/tiny)");
      assertThat(model.identity().toString()).doesNotContain("sk-very-secret");
    }
  }

  @Test
  void anAddressWithAPasswordIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> EndpointAddress.parse("https://user:hunter2@host/v1#m"))
        .isInstanceOf(UsageException.class)
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> EndpointAddress.parse("https://host/v1"))
        .hasMessage("--model https://host/v1: an endpoint is written http(s)://host/v1#model-name");
  }

  private static Function<Call, Answer> refuse(int status, Map<String, String> headers) {
    return call -> new FakeEndpoint.Reply(status, headers, "{\"error\":\"later\"}");
  }

  private static String reply(Call call) {
    return FakeEndpoint.body(call, "late", "stop", "tiny");
  }

  /// Returns the text that is got when the first call is answered by the script and later ones
  /// well.
  private static String textAfter(Function<Call, Answer> first) throws Exception {
    boolean[] asked = {false};
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call -> {
              if (!asked[0]) {
                asked[0] = true;
                return first.apply(call);
              }
              return FakeEndpoint.text(call, "ok");
            })) {
      return ((Completion) ask(server, CHAT, Optional.empty())).text();
    }
  }

  private static Outcome alone(Function<Call, Answer> script) throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(script)) {
      return ask(server, CHAT, Optional.empty());
    }
  }

  private static Outcome ask(FakeEndpoint server, Prompt prompt, Optional<Secret> key)
      throws InterruptedException {
    try (EndpointModel model = model(server, key)) {
      return model.complete(new CompletionRequest("1", 1, prompt, SETTINGS));
    }
  }

  private static EndpointModel model(FakeEndpoint server, Optional<Secret> key) {
    return new EndpointModel(
        EndpointAddress.parse(server.modelArgument()),
        Endpoints.options(new Credentials(key, Map.of())));
  }
}
