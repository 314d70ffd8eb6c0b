package assay.reports.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.reports.TestRuns;
import assay.reports.run.Accuracy;
import assay.reports.run.AnswerLikeness;
import assay.reports.run.RunRecords;
import assay.reports.run.RunReport;
import assay.results.Completion;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.store.MalformedRecordException;
import assay.results.store.RunDirectory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// The server over real run folders, asked over HTTP.
final class ViewServerTest extends ServedRuns {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private JsonNode json(String path) throws IOException, InterruptedException {
    HttpResponse<String> reply = get(path);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return JSON.readTree(reply.body());
  }

  /// Asks for the state until it is as wanted.
  private JsonNode awaitLive(Predicate<JsonNode> wanted) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    JsonNode state = json("/live");
    while (!wanted.test(state)) {
      assertThat(Instant.now()).as("waited for another state than %s", state).isBefore(end);
      Thread.sleep(50);
      state = json("/live");
    }
    return state;
  }

  private static JsonNode run(JsonNode live) {
    return live.get("runs").get(0);
  }

  private static String state(JsonNode live) {
    return run(live).get("state").asText();
  }

  private static long done(JsonNode live) {
    return run(live).get("done").asLong();
  }

  @Test
  void followsARunThroughKillTearAndResume() throws Exception {
    Path run = folder.resolve("run");
    Process first = record(run, 300, 10);
    while (!RunDirectory.isRun(run)) {
      Thread.sleep(10);
    }
    serve(run);
    JsonNode early = awaitLive(live -> state(live).equals("running") && done(live) > 5);
    JsonNode later = awaitLive(live -> done(live) >= done(early) + 20 && run(live).has("rate"));
    assertThat(run(later).get("planned").asLong()).isEqualTo(300);
    assertThat(run(later).get("remaining").asText()).matches("\\d+:\\d\\d");

    first.destroyForcibly().waitFor();
    Files.writeString(run.resolve("records.jsonl"), "{\"crc32c\":\"12", StandardOpenOption.APPEND);
    JsonNode killed = awaitLive(live -> state(live).equals("stopped"));
    assertThat(run(killed).get("remark").asText())
        .contains("of 300 attempts have a record", "--resume", "torn (13 bytes)");
    assertThat(run(killed).has("rate")).isFalse();

    assertThat(record(run, 300, 0).waitFor()).isZero();
    JsonNode finished = awaitLive(live -> state(live).equals("finished"));
    assertThat(done(finished)).isEqualTo(300);
    assertThat(finished.get("generation")).isEqualTo(early.get("generation"));
    assertSaysWhatTheReportSays(run, run(finished));
    awaitLive(live -> live.get("figuresOf").asLong() == 300);
    assertThat(get("/figures").body()).contains("id=\"run-0\"").doesNotContain("Preliminary");
  }

  private static void assertSaysWhatTheReportSays(Path path, JsonNode live) throws IOException {
    RunDirectory run = RunDirectory.open(path);
    Accuracy accuracy =
        RunReport.of(new RunRecords("run", run.manifest(), run::records))
            .scorers()
            .getFirst()
            .accuracy();
    JsonNode verdicts = live.get("verdicts");
    assertThat(verdicts.get("correct").asLong()).isEqualTo(accuracy.counts().correct());
    assertThat(verdicts.get("no-answer").asLong()).isEqualTo(accuracy.counts().noAnswer());
    assertThat(verdicts.get("not-measured").asLong()).isEqualTo(accuracy.counts().unmeasured());
    accuracy
        .counts()
        .notMeasured()
        .forEach(
            (cause, count) ->
                assertThat(live.get("causes").get(cause.label()).asLong()).isEqualTo(count));
    assertThat(live.get("score").asText())
        .isEqualTo("%.2f".formatted(100 * accuracy.estimate().value().orElseThrow()));
    assertThat(live.get("last")).hasSize(8);
  }

  @Test
  void aDeletedRunIsSaidToBeDeletedAndANewOneStartsAgain() throws Exception {
    Path run = write("run", RecordingProcess.records(20));
    serve(run);
    JsonNode before = awaitLive(live -> state(live).equals("finished"));
    Files.delete(run.resolve("records.jsonl"));
    Files.delete(run.resolve("manifest.json"));
    JsonNode gone = json("/live");
    assertThat(state(gone)).isEqualTo("deleted");
    assertThat(run(gone).get("remark").asText()).contains("is gone");
    assertThat(get("/texts/0/0").statusCode()).isEqualTo(410);
    write("run", RecordingProcess.records(5));
    JsonNode again = awaitLive(live -> state(live).equals("finished"));
    assertThat(done(again)).isEqualTo(5);
    assertThat(again.get("generation")).isNotEqualTo(before.get("generation"));
  }

  @Test
  void aDamagedRecordIsNamed() throws Exception {
    Path run = write("run", RecordingProcess.records(3));
    Files.writeString(run.resolve("records.jsonl"), "damage\n", StandardOpenOption.APPEND);
    serve(run);
    JsonNode live = json("/live");
    assertThat(state(live)).isEqualTo("damaged");
    assertThat(run(live).get("remark").asText()).contains("records.jsonl:4: the record is damaged");
  }

  @Test
  void theLastRecordOfARepeatedAttemptCounts() throws Exception {
    SampleRecord lost = TestRuns.record(0, 0, "law", "x", Map.of("own", new Score.NoAnswer("")));
    SampleRecord found =
        TestRuns.record(0, 0, "law", "A", Map.of("own", new Score.Correct("A", "rule")));
    serve(write("run", List.of(lost, found)));
    JsonNode live = awaitLive(each -> state(each).equals("finished"));
    assertThat(done(live)).isEqualTo(1);
    assertThat(run(live).get("lines").asInt()).isEqualTo(2);
    assertThat(run(live).get("verdicts").get("correct").asInt()).isEqualTo(1);
    awaitLive(each -> each.get("figures").asInt() > 0);
    assertThat(get("/figures").body()).doesNotContain("cannot be made");
  }

  @Test
  void rowsComeInPartsAndTextsInBlocks() throws Exception {
    List<SampleRecord> records = RecordingProcess.records(4_120);
    serve(write("run", records));
    awaitLive(live -> state(live).equals("finished"));
    JsonNode first = json("/rows/0/0");
    JsonNode rest = json("/rows/0/" + first.size());
    assertThat(first).hasSize(4_000);
    assertThat(rest).hasSize(120);
    assertThat(rest.get(0).get(0).asText()).isEqualTo(records.get(4_000).sample().id());
    assertThat(json("/rows/0/999999999")).isEmpty();
    assertThat(json("/texts/0/0")).hasSize(50);
    assertThat(json("/texts/0/82")).hasSize(20);
    assertThat(json("/texts/0/999999999")).isEmpty();
  }

  @Test
  void hostileTextsArriveAsTheyWere() throws Exception {
    List<String> texts =
        List.of(
            "</script><script>alert(1)</script>",
            "nul \u0000 and \u202E reversed",
            "lone \uD83D half",
            "x".repeat(1 << 20));
    List<SampleRecord> records = new ArrayList<>();
    for (String text : texts) {
      Map<String, Score> scores = Map.of("own", new Score.Wrong(text, "rule", text));
      records.add(TestRuns.record(records.size(), 0, text, text, scores));
    }
    serve(write("run", records));
    awaitLive(live -> state(live).equals("finished"));
    for (String path : List.of("/live", "/rows/0/0", "/texts/0/0")) {
      assertThat(get(path).body()).doesNotContain("<", ">", "&", "\u202E", "\u0000");
    }
    JsonNode served = json("/texts/0/0");
    for (int i = 0; i < texts.size(); i++) {
      assertThat(served.get(i).get("completion").asText()).isEqualTo(texts.get(i));
    }
    assertThat(((Completion) records.getFirst().outcome()).text()).isEqualTo(texts.getFirst());
  }

  @Test
  void refusesWhatIsNoRunAndARunNamedTwice() throws Exception {
    Path run = write("run", RecordingProcess.records(3));
    assertThatThrownBy(
            () -> ViewServer.start(List.of(folder), 0, RunDirectory::open, AnswerLikeness.TEXT))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("so this is no run directory");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ViewServer.start(List.of(run, run), 0, RunDirectory::open, AnswerLikeness.TEXT))
        .withMessageEndingWith("is named twice");
  }
}
