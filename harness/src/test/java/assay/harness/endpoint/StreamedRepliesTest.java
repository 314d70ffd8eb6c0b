package assay.harness.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint.Answer;
import assay.harness.endpoint.FakeEndpoint.Call;
import assay.harness.endpoint.FakeEndpoint.Pieces;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.StopReason;
import assay.results.StreamTimes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class StreamedRepliesTest {
  @Test
  void theChunksOfAChatAreJoined() throws Exception {
    Completion done = (Completion) ask(Api.CHAT, call -> FakeEndpoint.events(1, CHAT));
    assertThat(done.text()).isEqualTo("2 and 2It is 4.");
    assertThat(done.answerText()).contains("It is 4.");
    assertThat(done.stopReason()).isEqualTo(StopReason.STOP);
    assertThat(done.promptTokens()).isEqualTo(OptionalInt.of(12));
    assertThat(done.usage().reasoning()).isEqualTo(OptionalInt.of(3));
    assertThat(done.call().orElseThrow().id()).isEqualTo("c-1");
    assertThat(done.call().orElseThrow().stream().orElseThrow().firstToken())
        .isPositive()
        .isLessThanOrEqualTo(done.elapsed());
  }

  private static final String[] CHAT = {
    "{\"id\":\"c-1\",\"model\":\"tiny\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\","
        + "\"content\":\"\"},\"finish_reason\":null}]}",
    "{\"choices\":[{\"delta\":{\"reasoning_content\":\"2 and \"}}]}",
    "{\"choices\":[{\"delta\":{\"reasoning_content\":\"2\"}}]}",
    "{\"choices\":[{\"delta\":{\"content\":\"It is \"}}]}",
    "{\"choices\":[{\"delta\":{\"content\":\"4.\"}}]}",
    "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}",
    "{\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":8,"
        + "\"completion_tokens_details\":{\"reasoning_tokens\":3}}}",
    "[DONE]",
    "{\"choices\":[{\"delta\":{\"content\":\"after the end\"}}]}"
  };

  @Test
  void aStreamThatNobodyAskedForIsRead() throws Exception {
    Outcome outcome =
        Endpoints.ask(Endpoints.speaking(Api.CHAT, false), call -> FakeEndpoint.events(1, CHAT));
    assertThat(((Completion) outcome).answerText()).contains("It is 4.");
  }

  @Test
  void aWholeReplyInPlaceOfAStreamIsRead() throws Exception {
    assertThat(((Completion) ask(Api.CHAT, call -> FakeEndpoint.text(call, "four"))).text())
        .isEqualTo("four");
  }

  @Test
  void aStreamIsAskedForWithItsUsage() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(call -> FakeEndpoint.events(0, CHAT))) {
      Endpoints.ask(server, Endpoints.speaking(Api.CHAT, true));
      assertThat(server.calls().getFirst().body().path("stream").asBoolean()).isTrue();
      assertThat(server.calls().getFirst().body().at("/stream_options/include_usage").asBoolean())
          .isTrue();
    }
  }

  @Test
  void itIsTheSameHoweverTheBytesAreCut() throws Exception {
    StringBuilder text = new StringBuilder(": keep alive\r\n\r\n");
    for (String event : CHAT) {
      text.append("event: chunk\r\ndata: ").append(event).append("\r\n\r\n");
    }
    byte[] bytes = text.toString().replace("It is", "C'est – 🙂").getBytes(StandardCharsets.UTF_8);
    for (int size : new int[] {1, 2, 3, 7, 64}) {
      List<byte[]> pieces = new ArrayList<>();
      for (int at = 0; at < bytes.length; at += size) {
        pieces.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)));
      }
      Completion done =
          (Completion)
              ask(
                  Api.CHAT,
                  call -> new Pieces(200, Map.of("Content-Type", "text/event-stream"), pieces, 0));
      assertThat(done.answerText()).contains("C'est – 🙂 4.");
    }
  }

  @Test
  void anEventThatIsSentTwiceCountsOnce() throws Exception {
    Completion done =
        (Completion)
            ask(
                Api.CHAT,
                call -> new Pieces(200, Map.of("Content-Type", "text/event-stream"), twice(), 0));
    assertThat(done.text()).isEqualTo("fourfour");
  }

  private static List<byte[]> twice() {
    return List.of(
        event("1", "{\"choices\":[{\"delta\":{\"content\":\"four\"}}]}"),
        event("1", "{\"choices\":[{\"delta\":{\"content\":\"four\"}}]}"),
        event("2", "{\"choices\":[{\"delta\":{\"content\":\"four\"}}]}"),
        event("3", "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}"));
  }

  private static byte[] event(String id, String data) {
    return "id: %s\ndata: %s\n\n".formatted(id, data).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void silenceBeforeTheFirstTokenIsALimitOfItsOwn() throws Exception {
    assertThat(ask(Api.CHAT, call -> FakeEndpoint.events(800, CHAT)))
        .isEqualTo(new Failure(Cause.TIMEOUT, "no token within 600 ms, after 3 tries"));
  }

  @Test
  void theTimesBetweenTokensAreMeasured() throws Exception {
    Completion done = (Completion) ask(Api.CHAT, call -> FakeEndpoint.events(80, CHAT));
    StreamTimes times = done.call().orElseThrow().stream().orElseThrow();
    // Of nine events four bring text.
    assertThat(times.gaps().count()).isEqualTo(3);
    assertThat(times.gaps().longest()).isBetween(Duration.ofMillis(40), Duration.ofMillis(900));
    assertThat(times.gaps().mean()).isPositive().isLessThanOrEqualTo(times.gaps().longest());
    assertThat(times.firstToken().plus(times.gaps().total())).isLessThan(done.elapsed());
  }

  @Test
  void silenceBetweenTokensIsAnother() throws Exception {
    assertThat(ask(Api.CHAT, call -> FakeEndpoint.events(450, CHAT[1], CHAT[2], CHAT[3])))
        .isEqualTo(new Failure(Cause.TIMEOUT, "no further token within 300 ms, after 3 tries"));
  }

  @Test
  void aStreamThatEndsTooSoonIsNoCompletion() throws Exception {
    Failure failure = (Failure) ask(Api.CHAT, call -> FakeEndpoint.events(0, CHAT[0], CHAT[3]));
    assertThat(failure.detail()).startsWith("the stream ended before the completion did");
  }

  @Test
  void anErrorInAStreamIsAFailureWithItsWords() throws Exception {
    Failure failure =
        (Failure)
            ask(
                Api.CHAT,
                call ->
                    FakeEndpoint.events(0, CHAT[3], "{\"error\":{\"message\":\"out of memory\"}}"));
    assertThat(failure.detail()).startsWith("the reply is an error: out of memory");
  }

  @Test
  void theEventsOfResponsesAreRead() throws Exception {
    Completion done =
        (Completion)
            ask(
                Api.RESPONSES,
                call ->
                    FakeEndpoint.events(
                        1,
                        "{\"type\":\"response.created\",\"response\":{\"id\":\"r-1\"}}",
                        "{\"type\":\"response.output_text.delta\",\"delta\":\"It\"}",
                        "{\"type\":\"response.incomplete\",\"response\":"
                            + WiresTest.RESPONSE_CUT.replace("\n", "")
                            + "}"));
    assertThat(done.answerText()).contains("It is");
    assertThat(done.stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);
    assertThat(done.call().orElseThrow().stream()).isPresent();
  }

  @Test
  void theEventsOfMessagesAreJoined() throws Exception {
    Completion done =
        (Completion)
            ask(
                Api.MESSAGES,
                call ->
                    FakeEndpoint.events(
                        1,
                        "{\"type\":\"message_start\",\"message\":{\"id\":\"m-1\",\"model\":\"tiny\","
                            + "\"content\":[],\"usage\":{\"input_tokens\":5,"
                            + "\"cache_read_input_tokens\":4,\"output_tokens\":1}}}",
                        "{\"type\":\"content_block_start\",\"content_block\":{\"type\":\"thinking\","
                            + "\"thinking\":\"\"}}",
                        "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"thinking_delta\","
                            + "\"thinking\":\"2 and 2\"}}",
                        "{\"type\":\"ping\"}",
                        "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\","
                            + "\"text\":\"four\"}}",
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
                            + "\"usage\":{\"output_tokens\":6}}",
                        "{\"type\":\"message_stop\"}"));
    assertThat(done.answerText()).contains("four");
    assertThat(done.reasoning().thoughts(done.text())).containsExactly("2 and 2");
    assertThat(done.promptTokens()).isEqualTo(OptionalInt.of(9));
    assertThat(done.completionTokens()).isEqualTo(OptionalInt.of(6));
    assertThat(done.usage().cached()).isEqualTo(OptionalInt.of(4));
    assertThat(done.stopReason()).isEqualTo(StopReason.STOP_TOKEN);
  }

  private static Outcome ask(Api api, Function<Call, Answer> script) throws Exception {
    return Endpoints.ask(Endpoints.speaking(api, true), script);
  }

  @Test
  void aLongStreamThatGoesOnIsNotCutByTheSilenceLimits() throws Exception {
    long start = System.nanoTime();
    String[] events = new String[12];
    Arrays.fill(events, CHAT[4]);
    events[11] = CHAT[5];
    Completion done = (Completion) ask(Api.CHAT, call -> FakeEndpoint.events(60, events));
    assertThat(done.text()).isEqualTo("4.".repeat(11));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(600));
  }
}
