package assay.reports.table;

import assay.reports.text.Latex;
import assay.reports.text.VisibleText;
import java.util.List;
import java.util.stream.Collectors;

/// Tables in LaTeX, in the style of the package `booktabs`.
public final class LatexTables {
  private LatexTables() {}

  /// Returns the tables, each with its title as a comment.
  public static String of(List<Table<?>> tables) {
    return tables.stream()
        .map(table -> "% " + VisibleText.oneLine(table.title()) + "\n" + of(table))
        .collect(Collectors.joining("\n"));
  }

  /// Returns the table, its headers and cells as text.
  public static String of(Table<?> table) {
    return of(table, row(table.headers()));
  }

  /// Returns the table.
  ///
  /// @param head the row of headers in LaTeX
  public static <R> String of(Table<R> table, String head) {
    StringBuilder text = new StringBuilder("\\begin{tabular}{");
    table.columns().forEach(column -> text.append(column.right() ? 'r' : 'l'));
    text.append("}\n\\toprule\n").append(head).append("\\midrule\n");
    table.cells().forEach(cells -> text.append(row(cells)));
    return text.append("\\bottomrule\n\\end{tabular}\n").toString();
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(Latex::escape)
        .map(cell -> cell.replace("–", "--").replace("−", "$-$"))
        .collect(Collectors.joining(" & ", "", " \\\\\n"));
  }
}
