package assay.harness.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many clients at once: whose turn it is, how much waits, and how it ends.
@Timeout(300)
final class TurnsTest {
  private static final String PATH = "/v1/completions";
  private static final String LONG =
      "{\"prompt\": \"one\", \"max_tokens\": 8000, \"temperature\": 0, \"ignore_eos\": true%s}";

  @TempDir private Path folder;

  @Test
  void fiveHundredRequestsOfOneClientDoNotKeepAnotherWaiting() throws Exception {
    try (Served served = Served.demo(folder, ServeOptions.local(0), 4, 1024);
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicInteger done = new AtomicInteger();
      List<Future<?>> greedy = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        String body =
            "{\"prompt\": \"item %d\", \"max_tokens\": 20, \"ignore_eos\": true, \"user\": \"a\"}"
                .formatted(i);
        greedy.add(
            pool.submit(
                () -> {
                  served.json(PATH, body);
                  done.incrementAndGet();
                  return null;
                }));
      }
      Served.until(() -> served.model().waiting() > 200);
      int before = done.get();
      served.json(PATH, "{\"prompt\": \"two\", \"max_tokens\": 20, \"user\": \"b\"}");
      assertThat(done.get() - before)
          .as("of the other's that were answered meanwhile")
          .isLessThan(60);
      for (Future<?> each : greedy) {
        each.get();
      }
      assertThat(served.metric("assay_requests_total{path=\"/v1/completions\",status=\"200\"}"))
          .isEqualTo(501);
      assertThat(served.faults()).isEmpty();
    }
  }

  @Test
  void tellsWhenToAskAgain() throws Exception {
    try (Served served = Served.demo(folder, ServeOptions.local(0), 1, 3);
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
        Socket waiting = served.connect();
        Socket late = served.connect()) {
      Socket holding = served.connect();
      served.send(holding, PATH, LONG.formatted(""));
      Served.until(() -> served.engine().occupancy().running() == 1);
      served.send(waiting, PATH, "{\"prompt\": [\"a\", \"b\"]}");
      Served.until(() -> served.model().waiting() == 2);
      served.send(late, PATH, "{\"prompt\": [\"a\", \"b\"]}");
      byte[] answer = new byte[2000];
      int length = late.getInputStream().read(answer);
      String text = new String(answer, 0, length, StandardCharsets.UTF_8);
      assertThat(text)
          .startsWith("HTTP/1.1 429 Too Many Requests\r\n")
          .contains("Retry-After: 1\r\n", "\"code\":\"rate_limit_exceeded\"");
      Future<JsonNode> other =
          pool.submit(() -> served.json(PATH, "{\"prompt\": [\"a\", \"b\"], \"user\": \"x\"}"));
      Served.until(() -> served.model().waiting() == 4); // in a line of its own
      holding.close();
      assertThat(other.get().path("choices").size()).isEqualTo(2);
      JsonNode many = served.refusal(400, PATH, "{\"prompt\": [\"a\", \"b\", \"c\", \"d\"]}");
      assertThat(many.path("message").asText()).contains("at most 3 of a client wait here");
    }
  }

  @Test
  void finishesWhatIsUnderWayWhenItStops() throws Exception {
    try (Served served = Served.demo(folder, ServeOptions.local(0), 4, 64);
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<JsonNode> under =
          pool.submit(
              () ->
                  served.json(
                      PATH, "{\"prompt\": \"one\", \"max_tokens\": 400, \"ignore_eos\": true}"));
      Served.until(() -> served.engine().occupancy().running() == 1);
      Socket open = served.connect();
      ApiServer.Summary summary = served.server().stop(Duration.ofSeconds(60));
      assertThat(under.get().path("usage").path("completion_tokens").asInt()).isEqualTo(400);
      assertThat(Served.rest(open)).isEmpty();
      assertThat(summary.cancelled()).isZero();
      assertThat(summary.byStatus()).containsEntry(200, 1L);
    }
  }

  @Test
  void givesUpWithAWordWhatTakesTooLongWhenItStops() throws Exception {
    try (Served served = Served.demo(folder, ServeOptions.local(0), 4, 64);
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> stream =
          pool.submit(() -> served.post(PATH, LONG.formatted(", \"stream\": true")));
      Future<HttpResponse<String>> whole = pool.submit(() -> served.post(PATH, LONG.formatted("")));
      Served.until(() -> served.engine().work().steps() > 20 && served.model().underWay() == 2);
      ApiServer.Summary summary = served.server().stop(Duration.ofMillis(50));
      assertThat(whole.get().statusCode()).isEqualTo(503);
      assertThat(new JsonMapper().readTree(whole.get().body()).path("error").path("code").asText())
          .isEqualTo("server_stopping");
      assertThat(stream.get().body())
          .contains("\"code\":\"server_stopping\"")
          .doesNotContain("[DONE]");
      assertThat(summary.cancelled()).isEqualTo(2);
      assertThat(summary.words()).contains("given up at the end: 2");
    }
  }

  @Test
  void countsForPrometheus() throws Exception {
    try (Served served = Served.demo(folder, ServeOptions.local(0), 4, 64)) {
      String body =
          "{\"prompt\": \"one two three four five six seven eight\", \"max_tokens\": 5,"
              + " \"temperature\": 0, \"ignore_eos\": true}";
      served.json(PATH, body);
      int length = served.json(PATH, body).path("usage").path("prompt_tokens").asInt();
      served.refusal(400, PATH, "{}");
      HttpResponse<String> page = served.get("/metrics");
      assertThat(page.headers().firstValue("Content-Type").orElse(""))
          .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
      String demo = "{model=\"demo\"}";
      assertThat(served.metric("assay_prompt_tokens_total" + demo)).isEqualTo(2.0 * length);
      assertThat(served.metric("assay_reused_prompt_tokens_total" + demo)).isEqualTo(length - 1.0);
      assertThat(served.metric("assay_generated_tokens_total" + demo)).isEqualTo(10);
      assertThat(served.metric("assay_time_to_first_token_seconds_count" + demo)).isEqualTo(2);
      assertThat(served.metric("assay_time_between_tokens_seconds_count" + demo)).isEqualTo(8);
      assertThat(served.metric("assay_queue_seconds_bucket{model=\"demo\",le=\"+Inf\"}"))
          .isEqualTo(2);
      assertThat(served.metric("assay_requests_total{path=\"/v1/completions\",status=\"400\"}"))
          .isEqualTo(1);
      assertThat(served.metric("assay_engine_steps_total" + demo)).isGreaterThanOrEqualTo(10);
      assertThat(served.metric("assay_kv_pages_in_use" + demo)).isZero();
      assertThat(page.body().lines().filter(line -> !line.startsWith("#")))
          .allMatch(
              line ->
                  line.matches("[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*\\})? [0-9.]+"));
      List<String> types = page.body().lines().filter(line -> line.startsWith("# TYPE")).toList();
      assertThat(types).doesNotHaveDuplicates().hasSizeGreaterThan(10);
    }
  }
}
