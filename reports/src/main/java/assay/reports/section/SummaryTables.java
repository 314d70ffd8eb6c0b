package assay.reports.section;

import assay.reports.Report;
import assay.reports.run.OfficialFigure;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.section.RunColumns.Scored;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.LatexFile;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import assay.reports.text.Figures;
import java.util.ArrayList;
import java.util.List;

/// The figures of a report in one small table: a row for each run and scorer.
public final class SummaryTables {
  private static final Column<Scored> SCORER = Column.text("scorer", row -> row.scorer().scorer());

  private static final String PAPER_HEAD =
      "Run & Suite & Scorer & $n$ & Accuracy, \\% & 95\\,\\% interval & Not measured \\\\\n";

  private SummaryTables() {}

  /// Returns the summary that a terminal shows, and what must not be overlooked below it.
  public static Table<?> forTerminals(Report report) {
    List<String> notes = new ArrayList<>();
    for (RunReport run : report.runs()) {
      for (ScorerReport scorer : run.scorers()) {
        RunTables.artefacts(scorer).ifPresent(note -> notes.add(run.name() + ": " + note));
      }
      if (run.incomplete()) {
        notes.add(RunSection.incomplete(run));
      }
      for (String each : run.manifest().deviations()) {
        notes.add("%s differs from its protocol: %s".formatted(run.name(), each));
      }
    }
    return new Table<>(
        "Summary",
        List.of(
            RunColumns.MODEL.of(Scored::run),
            RunColumns.MARKED_PROTOCOL.of(Scored::run),
            SCORER,
            RunColumns.N.of(Scored::accuracy),
            RunColumns.ACCURACY.of(Scored::accuracy).under("accuracy"),
            RunColumns.INTERVAL.of(Scored::accuracy),
            Column.number(Unit.SHARE, "official", SummaryTables::official),
            RunColumns.NO_ANSWER.of(Scored::accuracy),
            RunColumns.NOT_MEASURED_SHARE.of(Scored::accuracy),
            RunColumns.TRUNCATED_SHARE.of(Scored::accuracy)),
        rows(report),
        notes);
  }

  private static Cell official(Scored row) {
    return Cell.of(
        row.scorer().official().stream().findFirst().map(OfficialFigure::value), Cell::of);
  }

  /// Returns the summary for a paper, its numbers without separators.
  static LatexFile forPapers(Report report) {
    return LatexFile.of("summary", table(report), PAPER_HEAD);
  }

  private static Table<Scored> table(Report report) {
    return new Table<>(
        "Summary",
        List.of(
            RunColumns.RUN.of(Scored::run),
            RunColumns.SUITE.of(Scored::run),
            SCORER,
            Column.number(Unit.NAME, "n", row -> Cell.of(row.counts().measured())),
            RunColumns.ACCURACY.of(Scored::accuracy),
            Column.number(
                Unit.SHARE,
                "95 % interval",
                row -> Cell.of(Figures.percent(row.estimate().interval()).replace(" – ", "–"))),
            Column.number(Unit.NAME, "not measured", row -> Cell.of(row.counts().unmeasured()))),
        rows(report));
  }

  private static List<Scored> rows(Report report) {
    return report.runs().stream()
        .flatMap(run -> run.scorers().stream().map(scorer -> new Scored(run, scorer)))
        .toList();
  }
}
