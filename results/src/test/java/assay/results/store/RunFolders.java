package assay.results.store;

import assay.results.SampleRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/// A run in a folder of its own, what is written to it and read back.
abstract class RunFolders {
  @TempDir Path folder;

  RunDirectory run() throws IOException {
    return RunDirectory.create(folder.resolve("run"), EveryField.manifest());
  }

  static void write(RunDirectory run, List<SampleRecord> records) throws IOException {
    try (RecordWriter writer = run.writer(SyncPolicy.DEFAULT)) {
      records.forEach(writer::append);
    }
  }

  static List<SampleRecord> read(RunDirectory run) {
    try (Stream<SampleRecord> records = run.records()) {
      return records.toList();
    }
  }
}
