package assay.reports.table;

import assay.reports.text.Figures;
import java.util.List;

/// A table that people read, before it takes the form of Markdown, of a page, of LaTeX or of a
/// terminal.
///
/// @param title what it shows
/// @param columns at least one, each with a header
/// @param rows what the columns are of
/// @param notes sentences that belong below it
public record Table<R>(String title, List<Column<R>> columns, List<R> rows, List<String> notes) {
  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /// Creates a table without notes.
  public Table(String title, List<Column<R>> columns, List<R> rows) {
    this(title, columns, rows, List.of());
  }

  /// Returns the headers.
  List<String> headers() {
    return columns.stream().map(Column::header).toList();
  }

  /// Returns the cells of a row as people read them.
  List<String> cells(R row) {
    return columns.stream().map(column -> column.shown(row)).toList();
  }

  /// Returns the cells of all rows as people read them.
  List<List<String>> cells() {
    return rows.stream().map(this::cells).toList();
  }

  /// Returns the table without the columns in which no row has a figure.
  public Table<R> withoutEmptyColumns() {
    List<Column<R>> kept =
        columns.stream()
            .filter(
                column -> rows.stream().anyMatch(row -> !column.shown(row).equals(Figures.NONE)))
            .toList();
    return new Table<>(title, kept, rows, notes);
  }
}
