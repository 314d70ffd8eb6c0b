package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.demo.DemoFiles;
import assay.results.SampleRecord;
import assay.results.Score;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HandwrittenRecordingsTest {
  @TempDir private Path folder;

  @Test
  void choicesGetTheVerdictsThatTheirAuthorIntended() throws IOException {
    // Counted with the official chain in Python, see tasks' demo recordings.
    List<SampleRecord> choice = run(0);
    assertThat(choice).filteredOn(record -> record.primaryScore().correct()).hasSize(30);
    assertThat(choice)
        .filteredOn(record -> record.primaryScore() instanceof Score.NoAnswer)
        .hasSize(3);
  }

  @Test
  void theBenchmarksOwnGraderDecidesAndTheSoundOneStandsBesideIt() throws IOException {
    assertThat(run(2))
        .allSatisfy(
            record ->
                assertThat(record.scores().keySet()).containsExactly("code/official", "code/real"));
  }

  private List<SampleRecord> run(int suite) throws IOException {
    DemoFiles.Suite files = DemoFiles.extract(folder.resolve("files")).suites().get(suite);
    Path out = folder.resolve("run");
    Commands.Result result =
        Commands.run(
            "run",
            "--suite",
            files.name(),
            "--data",
            files.data().toString(),
            "--model",
            "recorded:" + files.recording(),
            "--attempts",
            "1",
            "--out",
            out.toString());
    assertThat(result.status()).as(result.err()).isZero();
    try (Stream<SampleRecord> records = RunDirectory.open(out).records()) {
      return records.toList();
    }
  }
}
