package assay.harness.stored;

import assay.harness.catalog.Catalog;
import assay.harness.run.UsageException;
import assay.reports.run.RunNames;
import assay.reports.run.RunRecords;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The runs that a command names.
public final class Runs {
  private Runs() {}

  /// Refuses a run that is named twice, whatever the spelling.
  public static void requireDistinct(List<Path> runs) {
    if (runs.stream().map(run -> run.toAbsolutePath().normalize()).distinct().count()
        < runs.size()) {
      throw new UsageException("a run is named twice");
    }
  }

  /// Opens different runs, under names that tell them apart.
  ///
  /// @throws UsageException if a run is named twice
  public static List<RunRecords> opened(List<Path> runs, Catalog catalog) throws IOException {
    requireDistinct(runs);
    List<RunRecords> opened = new ArrayList<>();
    for (Path folder : runs) {
      RunDirectory run = catalog.open(folder);
      opened.add(
          new RunRecords(RunNames.among(folder, runs), run.manifest(), RunRecords.Source.of(run)));
    }
    return opened;
  }
}
