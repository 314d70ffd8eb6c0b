package assay.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import assay.harness.run.StratifiedDraw.Candidate;
import assay.reports.run.Estimate;
import assay.reports.run.RunRecords;
import assay.reports.run.RunReport;
import assay.results.Draw;
import assay.results.RunManifest;
import assay.results.RunManifest.Row;
import assay.results.SampleRecord;
import assay.results.SelectedRows;
import assay.results.store.RunDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Draws from complete recordings of real models, whose scores over all questions are known.
final class DrawnScoreTest {
  private static final int DRAWS = 400;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"Llama-2-70b-hf", "Qwen1.5-110B"})
  void theMeanOfDrawsIsTheFullScoreAndTheirIntervalsCoverIt(String model) throws Exception {
    RunDirectory whole =
        RecordedRuns.shared("outputs_" + model + ".full.jsonl.gz", folder.resolve("run"));
    List<SampleRecord> records;
    try (Stream<SampleRecord> stored = whole.records()) {
      records = stored.toList();
    }
    List<Candidate> candidates =
        records.stream()
            .map(each -> new Candidate(each.sample().id(), each.sample().facets()))
            .toList();
    double full = estimate(whole.manifest(), records).value().orElseThrow();
    double sum = 0;
    double squares = 0;
    int covered = 0;
    for (int seed = 0; seed < DRAWS; seed++) {
      Draw draw =
          StratifiedDraw.of(candidates, new Selection.Drawn(250, seed, Optional.empty()))
              .orElseThrow();
      assertThat(draw.weights().values()).doesNotContain(1.0);
      Estimate estimate = drawn(whole.manifest(), records, draw);
      double value = estimate.value().orElseThrow();
      sum += value - full;
      squares += (value - full) * (value - full);
      covered += estimate.interval().orElseThrow().contains(full) ? 1 : 0;
    }
    double bias = sum / DRAWS;
    double error = Math.sqrt(squares / DRAWS / DRAWS);
    String words =
        "%s: full %.4f, mean of %d draws off by %.5f (error %.5f), covered %d"
            .formatted(model, full, DRAWS, bias, error, covered);
    assertThat(Math.abs(bias)).as(words).isLessThan(3 * error);
    // 95 % of 400 within four standard errors.
    assertThat(covered).as(words).isBetween(363, 397);
  }

  private static Estimate drawn(RunManifest manifest, List<SampleRecord> records, Draw draw) {
    Map<String, ?> asked = draw.strataById();
    List<SampleRecord> part = new ArrayList<>();
    for (SampleRecord record : records) {
      if (asked.containsKey(record.sample().id())) {
        part.add(
            new SampleRecord(
                part.size(),
                record.attempt(),
                record.sample(),
                record.prompt(),
                record.outcome(),
                record.scores()));
      }
    }
    List<Row> rows =
        part.stream().map(each -> new Row(each.sample().id(), each.sample().digest())).toList();
    SelectedRows selected = new SelectedRows(draw.words(), Optional.of(draw));
    return estimate(
        manifest.over(manifest.dataset().select(selected, rows), manifest.deviations()), part);
  }

  private static Estimate estimate(RunManifest manifest, List<SampleRecord> records) {
    return RunReport.of(new RunRecords("run", manifest, records::stream))
        .scorers()
        .getFirst()
        .accuracy()
        .estimate();
  }
}
