package assay.reports.render;

import assay.reports.text.Figures;
import java.util.List;
import java.util.stream.IntStream;

/// A table before it takes the form of Markdown, of a page or of a terminal.
///
/// @param title what it shows
/// @param columns at least one
/// @param rows cells in the columns' order
/// @param notes sentences that belong below it
public record Table(
    String title, List<Column> columns, List<List<String>> rows, List<String> notes) {

  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "table \"%s\" has %d columns and a row of %d cells"
                .formatted(title, columns.size(), row.size()));
      }
    }
  }

  /// Returns the table without the columns in which no row has a figure.
  Table withoutEmptyColumns() {
    List<Integer> kept =
        IntStream.range(0, columns.size())
            .filter(column -> rows.stream().anyMatch(row -> !row.get(column).equals(Figures.NONE)))
            .boxed()
            .toList();
    return new Table(
        title,
        kept.stream().map(columns::get).toList(),
        rows.stream().map(row -> kept.stream().map(row::get).toList()).toList(),
        notes);
  }

  /// A column; numbers are aligned to the right.
  record Column(String name, boolean number) {}

  static Column text(String name) {
    return new Column(name, false);
  }

  static Column number(String name) {
    return new Column(name, true);
  }
}
