package assay.results.published;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// A CSV file with a fixed header, read row by row.
record ScoreTable(String file, List<String> columns) {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  /// Returns what `row` makes of each line.
  <T> List<T> read(Reader text, Function<ScoreRow, T> row) {
    try (CSVParser parser = FORMAT.parse(text)) {
      requireHeader(parser.getHeaderNames());
      List<T> rows = new ArrayList<>();
      for (CSVRecord csv : parser) {
        long line = parser.getCurrentLineNumber();
        if (!csv.isConsistent()) {
          throw new MalformedScoresException(
              file,
              line,
              "expected %d fields, found %d; quote a field that holds a comma"
                  .formatted(columns.size(), csv.size()));
        }
        rows.add(row.apply(new ScoreRow(file, line, csv)));
      }
      return List.copyOf(rows);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void requireHeader(List<String> found) {
    if (!found.equals(columns)) {
      throw new MalformedScoresException(
          file,
          1,
          "the header must be %s, found %s"
              .formatted(String.join(",", columns), String.join(",", found)));
    }
  }
}
