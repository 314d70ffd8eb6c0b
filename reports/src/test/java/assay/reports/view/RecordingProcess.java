package assay.reports.view;

import assay.reports.TestRuns;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.store.RecordWriter;
import assay.results.store.RunDirectory;
import assay.results.store.SyncPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A run that goes on in a process of its own, as a real one does: it takes the lock, cuts a torn
/// line, and appends what is missing, one record every so many milliseconds.
public final class RecordingProcess {
  private static final long SEED = 11;

  private RecordingProcess() {}

  /// Records a run: folder, samples, milliseconds between two of them.
  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[0]);
    List<SampleRecord> records = records(Integer.parseInt(args[1]));
    RunDirectory run =
        RunDirectory.isRun(folder)
            ? RunDirectory.open(folder)
            : RunDirectory.create(folder, manifest(records));
    long done;
    try (var stored = run.records()) {
      done = stored.count();
    }
    try (RecordWriter writer = run.writer(SyncPolicy.DEFAULT)) {
      for (SampleRecord record : records.subList((int) done, records.size())) {
        writer.append(record);
        Thread.sleep(Long.parseLong(args[2]));
      }
    }
  }

  static List<SampleRecord> records(int samples) {
    return TestRuns.random(SEED, samples, 1);
  }

  static RunManifest manifest(List<SampleRecord> records) {
    return TestRuns.manifest("Tiny-1B", "mmlu-pro/official-local", records);
  }

  /// Starts it.
  static Process start(Path folder, int samples, long millis) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            RecordingProcess.class.getName(),
            folder.toString(),
            String.valueOf(samples),
            String.valueOf(millis))
        .inheritIO()
        .start();
  }
}
