package assay.tasks.format;

import java.io.Closeable;
import java.util.Optional;

/// The rows of one open file, one after the other.
interface RowCursor extends Closeable {

  /// Returns the next row, or empty after the last.
  ///
  /// @throws DataException if the row is malformed
  Optional<Row> next();
}
