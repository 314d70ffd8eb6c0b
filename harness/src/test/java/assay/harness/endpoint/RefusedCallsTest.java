package assay.harness.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.harness.endpoint.FakeEndpoint.Answer;
import assay.harness.endpoint.FakeEndpoint.Call;
import assay.harness.endpoint.FakeEndpoint.Reply;
import assay.harness.run.RunFailedException;
import assay.results.Cause;
import assay.results.Failure;
import assay.results.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Calls that a server does not answer, and whether they are made again.
final class RefusedCallsTest {
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
  void allTriesOfACallTogetherHaveADeadline() throws Exception {
    Patience patience =
        new Patience(1000, Duration.ofMillis(300), Duration.ZERO, Duration.ofSeconds(1), 1, 20);
    AtomicInteger calls = new AtomicInteger();
    Outcome outcome =
        Endpoints.ask(
            Endpoints.patient(patience),
            call -> {
              calls.incrementAndGet();
              return new Reply(503, Map.of(), "{\"error\":\"busy\"}");
            });
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.cause()).isEqualTo(Cause.ENDPOINT_ERROR);
              assertThat(failure.detail())
                  .contains("HTTP 503: busy, after ", " tries in the 1 s that --total-timeout");
            });
    assertThat(calls.get()).isBetween(2, 20);
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
  void answersLongerThanAnyModelWindowEndTheRunAtOnce() throws Exception {
    for (String words :
        new String[] {
          "max_tokens=64 cannot be greater than max_model_len=48. Please request fewer output"
              + " tokens.",
          "'max_tokens' or 'max_completion_tokens' is too large: 64. This model's maximum context"
              + " length is 48 tokens and your request has 37 input tokens (64 > 48 - 37).",
          "Requested token count exceeds the model's maximum context length of 48 tokens.",
          "max_tokens is too large: 64. This model supports at most 48 completion tokens.",
          "max_tokens: 64 > 48, which is the maximum allowed number of output tokens"
        }) {
      AtomicInteger calls = new AtomicInteger();
      assertThatThrownBy(() -> ask(call -> counted(calls, words)))
          .as(words)
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("HTTP 400: " + words.replaceFirst("\\.$", ""))
          .hasMessageEndingWith(". Let answers be shorter with --max-tokens");
      assertThat(calls).hasValue(1);
      Outcome sample = ask(call -> counted(calls, words.replace("48", "64")));
      assertThat(sample)
          .as("one that only some prompts have no room for")
          .isInstanceOf(Failure.class);
    }
  }

  private static Answer counted(AtomicInteger calls, String words) {
    calls.incrementAndGet();
    return new Reply(400, Map.of(), "{\"error\":{\"message\":\"%s\"}}".formatted(words));
  }

  @Test
  void theServersOwnWordsAreFoundWhereItPutsThem() throws Exception {
    for (String body :
        new String[] {
          "{\"error\":{\"message\":\"no such thing.\"}}",
          "{\"error\":\"no such thing\"}",
          "{\"object\":\"error\",\"message\":\"no such thing\",\"code\":404}",
          "{\"detail\":\"no such thing\"}",
          "no such thing"
        }) {
      assertThatThrownBy(() -> ask(call -> new Reply(404, Map.of(), body)))
          .hasMessageEndingWith(
              " refuses every call: HTTP 404: no such thing. Check the address, the model's name"
                  + " and the key");
    }
  }

  @Test
  void aKeyThatMessagesCannotUseIsToldTheOtherHeader() throws Exception {
    assertThatThrownBy(
            () ->
                Endpoints.ask(
                    Endpoints.speaking(Api.MESSAGES, false),
                    call -> new Reply(401, Map.of(), "{\"error\":\"Unauthorized\"}")))
        .hasMessageContaining("HTTP 401: Unauthorized. ")
        .hasMessageContaining("--header Authorization=VARIABLE");
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
  void aPromptThatAFilterStopsIsNoFailureOfTheEndpoint() throws Exception {
    try (FakeEndpoint server =
            FakeEndpoint.start(
                call ->
                    new Reply(
                        400,
                        Map.of(),
                        "{\"error\":{\"code\":\"content_filter\",\"message\":\"It was"
                            + " filtered\"}}"));
        EndpointModel model = model(server, Credentials.NONE)) {
      for (int i = 0; i < 40; i++) {
        assertThat(model.complete(Endpoints.request()))
            .isEqualTo(new Failure(Cause.CONTENT_FILTER, "HTTP 400: It was filtered"));
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
          .isEqualTo(
              new Failure(
                  Cause.ENDPOINT_ERROR,
                  "HTTP 429: later (it asks for a wait of 86400 s, longer than --max-wait of 5 s),"
                      + " after 1 try"));
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

  @Test
  void noKindOfRedirectEverCarriesTheKey() throws Exception {
    Credentials credentials =
        new Credentials(
            Optional.of(new Secret("sk-0123456789abcdefghijklmnop")),
            Map.of("X-Team", new Secret("team-0123456789")));
    try (FakeEndpoint other = FakeEndpoint.start(call -> FakeEndpoint.text(call, "mine"))) {
      String place = other.modelArgument().replace("127.0.0.1", "localhost").replace("#tiny", "/x");
      for (int status : new int[] {301, 302, 303, 307, 308}) {
        assertThatThrownBy(
                () ->
                    Endpoints.ask(
                        Endpoints.options(credentials),
                        call -> new Reply(status, Map.of("Location", place), "")))
            .isInstanceOf(RunFailedException.class)
            .hasMessageContaining("redirected to http://localhost");
      }
      assertThat(other.calls()).isEmpty();
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

  private static Outcome ask(Function<Call, Answer> script) throws Exception {
    return Endpoints.ask(Endpoints.options(Credentials.NONE), script);
  }

  private static EndpointModel model(FakeEndpoint server, Credentials credentials) {
    return new EndpointModel(
        EndpointAddress.parse(server.modelArgument()), Endpoints.options(credentials));
  }
}
