package assay.reports.page;

import assay.reports.chart.ChartSvg;
import assay.reports.compare.Comparison;
import assay.reports.compare.Flip;
import assay.reports.run.RunReport;
import assay.reports.section.Caution;
import assay.reports.section.Drawing;
import assay.reports.section.Part;
import assay.reports.section.Section;
import assay.reports.table.HtmlTables;
import assay.reports.table.Table;
import assay.reports.text.Figures;
import assay.reports.text.Html;
import assay.results.RunManifest;
import java.util.List;
import java.util.stream.Collectors;

/// Sections as HTML.
final class SectionHtml {
  private static final int MOST_PLACES = 2;

  private SectionHtml() {}

  /// Returns the section, or nothing for one that the page does not have.
  static String of(Section section) {
    if (section.page().isEmpty()) {
      return "";
    }
    String title = Html.escape(section.title());
    String head =
        switch (section.role()) {
          case OVERVIEW -> "<section id=\"%s\"><h1>%s</h1>";
          case RUN -> "<section class=\"run\" id=\"%s\"><h2>%s</h2>";
          case COMPARISON, AXIS, SAMPLES -> "<section id=\"%s\"><h2>%s</h2>";
        };
    String end =
        switch (section.role()) {
          case OVERVIEW, AXIS -> "</section>\n";
          case COMPARISON, RUN, SAMPLES -> "</section>";
        };
    String parts = section.page().stream().map(SectionHtml::of).collect(Collectors.joining());
    return head.formatted(section.id(), title) + parts + end;
  }

  private static String of(Part part) {
    return switch (part) {
      case Part.Sentence sentence -> "<p>" + Html.escape(sentence.text()) + "</p>";
      case Part.Conclusion conclusion ->
          "<p class=\"sentence\">" + Html.escape(conclusion.text()) + "</p>";
      case Part.Warning warning -> warning(warning.text());
      case Part.Deviations deviations -> deviations(deviations.deviations());
      case Part.Heading heading -> "<h3>" + Html.escape(heading.text()) + "</h3>";
      case Part.Shown shown -> HtmlTables.of(shown.table());
      case Part.Untitled untitled -> HtmlTables.of(untitled.table());
      case Part.Drawn drawn -> drawn(drawn.drawing(), drawn.tables());
      case Part.SideBySide row -> row(row.tables());
      case Part.Folded folded -> folded(folded.summary(), folded.parts());
      case Part.Matrix matrix -> matrix(matrix);
      case Part.Cautions cautions -> cautions(cautions.cautions());
      case Part.Facts facts -> facts(facts.run());
      case Part.Headline headline -> HeadlineHtml.of(headline.run());
      case Part.Changes changes -> changes(changes.comparison());
      case Part.Legend legend -> legend();
    };
  }

  /// Returns a warning.
  static String warning(String text) {
    return "<p class=\"warning\">" + Html.escape(text) + "</p>";
  }

  private static String deviations(List<String> deviations) {
    return "<div class=\"warning\"><p>Differs from the protocol; not comparable with"
        + " published figures without care:</p><ul>"
        + deviations.stream()
            .map(each -> "<li>" + Html.escape(each) + "</li>")
            .collect(Collectors.joining())
        + "</ul></div>";
  }

  private static String matrix(Part.Matrix part) {
    return "<div class=\"first\">%s%s</div>"
        .formatted(
            MatrixHtml.of(part.matrix()),
            part.pictures().stream().map(SectionHtml::figure).collect(Collectors.joining()));
  }

  private static String figure(Drawing drawing) {
    return "<figure><figcaption>%s</figcaption>%s</figure>"
        .formatted(
            Html.escape(drawing.caption()),
            ChartSvg.of(drawing.picture().get(), drawing.caption()));
  }

  private static String drawn(Drawing drawing, List<Table<?>> tables) {
    return "<div class=\"pair\">%s%s</div>"
        .formatted(figure(drawing), tables.isEmpty() ? "" : "<div>" + tables(tables) + "</div>");
  }

  private static String tables(List<Table<?>> tables) {
    return tables.stream().map(HtmlTables::of).collect(Collectors.joining());
  }

  private static String row(List<Table<?>> tables) {
    return "<div class=\"tables\">"
        + tables.stream()
            .map(table -> "<div>" + HtmlTables.of(table) + "</div>")
            .collect(Collectors.joining())
        + "</div>";
  }

  private static String folded(String summary, List<Part> parts) {
    return parts.isEmpty()
        ? ""
        : "<details><summary>%s</summary>%s</details>"
            .formatted(
                Html.escape(summary),
                parts.stream().map(SectionHtml::of).collect(Collectors.joining()));
  }

  private static String cautions(List<Caution> cautions) {
    return "<div class=\"cautions\"><h2>Before you believe it</h2><ul>"
        + cautions.stream().map(SectionHtml::caution).collect(Collectors.joining())
        + "</ul></div>";
  }

  private static String caution(Caution caution) {
    List<String> links =
        caution.places().stream()
            .map(
                place ->
                    "<a href=\"#%s\">%s</a>"
                        .formatted(Html.escape(place.target()), Html.escape(place.text())))
            .toList();
    String more =
        links.size() <= MOST_PLACES
            ? ""
            : " <details><summary>%d more</summary>%s</details>"
                .formatted(
                    links.size() - MOST_PLACES,
                    String.join("<br>", links.subList(MOST_PLACES, links.size())));
    return "<li><b>%s</b> <span>%s%s</span></li>"
        .formatted(
            Html.escape(caution.what()),
            links.stream().limit(MOST_PLACES).collect(Collectors.joining("<br>")),
            more);
  }

  private static String facts(RunReport run) {
    RunManifest manifest = run.manifest();
    return "<p class=\"facts\">%s · %s, version %s · %s, %s</p>"
        .formatted(
            Html.escape(manifest.model().name()),
            Html.escape(manifest.protocol().name()),
            Html.escape(manifest.protocol().version()),
            Html.escape(manifest.dataset().source()),
            Html.escape(manifest.dataset().selection()));
  }

  private static String changes(Comparison comparison) {
    long lost = comparison.flips().stream().filter(Flip::lost).count();
    long all = comparison.flips().size();
    return ("<p>%s samples changed verdict: %s gained, %s lost. <a class=\"changed\""
            + " href=\"#samples\">See them side by side</a></p>")
        .formatted(Figures.count(all), Figures.count(all - lost), Figures.count(lost));
  }

  private static String legend() {
    return """
    <p class="legend"><svg viewBox="0 0 44 12" width="44" height="12" aria-hidden="true">\
    <path class="band" d="M2 6H42"/><path class="line" d="M10 6H34"/>\
    <circle cx="22" cy="6" r="4"/></svg> In every picture the mark is the score, the line \
    its 95 % interval, the pale band what the samples that were not measured leave open, and \
    a dashed line the score of the whole run; in a picture of differences it is zero. A model \
    has the same colour and mark in all of them.</p>\
    """;
  }
}
