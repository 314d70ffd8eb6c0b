package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoTest {
  @TempDir private Path folder;

  @Test
  void allThreeSuitesAreRunScoredAndReported() throws IOException {
    Path out = folder.resolve("demo");
    Commands.Result result = Commands.run("demo", "--out", out.toString());
    assertThat(result.status()).as(result.err()).isZero();
    Path page = out.resolve("report/report.html");
    assertThat(result.out()).endsWith("report: " + page.toAbsolutePath() + "\n");
    assertThat(Files.readString(page)).contains("mmlu-pro", "math-500", "livecodebench", "<svg");
    assertThat(records(out.resolve("mmlu-pro-engine"))).hasSize(40);
    assertThat(records(out.resolve("math-500-engine"))).hasSize(30);
    assertThat(records(out.resolve("livecodebench-engine"))).hasSize(12);
    // The model's own answers are measured: its completions end or reach the protocol's own limit.
    assertThat(records(out.resolve("mmlu-pro-engine")))
        .allMatch(record -> record.primaryScore().measured());
  }

  @Test
  void theRecordingsGetTheVerdictsThatTheirAuthorIntended() throws IOException {
    Path out = folder.resolve("demo");
    assertThat(Commands.run("demo", "--out", out.toString()).status()).isZero();
    // Counted with the official chain in Python, see tasks' demo recordings.
    List<SampleRecord> choice = records(out.resolve("mmlu-pro-recorded"));
    assertThat(choice).filteredOn(record -> record.primaryScore().correct()).hasSize(30);
    assertThat(choice)
        .filteredOn(record -> record.primaryScore() instanceof Score.NoAnswer)
        .hasSize(3);
    // The benchmark's own grader decides, and the sound one stands beside it.
    assertThat(records(out.resolve("livecodebench-recorded")))
        .allSatisfy(
            record ->
                assertThat(record.scores().keySet()).containsExactly("code/official", "code/real"));
  }

  private static List<SampleRecord> records(Path run) throws IOException {
    try (Stream<SampleRecord> records = RunDirectory.open(run).records()) {
      return records.toList();
    }
  }
}
