package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint;
import assay.harness.endpoint.FakeEndpoint.Answer;
import assay.harness.endpoint.FakeEndpoint.Call;
import assay.harness.run.ExitCode;
import assay.results.RetryNote;
import assay.results.SampleRecord;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `assay retry` on stored runs.
@Timeout(120)
final class RetryTest {
  private static final int SAMPLES = 24;

  @TempDir private Path folder;
  private final AtomicBoolean broken = new AtomicBoolean(true);
  private Path data;
  private Path out;

  @BeforeEach
  void write() throws IOException {
    data = Suites.questions(folder, SAMPLES);
    out = folder.resolve("run");
  }

  @Test
  void asksOnlyWhatFailedAndTheOldFailuresStayInTheFile() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(this::thirdFails)) {
      run(server);
      List<SampleRecord> before = StoredRecords.of(out);
      assertThat(StoredRecords.unmeasured(out)).isEqualTo(SAMPLES / 3);
      broken.set(false);
      int calls = server.calls().size();
      Commands.Result retry = Commands.run("retry", out.toString());
      assertThat(retry.status()).as(retry.err()).isZero();
      assertThat(server.calls()).hasSize(calls + SAMPLES / 3);
      assertThat(retry.err()).contains("again     8 attempts", "still not measured: 0");
      assertThat(StoredRecords.unmeasured(out)).isZero();
      assertThat(StoredRecords.of(out))
          .filteredOn(record -> !failsFirst(record))
          .isEqualTo(before.stream().filter(record -> !failsFirst(record)).toList());
      assertThat(StoredRecords.replaced(out))
          .hasSize(SAMPLES / 3)
          .isEqualTo(before.stream().filter(RetryTest::failsFirst).toList());
      assertThat(Files.readAllLines(out.resolve("records.jsonl"))).hasSize(SAMPLES + SAMPLES / 3);
      Commands.Result again = Commands.run("retry", out.toString());
      assertThat(again.err()).contains("nothing to do again");
      assertThat(Commands.run("retry", out.toString(), "--list").out())
          .contains(
              "not measured  0", "replaced      8 (8 endpoint error)", ": 8 attempts, behind");
    }
  }

  @Test
  void readersSeeTheNewRecordsAlone() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(this::thirdFails)) {
      run(server);
      broken.set(false);
      Commands.run("retry", out.toString());
      Path whole = folder.resolve("whole");
      out = whole;
      run(server);
    }
    Path retried = folder.resolve("run");
    Commands.Result report =
        Commands.run("report", retried.toString(), "--json", "--out", folder + "/report");
    assertThat(report.out())
        .contains("\"notMeasured\" : 0", "\"causes\" : { }")
        .doesNotContain("\"notMeasured\" : 8");
    Commands.Result compared = Commands.run("compare", retried.toString(), out.toString());
    assertThat(compared.status()).as(compared.err()).isZero();
    assertThat(StoredRecords.of(retried).stream().map(SampleRecord::scores).toList())
        .isEqualTo(StoredRecords.of(out).stream().map(SampleRecord::scores).toList());
  }

  @Test
  void aReportTellsWhatWasAskedAgainWhenAndWhatCameOfIt() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(this::thirdFails)) {
      run(server);
      Commands.run("retry", out.toString(), "--retries", "0");
      broken.set(false);
      Commands.run("retry", out.toString());
    }
    Path pages = folder.resolve("pages");
    Commands.run("report", out.toString(), "--out", pages.toString());
    List<RetryNote> notes = RunDirectory.open(out).retries();
    assertThat(Files.readString(pages.resolve("report.html")))
        .contains("Asked again", notes.getFirst().begun().toString(), "not measured: endpoint");
    List<String> rows = Files.readAllLines(pages.resolve("retries.csv"));
    assertThat(rows.getFirst()).isEqualTo("run,sample_id,attempt,begun,before,after");
    assertThat(rows).as("eight samples, twice").hasSize(1 + 2 * SAMPLES / 3);
    String failed = "not measured: endpoint error";
    assertThat(rows.subList(1, 1 + SAMPLES / 3))
        .allMatch(row -> row.endsWith(notes.getFirst().begun() + "," + failed + "," + failed));
    assertThat(rows.subList(1 + SAMPLES / 3, rows.size()))
        .allMatch(row -> row.endsWith(notes.getLast().begun() + "," + failed + ",correct"));
    assertThat(pages.resolve("report.md")).content().contains("## Asked again");
  }

  @Test
  void whatFailsAgainStaysNotMeasuredAndCanBeRetried() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(this::thirdFails)) {
      run(server);
      Commands.Result retry =
          Commands.run("retry", out.toString(), "--retries", "0", "--fail-on-unmeasured");
      assertThat(retry.status()).isEqualTo(ExitCode.UNMEASURED.status());
      assertThat(StoredRecords.unmeasured(out)).isEqualTo(SAMPLES / 3);
      broken.set(false);
      assertThat(Commands.run("retry", out.toString(), "--fail-on-unmeasured").status()).isZero();
      assertThat(StoredRecords.replaced(out)).hasSize(2 * SAMPLES / 3);
      assertThat(RunDirectory.open(out).retries()).hasSize(2);
    }
  }

  @Test
  void anEndpointThatMovedIsNotedAndAnotherModelIsRefused() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(this::thirdFails)) {
      run(server);
    }
    broken.set(false);
    try (FakeEndpoint moved = FakeEndpoint.start(this::thirdFails)) {
      String base = moved.modelArgument().replace("#tiny", "");
      Commands.Result other = Commands.run("retry", out.toString(), "--endpoint", base + "#large");
      assertThat(other.status()).isEqualTo(ExitCode.USAGE.status());
      assertThat(other.err()).contains("it differs in model.name (tiny, now large)");
      Commands.Result retry = Commands.run("retry", out.toString(), "--endpoint", base);
      assertThat(retry.status()).as(retry.err()).isZero();
      assertThat(StoredRecords.unmeasured(out)).isZero();
      assertThat(RunDirectory.open(out).retries())
          .singleElement()
          .extracting(RetryNote::address)
          .isEqualTo(Optional.of(base));
    }
  }

  @Test
  void whatTheModelItselfDidIsLeftAlone() throws Exception {
    try (FakeEndpoint server =
        FakeEndpoint.start(
            call ->
                Suites.item(call.question()) % 2 == 0
                    ? right(call)
                    : new FakeEndpoint.Reply(
                        200, Map.of(), FakeEndpoint.body(call, "", "length", "tiny")))) {
      run(server);
      int calls = server.calls().size();
      Commands.Result retry = Commands.run("retry", out.toString());
      assertThat(retry.err())
          .contains("nothing to do again", "still not measured: 12 (12 truncated)");
      assertThat(server.calls()).hasSize(calls);
      Commands.run("retry", out.toString(), "--cause", "truncated");
      assertThat(server.calls()).hasSize(calls + SAMPLES / 2);
    }
  }

  @Test
  void dataThatChangedIsRefused() throws Exception {
    try (FakeEndpoint server = FakeEndpoint.start(this::thirdFails)) {
      run(server);
      Files.writeString(data, Files.readString(data).replace("item 3?", "item 5?"));
      Commands.Result retry = Commands.run("retry", out.toString());
      assertThat(retry.status()).isEqualTo(ExitCode.USAGE.status());
      assertThat(retry.err()).contains("it differs in").contains("dataset.digest");
    }
  }

  @Test
  void callsAreMadeAsTheManifestSays() throws Exception {
    Path body = Files.writeString(folder.resolve("body.json"), "{\"top_k\":7}");
    try (FakeEndpoint server = FakeEndpoint.start(this::thirdFails)) {
      run(server, "--body", body.toString(), "--api", "completions", "--temperature", "0.5");
      Files.delete(body);
      broken.set(false);
      int calls = server.calls().size();
      Commands.Result retry = Commands.run("retry", out.toString());
      assertThat(retry.status()).as(retry.err()).isZero();
      assertThat(server.calls().subList(calls, server.calls().size()))
          .hasSize(SAMPLES / 3)
          .allSatisfy(
              call -> {
                assertThat(call.body().path("top_k").asInt()).isEqualTo(7);
                assertThat(call.body().path("temperature").asDouble()).isEqualTo(0.5);
              });
    }
  }

  @Test
  void aKilledRetryLosesNothingAndGoesOn() throws Exception {
    retriedInParts("KILL", ExitCode.INTERRUPTED.status() + 7);
  }

  @Test
  void aRetryThatIsInterruptedSaysHowItGoesOn() throws Exception {
    retriedInParts("INT", ExitCode.INTERRUPTED.status());
    assertThat(Files.readString(folder.resolve("log"))).contains("continue  assay retry " + out);
  }

  private void retriedInParts(String signal, int status) throws Exception {
    try (FakeEndpoint server =
        FakeEndpoint.start(call -> broken.get() ? thirdFails(call) : slow(call))) {
      run(server);
      broken.set(false);
      int calls = server.calls().size();
      Process retry =
          Programs.start(
              folder.resolve("log"), List.of("retry", out.toString(), "--concurrency", "1"));
      while (StoredRecords.unmeasured(out) > SAMPLES / 3 - 2 && retry.isAlive()) {
        Thread.sleep(20);
      }
      Signals.send(signal, retry);
      assertThat(retry.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(retry.exitValue()).isEqualTo(status);
      long left = StoredRecords.unmeasured(out);
      assertThat(left).isBetween(1L, SAMPLES / 3 - 2L);
      Commands.Result rest = Commands.run("retry", out.toString());
      assertThat(rest.status()).as(rest.err()).isZero();
      assertThat(rest.err()).contains("again     %d attempts".formatted(left));
      assertThat(StoredRecords.unmeasured(out)).isZero();
      assertThat(StoredRecords.of(out)).hasSize(SAMPLES);
      // Made twice were at most the call under way, and the one whose answer waited to be judged.
      assertThat(server.calls()).hasSizeBetween(calls + SAMPLES / 3, calls + SAMPLES / 3 + 2);
    }
  }

  private void run(FakeEndpoint server, String... more) {
    String[] retries = {"--retries", "0"};
    String[] line =
        Suites.line(
            data,
            server.modelArgument(),
            out,
            Stream.of(retries, more).flatMap(Stream::of).toArray(String[]::new));
    Commands.Result made = Commands.run(line);
    assertThat(made.status()).as(made.err()).isZero();
  }

  private Answer thirdFails(Call call) {
    return broken.get() && Suites.item(call.question()) % 3 == 0
        ? new FakeEndpoint.Reply(500, Map.of(), "broken")
        : right(call);
  }

  private static Answer right(Call call) {
    return FakeEndpoint.text(call, answer(call));
  }

  private static Answer slow(Call call) {
    return new FakeEndpoint.Slow(150, FakeEndpoint.body(call, answer(call), "stop", "tiny"));
  }

  private static String answer(Call call) {
    return "The answer is (" + Suites.letter(Suites.item(call.question())) + ").";
  }

  private static boolean failsFirst(SampleRecord record) {
    return (Integer.parseInt(record.sample().id()) - 1000) % 3 == 0;
  }
}
