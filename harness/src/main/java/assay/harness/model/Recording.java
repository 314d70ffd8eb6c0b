package assay.harness.model;

import assay.results.Digests;
import assay.results.SampleRecord;
import assay.results.store.RunDirectory;
import assay.tasks.format.RowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A file of generations that were made elsewhere, or a run of this program.
///
/// @param path a JSON, JSON Lines, CSV or Parquet file, also gzip, or a run's directory
/// @param fields which of its fields hold what
public record Recording(Path path, RecordedFields fields) {

  /// Returns the rows as a stream that reads the file as it goes; the caller closes it.
  ///
  /// @throws assay.tasks.DataException at the first malformed row
  public Stream<RecordedRow> rows() throws IOException {
    return isRun()
        ? ofRun(RunDirectory.open(path))
        : new RowFile(path).rows(Set.of()).map(row -> RecordedRow.of(row, fields));
  }

  /// Returns the name of the file or of the run's folder.
  String fileName() {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }

  private boolean isRun() {
    return Files.isDirectory(path);
  }

  private static Stream<RecordedRow> ofRun(RunDirectory run) {
    String model = run.manifest().model().name();
    // Attempts were stored as they came; a recording has them in order.
    return run.records()
        .sorted(
            Comparator.comparingInt(SampleRecord::index).thenComparingInt(SampleRecord::attempt))
        .map(record -> ofRecord(record, model));
  }

  private static RecordedRow ofRecord(SampleRecord record, String model) {
    return new RecordedRow(
        record.sample(),
        true,
        false,
        List.of(record.outcome()),
        false,
        Optional.of(model),
        Optional.empty());
  }

  /// Returns the SHA-256 of the file, or of the run's record file.
  String digest() throws IOException {
    return Digests.ofFile(isRun() ? RunDirectory.open(path).recordFile() : path);
  }
}
