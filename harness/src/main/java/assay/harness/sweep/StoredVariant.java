package assay.harness.sweep;

import assay.reports.run.Accuracy;
import assay.reports.run.RunningScore;
import assay.reports.run.SampleWeights;
import assay.results.SampleRecord;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What is stored of a variant.
///
/// @param attempts with a record
/// @param accuracy over them
record StoredVariant(long attempts, Accuracy accuracy) {

  /// Reads what a folder has; nothing where there is no run yet.
  static StoredVariant of(Path folder) throws IOException {
    if (!RunDirectory.isRun(folder)) {
      return of(new RunningScore(SampleWeights.EQUAL));
    }
    RunDirectory run = RunDirectory.open(folder);
    RunningScore score = new RunningScore(SampleWeights.of(run.manifest().dataset()));
    try (Stream<SampleRecord> records = run.records()) {
      records.forEach(score::add);
    }
    return of(score);
  }

  private static StoredVariant of(RunningScore score) {
    return new StoredVariant(score.attempts(), score.accuracy());
  }

  /// Returns whether so many attempts were made and each of them measured.
  boolean complete(long calls) {
    return attempts >= calls && accuracy.counts().unmeasured() == 0;
  }
}
