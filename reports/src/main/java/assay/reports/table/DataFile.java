package assay.reports.table;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Figures for other programs: a CSV file, and where they are few also an array of objects in JSON.
///
/// @param name of the file, without its ending
/// @param columns at least one, each with a name in files
/// @param rows what the columns are of
public record DataFile<R>(String name, List<Column<R>> columns, Rows<R> rows) {
  public DataFile {
    Objects.requireNonNull(name);
    columns = List.copyOf(columns);
    Objects.requireNonNull(rows);
  }

  /// Creates a file of rows that are in memory.
  public DataFile(String name, List<Column<R>> columns, List<R> rows) {
    this(name, columns, List.copyOf(rows)::stream);
  }

  /// Rows that can be read again and again, so that nobody has to hold them all.
  @FunctionalInterface
  public interface Rows<R> {
    /// Returns the rows as a new stream; the caller closes it.
    Stream<R> open();
  }
}
