package assay.reports.render;

import assay.reports.Report;
import assay.reports.run.RunReport;
import assay.reports.section.OtherRules;
import assay.reports.section.RunColumns.Scored;
import assay.reports.section.SummaryTables;
import assay.reports.table.Table;
import assay.reports.table.TextTables;
import java.util.List;
import java.util.function.Function;

/// The summary that a terminal shows at the end of a run.
public final class TextRenderer {

  /// Returns a table with one line for each run, and what must not be overlooked below it. Where
  /// other rules than the protocol's give another score, a second line says so.
  ///
  /// @param place returns how a command line names a run, such as its folder
  public String render(Report report, Function<RunReport, String> place) {
    Table<Scored> table = SummaryTables.forTerminals(report);
    List<String> lines = TextTables.of(table).lines().toList();
    StringBuilder text = new StringBuilder(lines.getFirst()).append('\n');
    for (int i = 1; i < lines.size(); i++) {
      text.append(lines.get(i)).append('\n');
      if (i <= table.rows().size()) {
        RunReport run = table.rows().get(i - 1).run();
        OtherRules.of(run)
            .ifPresent(
                words ->
                    text.append(
                        "  %s; assay disagreements %s\n".formatted(words, place.apply(run))));
      }
    }
    return text.toString();
  }

  /// Returns a table with one line for each scorer of each run, and what must not be overlooked
  /// below it.
  public String renderAllScorers(Report report) {
    return TextTables.of(SummaryTables.ofAllScorers(report));
  }
}
