package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.endpoint.FakeEndpoint;
import assay.harness.endpoint.FakeEndpoint.Answer;
import assay.harness.endpoint.FakeEndpoint.Call;
import assay.results.CallLimits;
import assay.results.Completion;
import assay.results.SampleRecord;
import assay.results.StreamTimes;
import assay.results.store.RunDirectory;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When the text of streamed answers came, and within which limits, from the call to the report.
final class StreamedRunTest {
  private static final CallLimits LIMITS = limits(600, 40, 20);

  @TempDir private Path folder;

  @Test
  void recordsManifestAndReportTellTimesAndLimits() throws Exception {
    Path out = folder.resolve("run");
    try (FakeEndpoint server = FakeEndpoint.start(StreamedRunTest::streamed)) {
      Commands.Result result = run(server, out);
      assertThat(result.status()).as(result.err()).isZero();
    }
    assertThat(stored(out)).containsExactly(LIMITS);
    assertThat(times(out))
        .hasSize(2)
        .allSatisfy(
            times -> {
              assertThat(times.firstToken()).isPositive();
              assertThat(times.gaps().count()).isEqualTo(1);
              assertThat(times.gaps().longest()).isPositive();
            });
    Path pages = folder.resolve("pages");
    Commands.run("report", out.toString(), "--out", pages.toString());
    assertThat(Files.readString(pages.resolve("report.md")))
        .contains(
            "limits of a call",
            "reply 600 s, with all tries 3600 s, first token 40 s, silence 20 s")
        .contains("between tokens", "longest gap");
    assertThat(Files.readString(pages.resolve("calls.csv")))
        .contains("first_token_seconds,between_tokens_seconds,longest_gap_seconds");
    assertThat(Files.readString(pages.resolve("summary.json")))
        .contains("\"longestGapSeconds\" : 0.");
  }

  @Test
  void aRunOfBeforeIsContinuedAndTellsTheLimitsOfItsRest() throws Exception {
    Path out = folder.resolve("run");
    try (FakeEndpoint server = FakeEndpoint.start(StreamedRunTest::streamed)) {
      assertThat(run(server, out, "--first", "1").status()).isZero();
      forgetLimits(out);
      Commands.Result rest = run(server, out, "--first", "1", "--resume");
      assertThat(rest.status()).as(rest.err()).isZero();
      assertThat(stored(out)).containsExactly(LIMITS);
      Commands.Result other = run(server, out, "--first", "1", "--resume", "--idle-timeout", "30");
      assertThat(other.status()).as(other.err()).isZero();
      assertThat(stored(out)).containsExactly(LIMITS, limits(600, 40, 30));
      assertThat(server.calls()).hasSize(1);
    }
  }

  private static CallLimits limits(int reply, int firstToken, int idle) {
    return new CallLimits(
        Duration.ofSeconds(reply),
        Optional.of(Duration.ofHours(1)),
        Optional.of(Duration.ofSeconds(firstToken)),
        Optional.of(Duration.ofSeconds(idle)));
  }

  private Commands.Result run(FakeEndpoint server, Path out, String... more) throws IOException {
    String[] args =
        Suites.line(
            Suites.questions(folder, 2),
            server.modelArgument(),
            out,
            "--stream",
            "--first-token-timeout",
            "40");
    Stream<String> limits =
        List.of(more).contains("--idle-timeout") ? Stream.of() : Stream.of("--idle-timeout", "20");
    return Commands.run(
        Stream.of(Stream.of(args), Stream.of(more), limits)
            .flatMap(each -> each)
            .toArray(String[]::new));
  }

  private static Answer streamed(Call call) {
    return FakeEndpoint.events(
        5,
        "{\"choices\":[{\"text\":\"The answer is \",\"delta\":{\"content\":\"The answer is \"}}]}",
        "{\"choices\":[{\"text\":\"(A).\",\"delta\":{\"content\":\"(A).\"}}]}",
        "{\"choices\":[{\"text\":\"\",\"delta\":{},\"finish_reason\":\"stop\"}]}",
        "[DONE]");
  }

  private static List<CallLimits> stored(Path run) throws IOException {
    return RunDirectory.open(run).manifest().circumstances().limits();
  }

  private static List<StreamTimes> times(Path run) throws IOException {
    try (Stream<SampleRecord> records = RunDirectory.open(run).records()) {
      return records
          .map(record -> ((Completion) record.outcome()).call().orElseThrow())
          .flatMap(call -> call.stream().stream())
          .toList();
    }
  }

  /// Makes the manifest one of a version that wrote no limits.
  private static void forgetLimits(Path run) throws IOException {
    JsonMapper json = new JsonMapper();
    Path file = run.resolve("manifest.json");
    ObjectNode manifest = (ObjectNode) json.readTree(file.toFile());
    assertThat(manifest.remove("limits")).isNotNull();
    json.writeValue(file.toFile(), manifest);
  }
}
