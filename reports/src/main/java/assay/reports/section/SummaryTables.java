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
import assay.reports.text.Clipping;
import assay.reports.text.Figures;
import assay.reports.text.Sizes;
import java.util.ArrayList;
import java.util.List;

/// The figures of a report in one small table: a row for each run, or for each run and scorer.
public final class SummaryTables {
  private static final Column<Scored> SCORER = Column.text("scorer", row -> row.scorer().scorer());

  private static final String PAPER_HEAD =
      "Run & Suite & Scorer & $n$ & Accuracy, \\% & 95\\,\\% interval & Not measured \\\\\n";

  /// The whole text of a deviation is in the manifest and in the report.
  private static final int LONGEST_DEVIATION = 200;

  private SummaryTables() {}

  /// Returns the summary that a terminal shows: a row for each run that has a record, by the
  /// protocol's own scorer.
  public static Table<Scored> forTerminals(Report report) {
    List<Scored> rows =
        report.runs().stream()
            .filter(run -> !run.scorers().isEmpty())
            .map(run -> new Scored(run, run.scorers().getFirst()))
            .toList();
    List<Column<Scored>> columns = new ArrayList<>();
    if (!distinct(report)) {
      columns.add(RunColumns.RUN.of(Scored::run));
    }
    columns.add(RunColumns.MODEL.of(Scored::run));
    columns.add(RunColumns.MARKED_PROTOCOL.of(Scored::run));
    columns.add(Column.number(Unit.SHARE, "score, %", row -> Cell.of(row.estimate().value())));
    columns.add(RunColumns.INTERVAL.of(Scored::accuracy));
    columns.add(RunColumns.N.of(Scored::accuracy));
    columns.add(RunColumns.NOT_MEASURED_SHARE.of(Scored::accuracy));
    columns.add(RunColumns.TRUNCATED_SHARE.of(Scored::accuracy));
    columns.add(Column.number(Unit.SECONDS, "time", row -> RunColumns.seconds(row.run())));
    columns.add(Column.number(Unit.PLAIN, "tokens/s", row -> RunColumns.pace(row.run())));
    columns.add(Column.number(Unit.NAME, "cost", SummaryTables::cost));
    return new Table<>("Summary", columns, rows, notes(report));
  }

  /// Returns whether model and protocol tell the runs apart.
  private static boolean distinct(Report report) {
    return report.runs().stream()
            .map(run -> run.manifest().model().name() + ' ' + run.manifest().protocol().name())
            .distinct()
            .count()
        == report.runs().size();
  }

  private static Cell cost(Scored row) {
    return Cell.of(
        row.run().calls().bill(),
        bill -> Cell.of(Sizes.money(bill.paid().doubleValue()) + " " + bill.currency()));
  }

  private static List<String> notes(Report report) {
    List<String> notes = new ArrayList<>();
    for (RunReport run : report.runs()) {
      for (ScorerReport scorer : run.scorers()) {
        RunTables.artefacts(scorer).ifPresent(note -> notes.add(run.name() + ": " + note));
      }
      if (run.incomplete()) {
        notes.add(RunSection.incomplete(run));
      }
      for (String each : run.manifest().deviations()) {
        notes.add(
            "%s differs from its protocol: %s"
                .formatted(run.name(), Clipping.of(each, LONGEST_DEVIATION)));
      }
    }
    return List.copyOf(notes);
  }

  /// Returns the same with a row for each scorer of each run.
  public static Table<Scored> ofAllScorers(Report report) {
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
        notes(report));
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
