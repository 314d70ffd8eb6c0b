package assay.reports.section;

import assay.reports.Report;
import assay.reports.run.Accuracy;
import assay.reports.run.Counts;
import assay.reports.run.Estimate;
import assay.reports.run.RunReport;
import assay.reports.run.TokenUse;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The runs of a report, one a row.
final class RunsSection {
  private static final Accuracy NOTHING =
      new Accuracy(new Counts(0, 0, 0, Map.of(), 0), Estimate.unmeasured());

  private RunsSection() {}

  /// Returns the section of the page; documents begin with the table.
  static Section of(Report report) {
    return new Section(
        Section.Role.AXIS,
        "runs-table",
        "Runs",
        List.of(Part.of(table(report)), new Part.Legend()),
        List.of(),
        Exports.NONE);
  }

  static Table<RunReport> table(Report report) {
    List<String> notes = new ArrayList<>();
    if (report.runs().stream().anyMatch(run -> !run.manifest().deviations().isEmpty())) {
      notes.add("* differs from the protocol; see the run's deviations.");
    }
    report.runs().stream()
        .filter(RunReport::incomplete)
        .map(RunSection::incomplete)
        .forEach(notes::add);
    return new Table<>(
        "Runs",
        List.of(
            RunColumns.RUN,
            RunColumns.MODEL,
            RunColumns.SUITE,
            Column.text("protocol", RunColumns::shortProtocol),
            RunColumns.N.of(RunsSection::own),
            RunColumns.ACCURACY.of(RunsSection::own),
            RunColumns.INTERVAL.of(RunsSection::own),
            RunColumns.STANDARD_ERROR.of(RunsSection::own),
            Column.range(Unit.SHARE, "bounds", run -> bounds(own(run))),
            RunColumns.NOT_MEASURED_SHARE.of(RunsSection::own),
            RunColumns.TRUNCATED_SHARE.of(RunsSection::own),
            Column.number(Unit.TOKENS, "tokens", run -> tokens(run.tokens()))),
        report.runs(),
        notes);
  }

  /// Returns what the protocol's own scorer found.
  private static Accuracy own(RunReport run) {
    return run.scorers().isEmpty() ? NOTHING : run.scorers().getFirst().accuracy();
  }

  private static Cell bounds(Accuracy accuracy) {
    return accuracy.counts().unmeasured() == 0
        ? Cell.UNKNOWN
        : Cell.of(accuracy.estimate().bounds());
  }

  /// Returns the generated tokens, where the model reports them.
  static Cell tokens(TokenUse tokens) {
    return tokens.completionsCounted() == 0 ? Cell.UNKNOWN : Cell.of(tokens.completion());
  }
}
