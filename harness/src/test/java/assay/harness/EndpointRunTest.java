package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint;
import assay.harness.endpoint.FakeEndpoint.Answer;
import assay.harness.endpoint.FakeEndpoint.Call;
import assay.harness.run.ExitCode;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.store.RunDirectory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole run against an endpoint that misbehaves in every way at once.
final class EndpointRunTest {
  private static final int SAMPLES = 60;

  @TempDir private Path folder;
  private final Map<Integer, Integer> tries = new ConcurrentHashMap<>();

  @Test
  void nothingIsLostAndNothingCountedWrongThatWasNotMeasured() throws Exception {
    Path data = Suites.questions(folder, SAMPLES);
    Path out = folder.resolve("run");
    try (FakeEndpoint server = FakeEndpoint.start(this::misbehave)) {
      Commands.Result result = run(server, data, out);
      assertThat(result.status()).as(result.err()).isZero();
    }
    Map<String, Integer> verdicts = new HashMap<>();
    List<SampleRecord> records = records(out);
    assertThat(records.stream().map(record -> record.sample().id()).distinct().count())
        .isEqualTo(SAMPLES);
    assertThat(records).hasSize(SAMPLES);
    for (SampleRecord record : records) {
      int item = Integer.parseInt(record.sample().id()) - 1000;
      Score score = record.primaryScore();
      verdicts.merge(score.verdict(), 1, Integer::sum);
      switch (item % 6) {
        case 3 -> assertCause(record, Cause.ENDPOINT_ERROR);
        case 4 -> assertCause(record, Cause.TIMEOUT);
        default -> assertThat(score.verdict()).isEqualTo(item % 2 == 0 ? "correct" : "wrong");
      }
    }
    assertThat(verdicts)
        .isEqualTo(
            Map.of("correct", SAMPLES / 3, "wrong", SAMPLES / 3, "not-measured", SAMPLES / 3));
  }

  @Test
  void whatWasNotMeasuredCanBeDoneAgain() throws Exception {
    Path data = Suites.questions(folder, 12);
    Path out = folder.resolve("run");
    AtomicBoolean healthy = new AtomicBoolean();
    try (FakeEndpoint server =
        FakeEndpoint.start(call -> healthy.get() ? answer(call) : misbehave(call))) {
      run(server, data, out);
      assertThat(records(out)).filteredOn(record -> !record.primaryScore().measured()).hasSize(4);
      healthy.set(true);
      run(server, data, out, "--resume");
      assertThat(records(out)).filteredOn(record -> !record.primaryScore().measured()).hasSize(4);
      assertThat(run(server, data, out, "--resume", "--retry-unmeasured").status()).isZero();
      assertThat(records(out)).hasSize(12).allMatch(record -> record.primaryScore().measured());
    }
  }

  @Test
  void aRunIsNotContinuedOnAnotherModel() throws Exception {
    Path data = Suites.questions(folder, 3);
    Path out = folder.resolve("run");
    try (FakeEndpoint first = FakeEndpoint.start(EndpointRunTest::answer);
        FakeEndpoint second = FakeEndpoint.start(EndpointRunTest::answer)) {
      assertThat(run(first, data, out).status()).isZero();
      Commands.Result again = run(first, data, out);
      assertThat(again.status()).isEqualTo(ExitCode.USAGE.status());
      assertThat(again.err()).contains(out + ": holds a run already; continue it with --resume");
      Commands.Result other = run(second, data, out, "--resume");
      assertThat(other.status()).isEqualTo(ExitCode.USAGE.status());
      assertThat(other.err()).contains("holds another run").contains("it differs in model");
    }
  }

