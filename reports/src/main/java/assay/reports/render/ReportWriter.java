package assay.reports.render;

import assay.reports.Report;
import assay.reports.RunComparisons;
import assay.reports.chart.ChartPng;
import assay.reports.chart.MachineFonts;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Writes a report in every form: `report.html`, `report.md`, `summary.csv`, `samples.csv`,
/// `summary.json`, `summary.tex`; of several runs also `comparisons.csv`, `flips.csv` and
/// `ranking.csv`; the figures of each further section as `SECTION.csv` with its tables as
/// `SECTION.tex`, and each picture of the page as a PNG file.
public final class ReportWriter {
  private ReportWriter() {}

  /// Writes the files into the folder, which is made if it is missing; files of these names are
  /// replaced. The same report always gives the same bytes, pictures on the same machine. Pictures
  /// are `accuracy.png`, `ranking-1.png`, `difference-1-FACET.png`, `run-1-scorers.png` and
  /// `run-1-FACET.png`, as far as the report has them; a machine without fonts writes none. Half a
  /// surrogate pair, which UTF-8 cannot hold, becomes U+FFFD; the page's sample data keeps it as an
  /// escape.
  ///
  /// @return the path of the web page
  public static Path write(Report report, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path page = folder.resolve("report.html");
    write(page, out -> new HtmlRenderer().render(report, out));
    write(folder.resolve("report.md"), out -> out.write(new MarkdownRenderer().render(report)));
    write(folder.resolve("summary.csv"), out -> new CsvRenderer().renderSummary(report, out));
    write(folder.resolve("samples.csv"), out -> new CsvRenderer().renderSamples(report, out));
    write(folder.resolve("summary.json"), out -> new JsonRenderer().render(report, out));
    write(folder.resolve("summary.tex"), out -> out.write(new LatexRenderer().render(report)));
    if (!report.comparisons().comparisons().isEmpty()) {
      RunComparisons all = report.comparisons();
      write(folder.resolve("comparisons.csv"), out -> ComparisonCsv.comparisons(all, out));
      write(folder.resolve("flips.csv"), out -> ComparisonCsv.flips(all, out));
      write(folder.resolve("ranking.csv"), out -> ComparisonCsv.ranking(all, out));
    }
    for (Section section : Sections.of(report)) {
      for (Section.DataFile file : section.files()) {
        write(folder.resolve(file.name() + ".csv"), out -> Sections.csv(file, out));
      }
      write(folder.resolve(section.id() + ".tex"), out -> out.write(Sections.latex(section)));
    }
    if (MachineFonts.present()) {
      for (Map.Entry<String, ReportCharts.Named> chart : ReportCharts.all(report).entrySet()) {
        ChartPng.write(
            chart.getValue().title(),
            chart.getValue().picture(),
            folder.resolve(chart.getKey() + ".png"));
      }
    }
    return page;
  }

  private static void write(Path file, Content content) throws IOException {
    CharsetEncoder utf8 =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .replaceWith("\uFFFD".getBytes(StandardCharsets.UTF_8));
    try (Writer out =
        new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), utf8))) {
      content.write(out);
    }
  }

  private interface Content {
    void write(Writer out) throws IOException;
  }
}
