package assay.results.store;

import java.io.IOException;
import java.nio.file.Path;

/// Opens stored runs for a reader.
@FunctionalInterface
public interface RunOpener {

  /// Returns the run in a folder.
  ///
  /// @throws MalformedRecordException if there is no manifest, or it cannot be read
  RunDirectory open(Path folder) throws IOException;
}
