package assay.reports.render;

import assay.reports.compare.AttemptDifferences;
import assay.reports.compare.Comparison;
import assay.reports.compare.ComparisonSentence;
import assay.reports.compare.Ranking;
import assay.reports.section.AttemptTables;
import assay.reports.section.CallTables;
import assay.reports.section.ComparisonJson;
import assay.reports.section.ComparisonTables;
import assay.reports.table.MarkdownTables;
import assay.reports.table.Table;
import assay.reports.table.TextTables;
import assay.reports.text.Markdown;
import assay.reports.text.VisibleText;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Comparisons for a terminal, as Markdown and as JSON.
public final class ComparisonRenderer {
  private ComparisonRenderer() {}

  /// Returns the comparison as tables in plain text, the sentence first.
  ///
  /// @param mostFlips how many flips are listed at most
  public static String text(Comparison comparison, int mostFlips) {
    return ComparisonSentence.of(comparison)
        + "\n\n"
        + TextTables.titled(ComparisonTables.of(comparison, mostFlips));
  }

  /// Returns what several attempts come to in two runs as a table in plain text; nothing where
  /// there is nothing to say.
  public static String text(AttemptDifferences two) {
    return two.rows().isEmpty() ? "" : TextTables.titled(List.of(AttemptTables.of(two)));
  }

  /// Returns the same as Markdown.
  public static String markdown(AttemptDifferences two) {
    return two.rows().isEmpty() ? "" : MarkdownTables.of(List.of(AttemptTables.of(two)));
  }

  /// Returns what is known of the calls of runs as tables in plain text, after what has to be
  /// warned of; nothing where nothing is known.
  public static String text(List<CallTables.Row> runs) {
    List<Table<?>> tables = CallTables.of(runs);
    return warnings(runs) + (tables.isEmpty() ? "" : TextTables.titled(tables));
  }

  private static String warnings(List<CallTables.Row> runs) {
    StringBuilder text = new StringBuilder();
    for (String words : CallTables.warnings(runs)) {
      text.append("warning: ").append(VisibleText.oneLine(words)).append("\n\n");
    }
    return text.toString();
  }

  /// Returns the same as Markdown.
  public static String markdown(List<CallTables.Row> runs) {
    return Markdown.escape(warnings(runs)) + MarkdownTables.of(CallTables.of(runs));
  }

  /// Returns the ranking as tables in plain text.
  public static String text(Ranking ranking) {
    return TextTables.titled(ComparisonTables.of(ranking));
  }

  /// Returns the comparison as Markdown.
  public static String markdown(Comparison comparison, int mostFlips) {
    return Markdown.escape(ComparisonSentence.of(comparison))
        + "\n\n"
        + MarkdownTables.of(ComparisonTables.of(comparison, mostFlips));
  }

  /// Returns the ranking as Markdown.
  public static String markdown(Ranking ranking) {
    return MarkdownTables.of(ComparisonTables.of(ranking));
  }

  /// Returns the comparison as a JSON object.
  public static ObjectNode json(Comparison comparison) {
    return ComparisonJson.of(comparison);
  }

  /// Returns the ranking as a JSON object.
  public static ObjectNode json(Ranking ranking) {
    return ComparisonJson.of(ranking);
  }

  /// Returns a JSON object as indented text.
  public static String pretty(ObjectNode node) {
    return node.toPrettyString();
  }
}
