package assay.harness.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint.Reply;
import assay.results.Completion;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The time of day goes back or forward by an hour with each look at it, as when a clock is set.
@Timeout(60)
final class ClockJumpTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final AtomicInteger looks = new AtomicInteger();
  private final InstantSource jumping =
      () -> Instant.now().plus(HOUR.multipliedBy(looks.getAndIncrement() % 3 - 1));

  @Test
  void aWaitUntilADateIsAsLongAsTheServerMeansIt() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (FakeEndpoint server =
            FakeEndpoint.start(
                call ->
                    calls.incrementAndGet() <= 2
                        ? new Reply(429, Map.of("Retry-After", inOneSecond()), "{}")
                        : FakeEndpoint.text(call, "ok"));
        EndpointModel model = model(server)) {
      long begun = System.nanoTime();
      for (int i = 0; i < 3; i++) {
        Completion done = (Completion) model.complete(Endpoints.request());
        assertThat(done.text()).isEqualTo("ok");
        assertThat(done.elapsed()).isBetween(Duration.ZERO, Duration.ofSeconds(1));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
      assertThat(looks).as("the clock was looked at").hasPositiveValue();
    }
  }

  @Test
  void aLimitThatIsLiftedAtATimeOfDayHoldsCallsBackNoLonger() throws Exception {
    Map<String, String> spent =
        Map.of(
            "anthropic-ratelimit-requests-remaining",
            "0",
            "anthropic-ratelimit-requests-reset",
            Instant.now().plusSeconds(1).toString());
    try (FakeEndpoint server =
            FakeEndpoint.start(
                call -> new Reply(200, spent, FakeEndpoint.body(call, "ok", "stop", "tiny")));
        EndpointModel model = model(server)) {
      long begun = System.nanoTime();
      model.complete(Endpoints.request());
      model.complete(Endpoints.request());
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    }
  }

  private static String inOneSecond() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(1));
  }

  private EndpointModel model(FakeEndpoint server) {
    return new EndpointModel(
        EndpointAddress.parse(server.modelArgument()), Endpoints.waiting(120), jumping);
  }
}
