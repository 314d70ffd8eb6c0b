package assay.reports.render;

import assay.reports.Report;
import assay.reports.section.SummaryTables;
import assay.reports.table.LatexTables;

/// The figures of a report as a LaTeX table in the style of the package `booktabs`: one row for
/// each run and scorer, to be included with `\input{summary}` where `booktabs` is loaded.
public final class LatexRenderer {
  private static final String HEAD =
      "Run & Suite & Scorer & $n$ & Accuracy, \\% & 95\\,\\% interval & Not measured \\\\\n";

  /// Returns the table.
  public String render(Report report) {
    return "% \\usepackage{booktabs}\n" + LatexTables.of(SummaryTables.forPapers(report), HEAD);
  }
}
