package assay.reports.render;

import assay.reports.Report;
import assay.reports.chart.ChartPng;
import assay.reports.chart.MachineFonts;
import assay.reports.page.HtmlRenderer;
import assay.reports.section.Drawing;
import assay.reports.section.Section;
import assay.reports.section.Sections;
import assay.reports.table.ColumnDictionary;
import assay.reports.table.CsvFiles;
import assay.reports.table.DataFile;
import assay.reports.table.LatexFile;
import assay.results.text.Escapes;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes a report in every form: `report.html`, `report.md`, `summary.json`, `summary.tex`, the
/// figures of each section as CSV files (`summary.csv`, `samples.csv`; of several runs
/// `comparisons.csv`, `flips.csv` and `ranking.csv`; those of the recipe axes) with what their
/// columns mean in `columns.csv`, the tables of each recipe axis as `SECTION.tex`, and each picture
/// of the page as a PNG file.
public final class ReportWriter {
  private ReportWriter() {}

  /// Writes the files into the folder, which is made if it is missing; files of these names are
  /// replaced. The same report always gives the same bytes, pictures on the same machine. Pictures
  /// are named by [Sections#drawings]; a machine without fonts writes none. What UTF-8 cannot hold
  /// is escaped as [assay.results.text](Escapes) says.
  ///
  /// @return the path of the web page
  public static Path write(Report report, Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Section> sections = Sections.of(report);
    Path page = folder.resolve("report.html");
    write(page, out -> new HtmlRenderer().render(report, sections, out));
    write(folder.resolve("report.md"), out -> out.write(new MarkdownRenderer().render(sections)));
    write(folder.resolve("summary.json"), out -> new JsonRenderer().render(sections, out));
    List<DataFile<?>> files = new ArrayList<>();
    sections.forEach(section -> files.addAll(section.files()));
    files.add(ColumnDictionary.of(List.copyOf(files)));
    for (DataFile<?> file : files) {
      write(folder.resolve(file.name() + ".csv"), out -> CsvFiles.write(file, out));
    }
    for (Section section : sections) {
      for (LatexFile paper : section.exports().papers()) {
        write(folder.resolve(paper.name() + ".tex"), out -> out.write(paper.text().get()));
      }
    }
    if (MachineFonts.present()) {
      for (Map.Entry<String, Drawing> each : Sections.drawings(sections).entrySet()) {
        Drawing drawing = each.getValue();
        ChartPng.write(
            drawing.title(), drawing.picture().get(), folder.resolve(each.getKey() + ".png"));
      }
    }
    return page;
  }

  private static void write(Path file, Content content) throws IOException {
    Writer utf8 = Files.newBufferedWriter(file);
    String name = file.toString();
    try (Writer out =
        name.endsWith(".json")
            ? Escapes.JSON.over(utf8)
            : name.endsWith(".csv") ? Escapes.CSV.over(utf8) : utf8) {
      content.write(out);
    }
  }

  private interface Content {
    void write(Writer out) throws IOException;
  }
}
