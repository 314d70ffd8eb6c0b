package assay.reports.render;

import static org.assertj.core.api.Assertions.assertThat;

import assay.reports.Report;
import assay.reports.TestRuns;
import assay.reports.run.RunRecords;
import assay.results.SampleRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamedRecordsTest {
  @TempDir private Path folder;

  @Test
  void readsRecordsOnceForTheFiguresAndTwiceForTheTexts() throws IOException {
    AtomicInteger opened = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    List<SampleRecord> records = TestRuns.random(3, 120, 1);
    RunRecords run =
        new RunRecords(
            "run",
            TestRuns.manifest("model", "mmlu-pro/official-local", records),
            () -> {
              opened.incrementAndGet();
              return records.stream().onClose(closed::incrementAndGet);
            });
    Report report = Report.of(List.of(run));
    assertThat(opened).hasValue(1);
    assertThat(closed).hasValue(1);
    ReportWriter.write(report, folder);
    assertThat(opened).hasValue(3);
    assertThat(closed).hasValue(3);
  }
}
