package assay.harness;

import assay.results.SampleRecord;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What is stored of a run, which may still be going on.
final class StoredRecords {
  private StoredRecords() {}

  /// Returns the records in the order of the samples.
  static List<SampleRecord> of(Path run) throws IOException {
    try (Stream<SampleRecord> records = RunDirectory.open(run).records()) {
      return records
          .sorted(
              Comparator.comparingInt(SampleRecord::index).thenComparingInt(SampleRecord::attempt))
          .toList();
    }
  }

  /// Returns how many there are, none of a run that has not begun.
  static long count(Path run) throws IOException {
    if (!RunDirectory.isRun(run) || !Files.exists(run.resolve("records.jsonl"))) {
      return 0;
    }
    try (Stream<SampleRecord> records = RunDirectory.open(run).records()) {
      return records.count();
    }
  }

  /// Returns how many attempts of a run count as not measured.
  static long unmeasured(Path run) throws IOException {
    return of(run).stream().filter(record -> !record.primaryScore().measured()).count();
  }

  /// Returns the records of a run that later ones have replaced, in the order of its samples.
  static List<SampleRecord> replaced(Path run) throws IOException {
    try (Stream<SampleRecord> replaced = RunDirectory.open(run).replaced()) {
      return replaced.sorted(Comparator.comparingInt(SampleRecord::index)).toList();
    }
  }
}
