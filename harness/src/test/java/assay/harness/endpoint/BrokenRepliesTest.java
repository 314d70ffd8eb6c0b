package assay.harness.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint.Answer;
import assay.harness.endpoint.FakeEndpoint.Call;
import assay.harness.endpoint.FakeEndpoint.Pieces;
import assay.harness.endpoint.FakeEndpoint.Reply;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Replies that are no completion, and bodies that come in an odd way.
final class BrokenRepliesTest {
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
  void aGoodBodyCountsWithAnyStatusOfSuccess() throws Exception {
    Completion done =
        completion(
            call -> new Reply(201, Map.of(), FakeEndpoint.body(call, "four", "stop", "tiny")));
    assertThat(done.text()).isEqualTo("four");
  }

  @Test
  void oneByteASecondEndsAtTheTimeLimit() throws Exception {
    long start = System.nanoTime();
    byte[] one = {' '};
    Outcome outcome = ask(call -> new Pieces(200, Map.of(), Collections.nCopies(100, one), 400));
    assertThat(((Failure) outcome).cause()).isEqualTo(Cause.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void aReplyOfAGigabyteIsCutOffWithoutBeingHeld() throws Exception {
    byte[] piece = new byte[1 << 20];
    Arrays.fill(piece, (byte) 'x');
    for (String type : List.of("application/json", "text/event-stream")) {
      Outcome outcome =
          ask(
              call ->
                  new Pieces(
                      200, Map.of("Content-Type", type), Collections.nCopies(1 << 10, piece), 0));
      assertThat(((Failure) outcome).detail()).as(type).contains("the reply is longer than");
    }
  }

  @Test
  void whatTheContentTypeSaysIsNotBelieved() throws Exception {
    for (String type : List.of("text/html; charset=utf-8", "text/plain", "x/y")) {
      Completion done =
          completion(
              call ->
                  new Reply(
                      200,
                      Map.of("Content-Type", type),
                      FakeEndpoint.body(call, "four", "stop", "tiny")));
      assertThat(done.text()).as(type).isEqualTo("four");
    }
    assertThat(
            detail(
                call -> new Reply(200, Map.of("Content-Type", "application/json"), "data: {}\n\n")))
        .contains("the reply is not JSON");
  }

  @Test
  void aResetAmidTheBodyIsTriedAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Completion done =
        completion(
            call -> {
              String body = FakeEndpoint.body(call, "four", "stop", "tiny");
              return calls.getAndIncrement() == 0
                  ? new FakeEndpoint.CutOff(body)
                  : new Reply(200, Map.of(), body);
            });
    assertThat(done.text()).isEqualTo("four");
    assertThat(done.call().orElseThrow().tries()).isEqualTo(2);
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
}
