package assay.harness.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.harness.endpoint.FakeEndpoint.Answer;
import assay.harness.endpoint.FakeEndpoint.Call;
import assay.harness.endpoint.FakeEndpoint.Pieces;
import assay.harness.endpoint.FakeEndpoint.Reply;
import assay.harness.run.RunFailedException;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.StopReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// Replies that servers were seen to send, and what is made of them.
final class OddRepliesTest {
  private static final String KEY = "sk-0123456789abcdefghijklmnop";

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
  void anErrorWithStatus200IsTriedAgainAndItsWordsAreKept() throws Exception {
    assertThat(ask(whole("{\"error\":{\"message\":\"engine dead\"}}")))
        .isEqualTo(
            new Failure(Cause.ENDPOINT_ERROR, "the reply is an error: engine dead, after 3 tries"));
  }

  @Test
  void repliesThatAreNoneHaveAClearCause() throws Exception {
    assertThat(detail(whole("<html>busy</html>"))).contains("the reply is not JSON");
    assertThat(detail(whole("{\"choices\":null}"))).contains("the reply has no choices");
    assertThat(detail(whole("{\"choices\":[]}"))).contains("the reply has no choices");
    assertThat(detail(whole("{\"choices\":[{\"message\":{}}]}"))).contains("the reply has no text");
    assertThat(detail(whole("[".repeat(5_000)))).contains("nesting depth");
    assertThat(detail(whole("{\"choices\":[{\"message\":{\"content\":\"a"))).contains("not JSON");
  }

  @Test
  void aReplyThatNoLimitOfTokensNeedsIsCutOff() throws Exception {
    byte[] piece = new byte[1 << 16];
    Arrays.fill(piece, (byte) ' ');
    Outcome outcome = ask(call -> new Pieces(200, Map.of(), Collections.nCopies(1_000, piece), 0));
    assertThat(((Failure) outcome).detail()).contains("the reply is longer than");
  }

  @Test
  void aZippedReplyIsUnzippedWithinTheSameBound() throws Exception {
    Completion done =
        completion(
            call ->
                new Pieces(
                    200,
                    Map.of("Content-Encoding", "gzip"),
                    List.of(zip(FakeEndpoint.body(call, "four", "stop", "tiny"))),
                    0));
    assertThat(done.text()).isEqualTo("four");
    Outcome bomb =
        ask(
            call ->
                new Pieces(
                    200,
                    Map.of("Content-Encoding", "gzip"),
                    List.of(zip(" ".repeat(50 << 20))),
                    0));
    assertThat(((Failure) bomb).detail()).contains("the reply is longer than");
  }

  @Test
  void aGoodBodyCountsWithAnyStatusOfSuccess() throws Exception {
    Completion done =
        completion(
            call -> new Reply(201, Map.of(), FakeEndpoint.body(call, "four", "stop", "tiny")));
    assertThat(done.text()).isEqualTo("four");
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (FakeEndpoint other = FakeEndpoint.start(call -> FakeEndpoint.text(call, "mine"))) {
      assertThatThrownBy(
              () ->
                  ask(
                      call ->
                          new Reply(
                              307,
                              Map.of("Location", other.modelArgument().replace("#tiny", "/x")),
                              "")))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("redirected to http://127.0.0.1");
      assertThat(other.calls()).isEmpty();
    }
  }

