package assay.reports.table;

import assay.reports.text.DisplayWidth;
import assay.reports.text.VisibleText;
import java.util.ArrayList;
import java.util.List;

/// Tables for a terminal: plain text, fixed width, no colour. Columns line up whatever the script
/// of their cells.
public final class TextTables {
  private static final String GAP = "  ";

  private TextTables() {}

  /// Returns the table with its notes.
  public static <R> String of(Table<R> table) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(table.headers());
    table.cells().forEach(row -> lines.add(row.stream().map(VisibleText::oneLine).toList()));
    int[] widths = new int[table.columns().size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], DisplayWidth.of(line.get(i)));
      }
    }
    StringBuilder out = new StringBuilder();
    lines.forEach(line -> out.append(line(line, table.columns(), widths)).append('\n'));
    table.notes().forEach(note -> out.append(VisibleText.oneLine(note)).append('\n'));
    return out.toString();
  }

  /// Returns the tables below their titles.
  public static String titled(List<Table<?>> tables) {
    return String.join(
        "\n", tables.stream().map(table -> table.title() + "\n" + of(table)).toList());
  }

  private static <R> String line(List<String> cells, List<Column<R>> columns, int[] widths) {
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - DisplayWidth.of(cells.get(i)));
      padded.add(columns.get(i).right() ? blanks + cells.get(i) : cells.get(i) + blanks);
    }
    return String.join(GAP, padded).stripTrailing();
  }
}
