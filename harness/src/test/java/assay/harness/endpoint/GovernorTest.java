package assay.harness.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.harness.run.RunFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicHeader;
import org.junit.jupiter.api.Test;

final class GovernorTest {
  private final AtomicLong now = new AtomicLong(1_000);
  private final Governor governor = new Governor(32, now::get);

  @Test
  void itBeginsLowAndGrowsToTheMostWhileCallsSucceed() {
    assertThat(governor.limit()).isEqualTo(4);
    for (int i = 0; i < 2_000; i++) {
      governor.succeeded(Duration.ofMillis(10));
    }
    assertThat(governor.limit()).isEqualTo(32);
  }

  @Test
  void itDoesNotGrowWhileTokensTakeMuchLongerThanAtFirst() {
    governor.succeeded(Duration.ofMillis(10));
    for (int i = 0; i < 20; i++) {
      governor.succeeded(Duration.ofMillis(100));
    }
    int limit = governor.limit();
    for (int i = 0; i < 1_000; i++) {
      governor.succeeded(Duration.ofMillis(100));
    }
    assertThat(governor.limit()).isEqualTo(limit).isLessThan(8);
  }

  @Test
  void itHalvesOnceForTheRefusalsOfOneMoment() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      governor.succeeded(Duration.ofMillis(10));
    }
    int[] begun = new int[32];
    for (int i = 0; i < begun.length; i++) {
      begun[i] = governor.begin();
    }
    for (int call : begun) {
      governor.overloaded(call);
      governor.end();
    }
    assertThat(governor.limit()).isEqualTo(16);
    governor.overloaded(governor.begin());
    assertThat(governor.limit()).isEqualTo(8);
  }

  @Test
  void noCallBeginsDuringAPause() throws Exception {
    governor.begin();
    governor.pause(Duration.ofSeconds(90), "the endpoint asks for 90 s");
    assertThat(governor.waiting()).contains("waiting 90 s: the endpoint asks for 90 s");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> call = threads.submit(governor::begin);
      assertThat(call.isDone()).isFalse();
      now.addAndGet(Duration.ofSeconds(91).toNanos());
      // Whoever waits looks at the clock again.
      governor.end();
      assertThat(call.get()).isZero();
      assertThat(governor.waiting()).isEmpty();
    }
  }

  @Test
  void whoWaitsIsWokenWhenTheRunIsGivenUp() {
    governor.pause(Duration.ofSeconds(90), "the endpoint asks for 90 s");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> call = threads.submit(governor::begin);
      governor.stop();
      assertThatThrownBy(call::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(RunFailedException.class);
    }
  }

  @Test
  void retryAfterIsReadInBothForms() {
    Instant then = Instant.parse("2026-11-29T12:00:00Z");
    assertThat(AskedWait.retryAfter(headers("llm_provider-retry-after", "60"), then))
        .contains(Duration.ofSeconds(60));
    assertThat(AskedWait.retryAfter(headers("Retry-After", "17"), then))
        .contains(Duration.ofSeconds(17));
    assertThat(AskedWait.retryAfter(headers("Retry-After", "Sun, 29 Nov 2026 12:01:30 GMT"), then))
        .contains(Duration.ofSeconds(90));
    assertThat(AskedWait.retryAfter(headers("Retry-After", "Sun, 29 Nov 2026 11:00:00 GMT"), then))
        .contains(Duration.ZERO);
    assertThat(AskedWait.retryAfter(headers("Retry-After", "soon"), then)).isEmpty();
    assertThat(AskedWait.retryAfter(headers("Retry-After", "-5"), then)).isEmpty();
    assertThat(AskedWait.retryAfter(headers("Other", "1"), then)).isEmpty();
  }

  @Test
  void aDateIsHeldAgainstTheServersOwnClockWhereverOurOwnStands() {
    for (String here :
        List.of("1970-01-01T00:00:00Z", "2026-11-29T12:00:00Z", "2101-01-01T00:00:00Z")) {
      ReplyHeaders told =
          headers(
              "Date",
              "Sun, 29 Nov 2026 12:01:00 GMT",
              "Retry-After",
              "Sun, 29 Nov 2026 12:01:30 GMT");
      assertThat(AskedWait.retryAfter(told, AskedWait.now(told, Instant.parse(here))))
          .contains(Duration.ofSeconds(30));
    }
    Instant here = Instant.parse("2026-11-29T12:00:00Z");
    assertThat(AskedWait.now(headers("Date", "today"), here)).isEqualTo(here);
    assertThat(AskedWait.now(headers("Other", "1"), here)).isEqualTo(here);
  }

  @Test
  void rateLimitsAreReadWhereNothingIsLeft() {
    Instant then = Instant.parse("2026-11-29T12:00:00Z");
    assertThat(
            AskedWait.rateLimit(
                headers(
                    "x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "1m2.5s"),
                () -> then))
        .contains(Duration.ofMillis(62_500));
    assertThat(
            AskedWait.rateLimit(
                headers("x-ratelimit-remaining-tokens", "0", "x-ratelimit-reset-tokens", "20ms"),
                () -> then))
        .contains(Duration.ofMillis(20));
    assertThat(
            AskedWait.rateLimit(
                headers(
                    "anthropic-ratelimit-requests-remaining",
                    "0",
                    "anthropic-ratelimit-requests-reset",
                    "2026-11-29T12:00:09Z"),
                () -> then))
        .contains(Duration.ofSeconds(9));
    assertThat(
            AskedWait.rateLimit(
                headers("x-ratelimit-remaining-requests", "3", "x-ratelimit-reset-requests", "1s"),
                () -> then))
        .isEmpty();
  }

  private static ReplyHeaders headers(String... pairs) {
    List<NameValuePair> headers = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      headers.add(new BasicHeader(pairs[i], pairs[i + 1]));
    }
    return new ReplyHeaders(headers);
  }
}
