package assay.reports.render;

import assay.reports.Report;
import assay.reports.section.SummaryTables;
import assay.reports.table.TextTables;

/// The summary that a terminal shows at the end of a run.
public final class TextRenderer {

  /// Returns a table with one line for each scorer of each run, and what must not be overlooked
  /// below it.
  public String render(Report report) {
    return TextTables.of(SummaryTables.forTerminals(report));
  }
}
