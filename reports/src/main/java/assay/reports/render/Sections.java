package assay.reports.render;

import assay.reports.Report;
import assay.reports.text.Figures;
import assay.reports.text.Html;
import assay.reports.text.VisibleText;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;

/// The sections of a report on the recipes of its models, in every form.
final class Sections {
  private static final Pattern SEPARATED = Pattern.compile("[_-]([a-z0-9])");

  private Sections() {}

  /// Returns the sections that the report has figures for.
  static List<Section> of(Report report) {
    List<Section> sections = new ArrayList<>();
    VariantSection.of(report.comparisons().studies()).ifPresent(sections::add);
    EffectSection.of(report.comparisons().studies()).ifPresent(sections::add);
    ContextSection.of(report.comparisons().studies()).ifPresent(sections::add);
    CostSection.of(report.axes().costs()).ifPresent(sections::add);
    ExpertSection.of(report.axes().experts()).ifPresent(sections::add);
    FamilySection.of(report.axes().families()).ifPresent(sections::add);
    ContaminationSection.of(report.axes().contamination()).ifPresent(sections::add);
    return sections;
  }

  /// Returns the links to the sections for the page's navigation.
  static String links(Report report) {
    return of(report).stream()
        .map(
            section ->
                "<a href=\"#%s\">%s</a>".formatted(section.id(), Html.escape(section.title())))
        .collect(Collectors.joining());
  }

  /// Returns the sections for the page.
  static String html(Report report) {
    return of(report).stream().map(Sections::html).collect(Collectors.joining());
  }

  private static String html(Section section) {
    StringBuilder html = new StringBuilder();
    html.append(
        "<section id=\"%s\"><h2>%s</h2>".formatted(section.id(), Html.escape(section.title())));
    for (String sentence : section.sentences()) {
      html.append("<p>").append(Html.escape(sentence)).append("</p>");
    }
    section.parts().forEach(part -> html.append(html(part)));
    return html.append("</section>\n").toString();
  }

  private static String html(Section.Part part) {
    String table = part.table().map(HtmlTables::of).orElse("");
    return part.drawing()
        .map(
            drawing ->
                "<div class=\"pair\">%s%s</div>"
                    .formatted(
                        RunSection.figure(drawing.title(), drawing.picture()),
                        table.isEmpty() ? "" : "<div>" + table + "</div>"))
        .orElse(table);
  }

  /// Returns the sections in Markdown.
  static String markdown(Report report) {
    StringBuilder text = new StringBuilder();
    for (Section section : of(report)) {
      text.append("## ").append(MarkdownRenderer.escape(section.title())).append("\n\n");
      section
          .sentences()
          .forEach(each -> text.append(MarkdownRenderer.escape(each)).append("\n\n"));
      section
          .parts()
          .forEach(part -> part.table().map(MarkdownRenderer::table).ifPresent(text::append));
    }
    return text.toString();
  }

  /// Returns the rows of the sections' files by the files' names: objects with the columns as
  /// fields in camel case, numbers as numbers; what is not known is absent.
  static ObjectNode json(Report report) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (Section section : of(report)) {
      for (Section.DataFile file : section.files()) {
        ArrayNode rows = node.putArray(camelCase(file.name()));
        file.rows().forEach(row -> put(rows.addObject(), file.columns(), row));
      }
    }
    return node;
  }

  private static void put(ObjectNode object, List<Table.Column> columns, List<String> row) {
    for (int i = 0; i < row.size(); i++) {
      put(object, columns.get(i), row.get(i));
    }
  }

  private static void put(ObjectNode object, Table.Column column, String value) {
    String name = camelCase(column.name());
    if (value.isEmpty()) {
      return;
    }
    if (column.number()) {
      object.put(name, new BigDecimal(value));
    } else {
      object.put(name, value);
    }
  }

  private static String camelCase(String name) {
    return SEPARATED.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
  }

  /// Returns a section's tables in LaTeX in the style of the package `booktabs`, each with its
  /// title as a comment.
  static String latex(Section section) {
    return section.parts().stream()
        .flatMap(part -> part.table().stream())
        .map(Sections::latex)
        .collect(Collectors.joining("\n"));
  }

  private static String latex(Table table) {
    StringBuilder text = new StringBuilder("% " + VisibleText.oneLine(table.title()) + "\n");
    text.append("\\begin{tabular}{");
    table.columns().forEach(column -> text.append(column.number() ? 'r' : 'l'));
    text.append("}\n\\toprule\n");
    text.append(latex(table.columns().stream().map(Table.Column::name).toList()));
    text.append("\\midrule\n");
    table.rows().forEach(row -> text.append(latex(row)));
    return text.append("\\bottomrule\n\\end{tabular}\n").toString();
  }

  private static String latex(List<String> cells) {
    return cells.stream()
        .map(LatexRenderer::escape)
        .map(cell -> cell.replace("–", "--").replace("−", "$-$"))
        .collect(Collectors.joining(" & ", "", " \\\\\n"));
  }

  /// Writes figures as CSV.
  static void csv(Section.DataFile file, Appendable out) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
    format.printRecord(out, file.columns().stream().map(Table.Column::name).toArray());
    for (List<String> row : file.rows()) {
      format.printRecord(out, row.toArray());
    }
  }

  /// Returns the sections' pictures by the names of their files.
  static Map<String, ReportCharts.Named> charts(Report report) {
    Map<String, ReportCharts.Named> charts = new LinkedHashMap<>();
    for (Section section : of(report)) {
      for (Section.Part part : section.parts()) {
        part.drawing()
            .ifPresent(
                drawing ->
                    charts.put(
                        drawing.name(),
                        new ReportCharts.Named(drawing.title(), drawing.picture())));
      }
    }
    return charts;
  }

  /// Returns a number for files, or empty text.
  static String exact(OptionalDouble value) {
    return value.isPresent() ? exact(value.getAsDouble()) : "";
  }

  /// Returns a number for files.
  static String exact(double value) {
    return Figures.exact(value).toPlainString();
  }

  /// Returns a text that is fit for a file's name.
  static String fileName(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
