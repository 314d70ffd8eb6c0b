package assay.reports.render;

import assay.reports.Report;
import assay.reports.section.Part;
import assay.reports.section.Section;
import assay.reports.section.Sections;
import assay.reports.table.MarkdownTables;
import assay.reports.text.Markdown;
import java.util.List;
import java.util.stream.Collectors;

/// A report in GitHub-flavoured Markdown.
public final class MarkdownRenderer {

  /// Returns the whole document.
  public String render(Report report) {
    return render(Sections.of(report));
  }

  /// Returns the document of these sections.
  String render(List<Section> sections) {
    return sections.stream()
        .filter(section -> !section.document().isEmpty())
        .map(MarkdownRenderer::section)
        .collect(Collectors.joining());
  }

  private static String section(Section section) {
    String heading =
        switch (section.role()) {
          case OVERVIEW -> "# Assay report\n\n";
          case COMPARISON, AXIS, RUN, SAMPLES -> "## " + Markdown.escape(section.title()) + "\n\n";
        };
    return section.document().stream()
        .map(MarkdownRenderer::part)
        .collect(Collectors.joining("", heading, ""));
  }

  private static String part(Part part) {
    return switch (part) {
      case Part.Sentence sentence -> Markdown.escape(sentence.text()) + "\n\n";
      case Part.Conclusion conclusion -> Markdown.escape(conclusion.text()) + "\n\n";
      case Part.Warning warning -> "**" + Markdown.escape(warning.text()) + "**\n\n";
      case Part.Deviations deviations -> deviations(deviations);
      case Part.Heading heading -> "### " + Markdown.escape(heading.text()) + "\n\n";
      case Part.Shown shown -> MarkdownTables.of(shown.table());
      case Part.Untitled untitled -> MarkdownTables.withoutTitle(untitled.table());
      case Part.Drawn drawn -> MarkdownTables.of(drawn.tables());
      case Part.SideBySide row -> MarkdownTables.of(row.tables());
      case Part.Folded folded -> MarkdownTables.of(folded.tables());
      // What these say stands in a table of the document.
      case Part.Matrix matrix -> "";
      case Part.Cautions cautions -> "";
      case Part.Facts facts -> "";
      case Part.Headline headline -> "";
      case Part.Changes changes -> "";
      case Part.Legend legend -> "";
    };
  }

  private static String deviations(Part.Deviations part) {
    return part.deviations().stream()
        .map(each -> "- " + Markdown.escape(each) + "\n")
        .collect(
            Collectors.joining(
                "",
                "**Deviations from the protocol %s**\n\n"
                    .formatted(Markdown.escape(part.protocol())),
                "\n"));
  }
}
