package assay.reports.render;

import assay.reports.text.Html;
import java.util.List;

/// Tables as HTML.
final class HtmlTables {
  private HtmlTables() {}

  /// Returns the table with its title as caption.
  static String of(Table table) {
    StringBuilder html = new StringBuilder("<div class=\"scroll\"><table>");
    html.append("<caption>").append(Html.escape(table.title())).append("</caption>");
    html.append("<thead><tr>");
    for (Table.Column column : table.columns()) {
      html.append(column.number() ? "<th scope=\"col\" class=\"num\">" : "<th scope=\"col\">")
          .append(Html.escape(column.name()))
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

  private static String row(List<Table.Column> columns, List<String> cells) {
    StringBuilder html = new StringBuilder("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      String cell = Html.escape(cells.get(i));
      if (i == 0 && !columns.get(0).number()) {
        html.append("<th scope=\"row\">").append(cell).append("</th>");
      } else {
        html.append(columns.get(i).number() ? "<td class=\"num\">" : "<td>")
            .append(cell)
            .append("</td>");
      }
    }
    return html.append("</tr>").toString();
  }
}
