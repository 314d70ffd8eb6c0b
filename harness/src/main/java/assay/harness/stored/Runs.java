package assay.harness.stored;

import assay.harness.run.UsageException;
import java.nio.file.Path;
import java.util.List;

/// What is checked of the runs that a command names.
public final class Runs {
  private Runs() {}

  /// Refuses a run that is named twice, whatever the spelling.
  public static void requireDistinct(List<Path> runs) {
    if (runs.stream().map(run -> run.toAbsolutePath().normalize()).distinct().count()
        < runs.size()) {
      throw new UsageException("a run is named twice");
    }
  }
}