  @Test
  void whatIsKeptIsNotAskedAgain() throws Exception {
    Path data = Suites.questions(folder, 12);
    String cache = folder.resolve("cache").toString();
    try (FakeEndpoint server = FakeEndpoint.start(EndpointRunTest::answer)) {
      Commands.Result first = run(server, data, folder.resolve("one"), "--cache", cache);
      assertThat(first.err()).contains("cache     0 of 12 answers from " + cache);
      assertThat(server.calls()).hasSize(12);
      Commands.Result second = run(server, data, folder.resolve("two"), "--cache", cache);
      assertThat(second.err()).contains("cache     12 of 12 answers from " + cache);
      assertThat(server.calls()).hasSize(12);
      assertThat(records(folder.resolve("two")))
          .allMatch(
              record ->
                  record.outcome() instanceof Completion done
                      && done.call().orElseThrow().cached());
      assertThat(scores(folder.resolve("two"))).isEqualTo(scores(folder.resolve("one")));
      run(server, data, folder.resolve("three"));
      assertThat(server.calls()).as("a server nearby is not kept unasked").hasSize(24);
    }
    assertThat(Commands.run("cache", "ls", "--cache", cache).out())
        .contains("tiny  12 completions");
    assertThat(Commands.run("cache", "verify", "--cache", cache).out())
        .contains("12 whole, 0 damaged");
    assertThat(Commands.run("cache", "prune", "--cache", cache, "--max-size", "0").out())
        .contains("removed 12 completions");
  }

  private static Map<String, Score> scores(Path run) throws Exception {
    Map<String, Score> scores = new HashMap<>();
    records(run).forEach(record -> scores.put(record.sample().id(), record.primaryScore()));
    return scores;
  }

  @Test
  void costIsToldAndABudgetIsKept() throws Exception {
    Path data = Suites.questions(folder, 12);
    Path prices =
        Files.writeString(
            folder.resolve("prices.yaml"),
            "currency: USD\nmodels:\n  tiny: {input: 10, output: 20}\n");
    try (FakeEndpoint server = FakeEndpoint.start(EndpointRunTest::answer)) {
      Commands.Result all = run(server, data, folder.resolve("all"), "--prices", prices.toString());
      assertThat(all.status()).as(all.err()).isZero();
      // Twelve answers of 11 and 7 tokens each.
      assertThat(all.err()).contains("cost      0.0030 USD");
      Commands.Result some =
          run(
              server,
              data,
              folder.resolve("some"),
              "--prices",
              prices.toString(),
              "--budget",
              "0.001");
      assertThat(some.status()).isEqualTo(ExitCode.RUN_FAILED.status());
      assertThat(some.err()).contains("the budget is used up");
      assertThat(server.calls()).as("no call could have been paid").hasSize(12);
    }
  }

  @Test
  void whatCannotSucceedEndsTheRunWithTheServersWords() throws Exception {
    Path data = Suites.questions(folder, 60);
    try (FakeEndpoint server =
        FakeEndpoint.start(call -> new FakeEndpoint.Reply(400, Map.of(), "no such field"))) {
      Commands.Result result = run(server, data, folder.resolve("run"));
      assertThat(result.status()).isEqualTo(ExitCode.RUN_FAILED.status());
      assertThat(result.err()).contains("20 calls in a row failed").contains("no such field");
      assertThat(server.calls()).hasSizeLessThan(40);
    }
  }

  @Test
  void aModelThatTheServerDoesNotKnowEndsTheRunAtOnce() throws Exception {
    Path data = Suites.questions(folder, 60);
    Path out = folder.resolve("run");
    String words = "The model `tiny` does not exist or you do not have access to it.";
    String body =
        "{\"error\":{\"message\":\"%s\",\"type\":\"invalid_request_error\",\"code\":\"model_not_found\"}}"
            .formatted(words);
    try (FakeEndpoint server =
        FakeEndpoint.start(call -> new FakeEndpoint.Reply(404, Map.of(), body))) {
      Commands.Result result = run(server, data, out);
      assertThat(result.status()).isEqualTo(ExitCode.RUN_FAILED.status());
      assertThat(result.err())
          .contains("refuses every call: HTTP 404: " + words)
          .contains("Check the address, the model's name and the key");
      assertThat(server.calls()).as("no further than what was under way").hasSizeLessThan(6);
    }
    assertThat(records(out)).as("none is counted as wrong").isEmpty();
  }

  @Test
  void aRunEndsWhenTooMuchWasNotMeasured() throws Exception {
    Path data = Suites.questions(folder, 60);
    try (FakeEndpoint server = FakeEndpoint.start(this::misbehave)) {
      Commands.Result result = run(server, data, folder.resolve("run"), "--fail-on-error", "0.05");
      assertThat(result.status()).isEqualTo(ExitCode.RUN_FAILED.status());
      assertThat(result.err())
          .contains("4 of 60 attempts were not measured, more than --fail-on-error 0.05 allows");
      assertThat(records(folder.resolve("run"))).hasSizeLessThan(60);
    }
  }

