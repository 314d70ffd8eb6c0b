package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.run.FinishedRun;
import assay.harness.stored.Reports;
import assay.reports.Report;
import assay.reports.axes.AxisOptions;
import assay.reports.render.JsonRenderer;
import assay.reports.render.TextRenderer;
import assay.reports.run.RunReport;
import assay.reports.section.Sections;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.Score;
import assay.results.store.RunDirectory;
import assay.scorers.Scorer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a run says at its end is what its folder says afterwards.
final class FinishedRunTest {
  private static final int SAMPLES = 60;

  @TempDir private Path folder;

  @Test
  void theSummaryOfAFreshRunIsThatOfItsFolder() throws Exception {
    FinishedRun run = new CannedRun(folder, SAMPLES).finished("run", model(), scorer(), 2);
    assertThat(run.attempts()).isPresent();
    RunDirectory stored = RunDirectory.open(run.directory().path());
    Report written = Reports.of(new FinishedRun(stored, run.attempts()), AxisOptions.DEFAULT);
    Report read = Reports.of(List.of(stored));
    assertThat(written.runs().getFirst().attempts()).isEqualTo(SAMPLES);
    assertThat(text(written)).isEqualTo(text(read)).contains("not measured");
    assertThat(json(written)).isEqualTo(json(read));
  }

  @Test
  void theSummaryOfAFreshRunNeedsNoLookAtItsRecords() throws Exception {
    FinishedRun run = new CannedRun(folder, SAMPLES).finished("run", model(), scorer(), 2);
    RunReport before = Reports.of(run, AxisOptions.DEFAULT).runs().getFirst();
    Files.delete(run.directory().recordFile());
    RunReport after = Reports.of(run, AxisOptions.DEFAULT).runs().getFirst();
    assertThat(after.scorers()).isEqualTo(before.scorers());
    assertThat(after.calls()).isEqualTo(before.calls());
    assertThat(after.times()).isEqualTo(before.times());
  }

  @Test
  void whatAnEarlierProgramStoredIsReadFromTheFolder() throws Exception {
    CannedRun runs = new CannedRun(folder, SAMPLES);
    Path records = runs.run("run", model(), scorer(), 2).recordFile();
    List<String> lines = Files.readAllLines(records);
    Files.write(records, lines.subList(0, SAMPLES / 2));
    FinishedRun continued = runs.finished("run", model(), scorer(), 2);
    assertThat(continued.attempts()).isEmpty();
    assertThat(Reports.of(continued, AxisOptions.DEFAULT).runs().getFirst().attempts())
        .isEqualTo(SAMPLES);
  }

  private static CannedModel model() {
    return new CannedModel(
        4,
        request -> {
          int number = Integer.parseInt(request.sampleId());
          return number % 7 == 0
              ? new Failure(Cause.TIMEOUT, "no answer within 600 s")
              : answer(number);
        });
  }

  private static Outcome answer(int number) {
    return Completion.recorded("an answer of " + "words ".repeat(number % 5));
  }

  private static Scorer scorer() {
    return CannedRun.scorer(
        id ->
            switch (Integer.parseInt(id) % 3) {
              case 0 -> new Score.Wrong("A", "canned", "the reference is B");
              case 1 -> new Score.NoAnswer("nothing was found");
              default -> CannedRun.right(id);
            });
  }

  private static String text(Report report) {
    return new TextRenderer().render(report, RunReport::name);
  }

  private static String json(Report report) throws IOException {
    StringWriter text = new StringWriter();
    new JsonRenderer().render(Sections.of(report), text);
    return text.toString();
  }
}
