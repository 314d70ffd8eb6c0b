package assay.reports.section;

import assay.reports.Report;
import assay.reports.chart.Picture;
import assay.reports.chart.ScoreRows;
import assay.reports.run.Accuracy;
import assay.reports.run.Counts;
import assay.reports.run.Estimate;
import assay.reports.run.RunReport;
import assay.reports.run.TokenUse;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import assay.results.RunManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The runs of a report side by side.
final class OverviewSection {
  private static final Accuracy NOTHING =
      new Accuracy(new Counts(0, 0, 0, Map.of(), 0), Estimate.unmeasured());

  private OverviewSection() {}

  static Section of(Report report) {
    List<Part> page = new ArrayList<>();
    page.add(Part.of(table(report)));
    List<RunReport> known = report.runs().stream().filter(run -> !run.scorers().isEmpty()).toList();
    if (known.size() > 1) {
      page.add(Part.of(Drawing.of("accuracy", "Accuracy by run, %", () -> picture(known))));
    }
    page.add(new Part.Legend());
    return new Section(
        Section.Role.OVERVIEW,
        "overview",
        heading(report),
        page,
        List.of(new Part.Untitled(table(report))),
        new Exports(
            List.of(SummaryFile.of(report)),
            List.of(SummaryTables.forPapers(report)),
            summary -> {}));
  }

  private static String heading(Report report) {
    if (report.runs().size() != 1) {
      return report.runs().size() + " runs";
    }
    RunManifest manifest = report.runs().getFirst().manifest();
    return manifest.model().name() + " on " + manifest.dataset().suite();
  }

  private static Picture picture(List<RunReport> runs) {
    return ScoreRows.of(
        runs.stream()
            .map(run -> new ScoreRows.LabelledScore(run.name(), own(run).estimate()))
            .toList(),
        Optional.empty());
  }

  private static Table<RunReport> table(Report report) {
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
            RunColumns.N.of(OverviewSection::own),
            RunColumns.ACCURACY.of(OverviewSection::own),
            RunColumns.INTERVAL.of(OverviewSection::own),
            RunColumns.STANDARD_ERROR.of(OverviewSection::own),
            Column.range(Unit.SHARE, "bounds", run -> bounds(own(run))),
            RunColumns.NOT_MEASURED_SHARE.of(OverviewSection::own),
            RunColumns.TRUNCATED_SHARE.of(OverviewSection::own),
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
