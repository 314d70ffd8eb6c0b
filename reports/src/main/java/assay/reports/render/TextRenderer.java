package assay.reports.render;

import static assay.reports.render.Table.number;
import static assay.reports.render.Table.text;

import assay.reports.Report;
import assay.reports.run.Counts;
import assay.reports.run.OfficialFigure;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.text.DisplayWidth;
import assay.reports.text.Figures;
import assay.reports.text.VisibleText;
import java.util.ArrayList;
import java.util.List;

/// The summary that a terminal shows at the end of a run: plain text, fixed width, no colour.
public final class TextRenderer {
  private static final String GAP = "  ";

  /// Returns a table with one line for each scorer of each run, and what must not be overlooked
  /// below it. Columns line up in a terminal whatever the script of the names.
  public String render(Report report) {
    List<List<String>> rows = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (RunReport run : report.runs()) {
      for (ScorerReport scorer : run.scorers()) {
        rows.add(row(run, scorer));
        RunTables.artefacts(scorer).ifPresent(note -> notes.add(run.name() + ": " + note));
      }
      if (run.incomplete()) {
        notes.add(OverviewTable.incomplete(run));
      }
      run.manifest()
          .deviations()
          .forEach(
              each -> notes.add("%s differs from its protocol: %s".formatted(run.name(), each)));
    }
    return render(
        new Table(
            "Summary",
            List.of(
                text("model"),
                text("protocol"),
                text("scorer"),
                number("n"),
                number("accuracy"),
                number("95 % interval"),
                number("official"),
                number("no answer"),
                number("not measured"),
                number("truncated")),
            rows,
            notes));
  }

  private static List<String> row(RunReport run, ScorerReport scorer) {
    Counts counts = scorer.accuracy().counts();
    return List.of(
        run.manifest().model().name(),
        OverviewTable.protocol(run.manifest()),
        scorer.scorer(),
        Figures.count(counts.measured()),
        Figures.percent(scorer.accuracy().estimate().value()),
        Figures.percent(scorer.accuracy().estimate().interval()),
        scorer.official().stream()
            .findFirst()
            .map(OfficialFigure::value)
            .map(Figures::percent)
            .orElse(Figures.NONE),
        Figures.count(counts.noAnswer()),
        Figures.countWithShare(counts.unmeasured(), counts.total()),
        Figures.countWithShare(counts.truncated(), counts.total()));
  }

  static String render(Table table) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(table.columns().stream().map(Table.Column::name).toList());
    table.rows().forEach(row -> lines.add(row.stream().map(VisibleText::oneLine).toList()));
    int[] widths = new int[table.columns().size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], DisplayWidth.of(line.get(i)));
      }
    }
    StringBuilder out = new StringBuilder();
    lines.forEach(line -> out.append(line(line, table.columns(), widths)).append('\n'));
    table.notes().forEach(note -> out.append(VisibleText.oneLine(note)).append('\n'));
    return out.toString();
  }

  private static String line(List<String> cells, List<Table.Column> columns, int[] widths) {
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - DisplayWidth.of(cells.get(i)));
      padded.add(columns.get(i).number() ? blanks + cells.get(i) : cells.get(i) + blanks);
    }
    return String.join(GAP, padded).stripTrailing();
  }
}
