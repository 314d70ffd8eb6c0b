package assay.reports.render;

import assay.reports.Report;
import assay.reports.RunComparisons;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.text.VisibleText;
import java.util.List;
import java.util.stream.Collectors;

/// A report in GitHub-flavoured Markdown.
public final class MarkdownRenderer {
  private static final int MOST_FLIPS = 20;

  /// Returns the whole document.
  public String render(Report report) {
    StringBuilder text = new StringBuilder("# Assay report\n\n");
    table(text, OverviewTable.of(report));
    comparisons(text, report.comparisons());
    text.append(Sections.markdown(report));
    report.runs().forEach(run -> run(text, run));
    return text.toString();
  }

  private static void comparisons(StringBuilder text, RunComparisons all) {
    if (all.comparisons().isEmpty() && all.refusals().isEmpty()) {
      return;
    }
    text.append("## Comparison\n\n");
    all.refusals().forEach(each -> text.append(escape(each)).append("\n\n"));
    all.rankings().forEach(each -> text.append(ComparisonRenderer.markdown(each)));
    all.comparisons().forEach(each -> text.append(ComparisonRenderer.markdown(each, MOST_FLIPS)));
  }

  private static void run(StringBuilder text, RunReport run) {
    text.append("## ").append(escape(run.name())).append("\n\n");
    if (run.incomplete()) {
      text.append("**").append(escape(OverviewTable.incomplete(run))).append("**\n\n");
    }
    List<String> deviations = run.manifest().deviations();
    if (!deviations.isEmpty()) {
      text.append("**Deviations from the protocol ")
          .append(escape(run.manifest().protocol().name()))
          .append("**\n\n");
      deviations.forEach(each -> text.append("- ").append(escape(each)).append('\n'));
      text.append('\n');
    }
    if (!run.scorers().isEmpty()) {
      figures(text, run);
    }
    section(text, ManifestTable.of(run.manifest()));
  }

  private static void figures(StringBuilder text, RunReport run) {
    ScorerReport own = run.scorers().getFirst();
    section(text, RunTables.verdicts(own.accuracy().counts()));
    section(text, RunTables.scorers(run));
    if (!run.passAtK().isEmpty()) {
      section(text, RunTables.passAtK(run.passAtK()));
    }
    run.breakdowns().forEach(breakdown -> section(text, RunTables.breakdown(breakdown)));
    run.scorers().stream()
        .filter(scorer -> !scorer.rules().isEmpty())
        .forEach(scorer -> section(text, RunTables.rules(scorer)));
  }

  /// Returns one table with its title.
  static String table(Table table) {
    StringBuilder text = new StringBuilder();
    section(text, table);
    return text.toString();
  }

  private static void section(StringBuilder text, Table table) {
    text.append("### ").append(escape(table.title())).append("\n\n");
    table(text, table);
  }

  private static void table(StringBuilder text, Table table) {
    row(text, table.columns().stream().map(Table.Column::name).toList());
    text.append('|');
    table.columns().forEach(column -> text.append(column.number() ? "---:|" : ":---|"));
    text.append('\n');
    table.rows().forEach(cells -> row(text, cells));
    text.append('\n');
    table.notes().forEach(note -> text.append(escape(note)).append("\n\n"));
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append(
        cells.stream()
            .map(MarkdownRenderer::escape)
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  /// Returns text that Markdown shows as it is, in one line.
  static String escape(String text) {
    return VisibleText.oneLine(text).replaceAll("[\\\\`*_\\[\\]<>|#~&$]", "\\\\$0");
  }
}
