package assay.harness.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint.Reply;
import assay.harness.experiment.Experiment;
import assay.harness.experiment.Scoring;
import assay.harness.experiment.Trial;
import assay.harness.model.ModelChoice;
import assay.harness.run.Console;
import assay.harness.run.RunService;
import assay.harness.run.ScorerSet.ProgramSettings;
import assay.results.Circumstances;
import assay.results.Completion;
import assay.results.DataPlaces;
import assay.results.SampleRecord;
import assay.results.StreamTimes;
import assay.results.store.RunDirectory;
import assay.tasks.Task;
import assay.tasks.TaskRequest;
import assay.tasks.benchmarks.Benchmarks;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The time of day goes back or forward by an hour with each look at it, as when a clock is set.
@Timeout(60)
final class ClockJumpTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int QUESTIONS = 12;
  private static final EndpointOptions OPTIONS = Endpoints.speaking(Api.CHAT, true);

  @TempDir private Path folder;

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

  /// The first call is refused until a time of day.
  @Test
  void aWholeRunWaitsNoLongerAndTellsNoOtherTimes() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Path data = Files.write(folder.resolve("q.jsonl"), questions());
    Path suite =
        Files.writeString(
            folder.resolve("suite.json"),
            "{\"name\": \"q\", \"prompt\": \"{question}\", \"id\": \"id\", \"target\": \"answer\","
                + " \"scorer\": \"exact\", \"maxTokens\": 8}");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream said = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console = new Console(said, said, true, false);
    try (FakeEndpoint server =
            FakeEndpoint.start(
                call ->
                    calls.incrementAndGet() == 1
                        ? new Reply(429, Map.of("Retry-After", inOneSecond()), "{}")
                        : FakeEndpoint.events(
                            2,
                            "{\"choices\":[{\"delta\":{\"content\":\"fo\"}}]}",
                            "{\"choices\":[{\"delta\":{\"content\":\"ur\"}}]}",
                            "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}",
                            "[DONE]"));
        EndpointModel model = streaming(server);
        Trial trial =
            Trial.open(
                experiment(suite, data, server), model, Circumstances.here("assay", "test", ""))) {
      RunDirectory run = trial.run(console, folder.resolve("run"), RunService.Mode.NEW).directory();
      assertThat(looks).as("the clock was looked at").hasPositiveValue();
      assertThat(run.manifest().circumstances().work().orElseThrow().time())
          .isBetween(Duration.ofMillis(10), Duration.ofSeconds(50));
      try (Stream<SampleRecord> records = run.records()) {
        assertThat(records.map(record -> (Completion) record.outcome()))
            .hasSize(QUESTIONS)
            .allSatisfy(ClockJumpTest::assertTimesThatCanBe);
      }
    }
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(QUESTIONS + "/" + QUESTIONS, "ETA 0:00")
        .doesNotContain("ETA -")
        .doesNotContainPattern("ETA \\d+:\\d\\d:\\d\\d")
        .doesNotContainPattern("waiting \\d{3,} s");
  }

  private static void assertTimesThatCanBe(Completion done) {
    StreamTimes times = done.call().orElseThrow().stream().orElseThrow();
    assertThat(done.elapsed()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(10));
    assertThat(times.firstToken()).isPositive().isLessThanOrEqualTo(done.elapsed());
    assertThat(times.gaps().longest()).isLessThanOrEqualTo(done.elapsed());
    assertThat(done.text()).isEqualTo("four");
  }

  private static List<String> questions() {
    return IntStream.range(0, QUESTIONS)
        .mapToObj(
            i -> "{\"id\": \"%d\", \"question\": \"2+2?\", \"answer\": \"four\"}".formatted(i))
        .toList();
  }

  private static Experiment.Asked experiment(Path suite, Path data, FakeEndpoint server) {
    Task task = Benchmarks.standard().fromDescription(suite).task(TaskRequest.of(List.of(data)));
    return Experiment.of(
        task,
        DataPlaces.UNKNOWN,
        new ModelChoice.Endpoint(EndpointAddress.parse(server.modelArgument()), OPTIONS),
        Scoring.beside(List.of(), ProgramSettings.STANDARD));
  }

  private EndpointModel streaming(FakeEndpoint server) {
    return new EndpointModel(EndpointAddress.parse(server.modelArgument()), OPTIONS, jumping);
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
