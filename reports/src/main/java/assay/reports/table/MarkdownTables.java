package assay.reports.table;

import assay.reports.text.Markdown;
import java.util.List;
import java.util.stream.Collectors;

/// Tables in GitHub-flavoured Markdown.
public final class MarkdownTables {
  private MarkdownTables() {}

  /// Returns the table below its title as a heading.
  public static String of(Table<?> table) {
    return "### " + Markdown.escape(table.title()) + "\n\n" + withoutTitle(table);
  }

  /// Returns the tables, each below its title, with an empty line between.
  public static String of(List<Table<?>> tables) {
    return tables.stream().map(table -> of(table)).collect(Collectors.joining("\n"));
  }

  /// Returns the table with its notes.
  public static <R> String withoutTitle(Table<R> table) {
    StringBuilder text = new StringBuilder(row(table.headers()));
    text.append('|');
    table.columns().forEach(column -> text.append(column.right() ? "---:|" : ":---|"));
    text.append('\n');
    table.cells().forEach(cells -> text.append(row(cells)));
    text.append('\n');
    table.notes().forEach(note -> text.append(Markdown.escape(note)).append("\n\n"));
    return text.toString();
  }

  private static String row(List<String> cells) {
    return cells.stream().map(Markdown::escape).collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
