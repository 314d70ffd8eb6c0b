package assay.reports.table;

import java.util.List;
import java.util.stream.Stream;

/// What the columns of files mean, itself a file.
public final class ColumnDictionary {
  private ColumnDictionary() {}

  private record Named(String file, String name, Column<?> column) {
    static Stream<Named> of(DataFile<?> file) {
      return file.columns().stream()
          .flatMap(
              column -> column.names().stream().map(name -> new Named(file.name(), name, column)));
    }
  }

  /// Returns the file `columns`, a row for each column of each file.
  public static DataFile<?> of(List<DataFile<?>> files) {
    return new DataFile<>(
        "columns",
        List.of(
            Column.text("", "file", "its name", row -> row.file() + ".csv"),
            Column.text("", "column", "its name", Named::name),
            Column.text("", "unit", "of its numbers", row -> row.column().unit().label()),
            Column.text("", "meaning", "in words", row -> row.column().meaning())),
        files.stream().flatMap(Named::of).toList());
  }
}
