package assay.reports.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/// Figures as CSV (RFC 4180; lines end with a line feed).
public final class CsvFiles {
  private static final CSVFormat RFC_4180 =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private CsvFiles() {}

  /// Writes a file, its names first, reading its rows as a stream.
  public static <R> void write(DataFile<R> file, Appendable out) throws IOException {
    RFC_4180.printRecord(out, file.columns().stream().flatMap(c -> c.names().stream()).toArray());
    try (Stream<R> rows = file.rows().open()) {
      // Not by an iterator, in which a flat map holds all rows of a run at once.
      rows.forEach(row -> print(file, row, out));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static <R> void print(DataFile<R> file, R row, Appendable out) {
    List<String> cells = new ArrayList<>();
    for (Column<R> column : file.columns()) {
      cells.addAll(column.exact(row));
    }
    try {
      RFC_4180.printRecord(out, cells.toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
