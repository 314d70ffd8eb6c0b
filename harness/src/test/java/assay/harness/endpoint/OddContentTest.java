package assay.harness.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint.Answer;
import assay.harness.endpoint.FakeEndpoint.Call;
import assay.harness.endpoint.FakeEndpoint.Reply;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.StopReason;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What a reply can hold beside a plain text, and what is made of it.
final class OddContentTest {
  @Test
  void contentInPartsIsRead() throws Exception {
    Completion done =
        completion(
            message(
                "{\"content\":[{\"type\":\"text\",\"text\":\"fo\"},{\"type\":\"text\",\"text\":\"ur\"}]}",
                "stop"));
    assertThat(done.text()).isEqualTo("four");
  }

  @Test
  void aRefusalHasItsOwnCause() throws Exception {
    Outcome outcome = ask(message("{\"content\":null,\"refusal\":\"I cannot\"}", "stop"));
    assertThat(outcome).isEqualTo(new Failure(Cause.REFUSAL, "I cannot"));
  }

  @Test
  void aFilteredCompletionHasItsOwnCause() throws Exception {
    Failure failure = (Failure) ask(message("{\"content\":\"half\"}", "content_filter"));
    assertThat(failure.cause()).isEqualTo(Cause.CONTENT_FILTER);
  }

  @Test
  void thoughtsAreKeptApartFromTheAnswer() throws Exception {
    for (String name : List.of("reasoning_content", "reasoning")) {
      Completion done =
          completion(
              message("{\"content\":\"It is 4.\",\"%s\":\"2 and 2\"}".formatted(name), "stop"));
      assertThat(done.answerText()).contains("It is 4.");
      assertThat(done.reasoning().thoughts(done.text())).containsExactly("2 and 2");
    }
  }

  @Test
  void thoughtsThatUsedUpTheTokensAreNoAnswerAndAreCut() throws Exception {
    Completion done =
        completion(message("{\"content\":null,\"reasoning_content\":\"hmm\"}", "length"));
    assertThat(done.stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);
    assertThat(done.answerText()).isEmpty();
    assertThat(done.reasoning().finished()).isFalse();
  }

  @Test
  void anEmptyCompletionIsAskedForOnceMoreAndThenKept() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Completion full =
        (Completion)
            Endpoints.ask(
                Endpoints.options(Credentials.NONE),
                call -> FakeEndpoint.text(call, calls.getAndIncrement() == 0 ? "" : "four"));
    assertThat(full.text()).isEqualTo("four");
    assertThat(full.call().orElseThrow().tries()).isEqualTo(2);
    Completion empty = (Completion) ask(call -> FakeEndpoint.text(call, " "));
    assertThat(empty.text()).isEqualTo(" ");
    assertThat(empty.call().orElseThrow().tries()).isEqualTo(2);
  }

  @Test
  void anEmptyCompletionThatALimitCutIsKeptAtOnce() throws Exception {
    Completion cut = completion(message("{\"content\":\"\"}", "length"));
    assertThat(cut.stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);
    assertThat(cut.call().orElseThrow().tries()).isEqualTo(1);
  }

  @Test
  void whoAnsweredAndWhatItTookIsKept() throws Exception {
    Completion done =
        completion(
            whole(
                """
                {"id":"chatcmpl-7","model":"tiny-0301","choices":[{"finish_reason":"stop",
                 "message":{"content":"4"}}],"usage":{"prompt_tokens":20,"completion_tokens":9,
                 "prompt_tokens_details":{"cached_tokens":16},
                 "completion_tokens_details":{"reasoning_tokens":7}}}
                """));
    assertThat(done.call().orElseThrow().id()).isEqualTo("chatcmpl-7");
    assertThat(done.call().orElseThrow().model()).isEqualTo("tiny-0301");
    assertThat(done.call().orElseThrow().finish()).isEqualTo("stop");
    assertThat(done.usage().reasoning()).isEqualTo(OptionalInt.of(7));
    assertThat(done.usage().cached()).isEqualTo(OptionalInt.of(16));
  }

  @Test
  void aHalfPairSurvives() throws Exception {
    Completion done = completion(message("{\"content\":\"cut \\ud83d\"}", "stop"));
    assertThat(done.text()).isEqualTo("cut \ud83d");
  }

  @Test
  void anotherModelThanAskedForIsToldOnceAndASecondOneToo() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (FakeEndpoint server =
            FakeEndpoint.start(
                call ->
                    new Reply(
                        200,
                        Map.of(),
                        FakeEndpoint.body(
                            call, "x", "stop", calls.getAndIncrement() < 2 ? "big" : "small")));
        EndpointModel model = model(server, Credentials.NONE)) {
      model.complete(Endpoints.request());
      assertThat(model.news())
          .containsExactly(
              "warning: asked for model tiny, the endpoint answers as big; records have the name");
      model.complete(Endpoints.request());
      assertThat(model.news()).isEmpty();
      Completion third = (Completion) model.complete(Endpoints.request());
      assertThat(third.call().orElseThrow().model()).isEqualTo("small");
      assertThat(model.news()).singleElement().asString().contains("several names: big, small");
    }
  }

  private static Function<Call, Answer> message(String message, String finish) {
    return whole(
        "{\"choices\":[{\"finish_reason\":\"%s\",\"message\":%s}]}".formatted(finish, message));
  }

  private static Function<Call, Answer> whole(String body) {
    return call -> new Reply(200, Map.of(), body);
  }

  private static Completion completion(Function<Call, Answer> script) throws Exception {
    return (Completion) ask(script);
  }

  private static Outcome ask(Function<Call, Answer> script) throws Exception {
    return Endpoints.ask(Endpoints.options(Credentials.NONE), script);
  }

  private static EndpointModel model(FakeEndpoint server, Credentials credentials) {
    return new EndpointModel(
        EndpointAddress.parse(server.modelArgument()), Endpoints.options(credentials));
  }
}
