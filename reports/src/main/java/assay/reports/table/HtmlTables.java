package assay.reports.table;

import assay.reports.text.Html;
import java.util.List;

/// Tables as HTML.
public final class HtmlTables {
  private HtmlTables() {}

  /// Returns the table with its title as caption.
  public static <R> String of(Table<R> table) {
    StringBuilder html = new StringBuilder("<div class=\"scroll\"><table>");
    html.append("<caption>").append(Html.escape(table.title())).append("</caption>");
    html.append("<thead><tr>");
    for (Column<R> column : table.columns()) {
      html.append(column.right() ? "<th scope=\"col\" class=\"num\">" : "<th scope=\"col\">")
          .append(Html.escape(column.header()))
          .append("</th>");
    }
    html.append("</tr></thead><tbody>");
    table.rows().forEach(row -> html.append(row(table.columns(), row)));
    html.append("</tbody></table></div>");
    for (String note : table.notes()) {
      html.append("<p class=\"note\">").append(Html.escape(note)).append("</p>");
    }
    return html.toString();
  }

  private static <R> String row(List<Column<R>> columns, R row) {
    StringBuilder html = new StringBuilder("<tr>");
    for (int i = 0; i < columns.size(); i++) {
      Column<R> column = columns.get(i);
      String cell = Html.escape(column.shown(row));
      boolean names = i == 0 && !column.right();
      html.append(
          names
              ? "<th scope=\"row\">" + cell + "</th>"
              : (column.right() ? "<td class=\"num\">" : "<td>") + cell + "</td>");
    }
    return html.append("</tr>").toString();
  }
}
