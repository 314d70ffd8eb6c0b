package assay.reports.render;

import java.util.List;

/// A table before it takes the form of Markdown, of a page or of a terminal.
///
/// @param title what it shows
/// @param columns at least one
/// @param rows cells in the columns' order
/// @param notes sentences that belong below it
record Table(String title, List<Column> columns, List<List<String>> rows, List<String> notes) {

  Table {
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

  /// A column; numbers are aligned to the right.
  record Column(String name, boolean number) {}

  static Column text(String name) {
    return new Column(name, false);
  }

  static Column number(String name) {
    return new Column(name, true);
  }
}
