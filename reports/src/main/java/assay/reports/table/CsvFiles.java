package assay.reports.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
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
      for (Iterator<R> each = rows.iterator(); each.hasNext(); ) {
        R row = each.next();
        List<String> cells = new ArrayList<>();
        file.columns().forEach(column -> cells.addAll(column.exact(row)));
        RFC_4180.printRecord(out, cells.toArray());
      }
    }
  }
}