  @Test
  void whatNoMoneyCanBuyEndsTheRunAtOnceWithTheServersWords() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Function<Call, Answer> quota =
        call -> {
          calls.incrementAndGet();
          return new Reply(
              429, Map.of(), "{\"error\":{\"message\":\"You exceeded your current quota\"}}");
        };
    assertThatThrownBy(() -> ask(quota))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("You exceeded your current quota");
    assertThat(calls).hasValue(1);
    assertThatThrownBy(() -> ask(call -> new Reply(402, Map.of(), "{\"error\":\"no credit\"}")))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("HTTP 402: no credit");
  }

  @Test
  void twentyFailuresInARowEndTheRun() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (FakeEndpoint server =
            FakeEndpoint.start(
                call -> {
                  calls.incrementAndGet();
                  return new Reply(400, Map.of(), "{\"error\":\"bad field\"}");
                });
        EndpointModel model = model(server, Credentials.NONE)) {
      for (int i = 1; i < 20; i++) {
        assertThat(model.complete(Endpoints.request())).isInstanceOf(Failure.class);
      }
      assertThatThrownBy(() -> model.complete(Endpoints.request()))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("20 calls in a row failed")
          .hasMessageContaining("HTTP 400: bad field");
      assertThatThrownBy(() -> model.complete(Endpoints.request()))
          .isInstanceOf(RunFailedException.class);
      assertThat(calls).hasValue(20);
    }
  }

  @Test
  void aPromptThatDoesNotFitIsNoFailureOfTheEndpoint() throws Exception {
    try (FakeEndpoint server =
            FakeEndpoint.start(
                call -> new Reply(400, Map.of(), "{\"error\":\"context_length_exceeded\"}"));
        EndpointModel model = model(server, Credentials.NONE)) {
      for (int i = 0; i < 40; i++) {
        assertThat(((Failure) model.complete(Endpoints.request())).cause())
            .isEqualTo(Cause.CONTEXT_OVERFLOW);
      }
    }
  }

  @Test
  void anEndpointThatAsksForADayIsObeyedUpToTheBoundAndThenNotMeasured() throws Exception {
    try (FakeEndpoint server =
            FakeEndpoint.start(
                call -> new Reply(429, Map.of("Retry-After", "86400"), "{\"error\":\"later\"}"));
        EndpointModel model =
            new EndpointModel(
                EndpointAddress.parse(server.modelArgument()), Endpoints.waiting(5))) {
      assertThat(model.complete(Endpoints.request()))
          .isEqualTo(new Failure(Cause.ENDPOINT_ERROR, "HTTP 429: later, after 1 try"));
      assertThat(model.status())
          .containsExactly("waiting 5 s: the endpoint asks for 86400 s (HTTP 429: later)");
      assertThat(server.calls()).hasSize(1);
    }
  }

  @Test
  void whyACallIsTriedAgainIsToldMeanwhile() throws Exception {
    CountDownLatch second = new CountDownLatch(2);
    CountDownLatch answer = new CountDownLatch(1);
    try (FakeEndpoint server =
            FakeEndpoint.start(
                call -> {
                  second.countDown();
                  if (second.getCount() > 0) {
                    return new Reply(500, Map.of(), "{\"error\":\"out of memory\"}");
                  }
                  await(answer);
                  return FakeEndpoint.text(call, "four");
                });
        EndpointModel model = model(server, Credentials.NONE)) {
      Thread asking = Thread.ofVirtual().start(() -> complete(model));
      second.await();
      assertThat(model.status()).containsExactly("trying a call again: HTTP 500: out of memory");
      answer.countDown();
      asking.join();
      assertThat(model.status()).isEmpty();
    }
  }

  private static void complete(EndpointModel model) {
    try {
      model.complete(Endpoints.request());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void theKeyIsHiddenWhereverItStands() throws Exception {
    String basic =
        Base64.getEncoder().encodeToString(("user:" + KEY).getBytes(StandardCharsets.UTF_8));
    Outcome refused =
        Endpoints.ask(
            Endpoints.options(new Credentials(Optional.of(new Secret(KEY)), Map.of())),
            call ->
                new Reply(
                    400,
                    Map.of(),
                    "{\"error\":\"key %s, its end %s, as base64 %s\"}"
                        .formatted(KEY, KEY.substring(12), basic)));
    String detail = ((Failure) refused).detail();
    assertThat(detail).startsWith("HTTP 400: key ***, its end ***, as base64 ");
    for (int i = 0; i + 8 <= KEY.length(); i++) {
      assertThat(detail).doesNotContain(KEY.substring(i, i + 8));
    }
    assertThat(new String(Base64.getDecoder().decode(padded(detail)), StandardCharsets.ISO_8859_1))
        .doesNotContain(KEY.substring(4, 12));
  }

  private static String padded(String detail) {
    String rest = detail.substring(detail.lastIndexOf(' ') + 1).replace("*", "");
    return rest.substring(0, rest.length() - rest.length() % 4);
  }

  @Test
  void aCompletionThatHoldsTheKeyIsMarked() throws Exception {
    Completion done =
        (Completion)
            Endpoints.ask(
                Endpoints.options(new Credentials(Optional.of(new Secret(KEY)), Map.of())),
                call -> FakeEndpoint.text(call, "my key is " + KEY + "."));
    assertThat(done.text()).isEqualTo("my key is ***.");
    assertThat(done.call().orElseThrow().keyHidden()).isTrue();
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

  @Test
  void aHalfPairSurvives() throws Exception {
    Completion done = completion(message("{\"content\":\"cut \\ud83d\"}", "stop"));
    assertThat(done.text()).isEqualTo("cut \ud83d");
  }

  @Test
  void oneByteASecondEndsAtTheTimeLimit() throws Exception {
    long start = System.nanoTime();
    byte[] one = {' '};
    Outcome outcome = ask(call -> new Pieces(200, Map.of(), Collections.nCopies(100, one), 400));
    assertThat(((Failure) outcome).cause()).isEqualTo(Cause.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  private static Function<Call, Answer> message(String message, String finish) {
    return whole(
        "{\"choices\":[{\"finish_reason\":\"%s\",\"message\":%s}]}".formatted(finish, message));
  }

  private static Function<Call, Answer> whole(String body) {
    return call -> new Reply(200, Map.of(), body);
  }

  private static String detail(Function<Call, Answer> script) throws Exception {
    Failure failure = (Failure) ask(script);
    assertThat(failure.cause()).isEqualTo(Cause.ENDPOINT_ERROR);
    return failure.detail();
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

  private static byte[] zip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