  @Test
  void thoughtsThatUsedUpTheTokensAreTruncated() throws Exception {
    Path data = Suites.questions(folder, 3);
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call ->
                new FakeEndpoint.Reply(
                    200,
                    Map.of(),
                    "{\"choices\":[{\"finish_reason\":\"length\",\"text\":\"\",\"message\":"
                        + "{\"content\":null,\"reasoning_content\":\"hmm\"}}]}"))) {
      run(server, data, folder.resolve("run"));
      assertThat(records(folder.resolve("run")))
          .hasSize(3)
          .allSatisfy(
              record ->
                  assertThat(record.primaryScore())
                      .isInstanceOfSatisfying(
                          Score.NotMeasured.class,
                          score -> assertThat(score.cause()).isEqualTo(Cause.TRUNCATED)));
    }
  }

  @Test
  void theSummaryCountsThemApart() throws Exception {
    Path data = Suites.questions(folder, 12);
    try (FakeEndpoint server = FakeEndpoint.start(this::misbehave)) {
      Commands.Result result = run(server, data, folder.resolve("run"), "--json");
      JsonNode summary = new JsonMapper().readTree(result.out());
      assertThat(summary.toString()).contains("\"notMeasured\":4");
    }
    Path pages = folder.resolve("pages");
    Commands.run("report", folder.resolve("run").toString(), "--out", pages.toString());
    List<String> rows = Files.readAllLines(pages.resolve("samples.csv"));
    assertThat(rows.getFirst()).endsWith(",tries");
    assertThat(rows)
        .filteredOn(row -> row.contains(",1001,") || row.contains(",1002,"))
        .as("a refusal and a reply that was cut off")
        .isNotEmpty()
        .allMatch(row -> row.endsWith(",2"));
    assertThat(rows).filteredOn(row -> row.contains(",1005,")).allMatch(row -> row.endsWith(",1"));
    assertThat(rows).filteredOn(row -> row.contains(",1003,")).allMatch(row -> row.endsWith(","));
  }

  private static Commands.Result run(FakeEndpoint server, Path data, Path out, String... more) {
    String[] args =
        Suites.line(
            data,
            server.modelArgument(),
            out,
            "--concurrency",
            "16",
            "--timeout",
            "1",
            "--retries",
            "1");
    return Commands.run(Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
  }

  private static List<SampleRecord> records(Path run) throws Exception {
    try (Stream<SampleRecord> records = RunDirectory.open(run).records()) {
      return records.toList();
    }
  }

  private static void assertCause(SampleRecord record, Cause cause) {
    assertThat(record.outcome()).isInstanceOf(Failure.class);
    assertThat(record.primaryScore())
        .isInstanceOfSatisfying(
            Score.NotMeasured.class, score -> assertThat(score.cause()).isEqualTo(cause));
  }

  /// Items by remainder of six: 0 and 5 answer at once, 1 after a 429, 2 after a cut-off reply, 3
  /// always fails, 4 never answers in time.
  private Answer misbehave(Call call) {
    int item = Suites.item(call.question());
    boolean first = tries.merge(item, 1, Integer::sum) == 1;
    return switch (item % 6) {
      case 1 ->
          first
              ? new FakeEndpoint.Reply(429, Map.of("Retry-After", "0"), "slow down")
              : answer(call);
      case 2 -> first ? new FakeEndpoint.CutOff(answer(call).body()) : answer(call);
      case 3 -> new FakeEndpoint.Reply(500, Map.of(), "broken");
      case 4 -> new FakeEndpoint.Slow(5_000, answer(call).body());
      default -> answer(call);
    };
  }

  /// Even items are answered right, odd ones wrong.
  private static FakeEndpoint.Reply answer(Call call) {
    int item = Suites.item(call.question());
    return FakeEndpoint.text(call, "The answer is (" + Suites.letter(item + item % 2) + ").");
  }
}
