package assay.reports.render;

import assay.reports.RunComparisons;
import assay.reports.chart.Charts;
import assay.reports.compare.Comparison;
import assay.reports.compare.ComparisonSentence;
import assay.reports.compare.GroupDifference;
import assay.reports.compare.Ranking;
import assay.reports.text.Figures;
import assay.reports.text.Html;
import java.util.List;
import java.util.Locale;

/// The comparison of a report's runs in the web page: sentences first, then rankings, then each
/// pair with its tables and pictures.
final class ComparisonSection {
  private final RunComparisons comparisons;

  ComparisonSection(RunComparisons comparisons) {
    this.comparisons = comparisons;
  }

  /// Returns whether there is anything to show.
  static boolean needed(RunComparisons comparisons) {
    return !comparisons.comparisons().isEmpty() || !comparisons.refusals().isEmpty();
  }

  /// Returns the section.
  String html() {
    StringBuilder html = new StringBuilder("<section id=\"comparison\"><h2>Comparison</h2>");
    for (Comparison comparison : comparisons.comparisons()) {
      html.append("<p class=\"sentence\">").append(sentence(comparison)).append("</p>");
    }
    for (String refusal : comparisons.refusals()) {
      html.append("<p class=\"warning\">").append(Html.escape(refusal)).append("</p>");
    }
    comparisons.rankings().forEach(ranking -> html.append(ranking(ranking)));
    comparisons.comparisons().forEach(comparison -> html.append(pair(comparison)));
    return html.append("</section>").toString();
  }

  private static String sentence(Comparison comparison) {
    String sentence = ComparisonSentence.of(comparison);
    return Html.escape(sentence.substring(0, 1).toUpperCase(Locale.ROOT))
        + Html.escape(sentence.substring(1))
        + ".";
  }

  private static String ranking(Ranking ranking) {
    StringBuilder html = new StringBuilder();
    Charts.Picture picture = ReportCharts.ranking(ranking);
    html.append("<div class=\"pair\">")
        .append(RunSection.figure("Score, simultaneous intervals, %", picture));
    html.append("<div>");
    ComparisonTables.of(ranking).forEach(table -> html.append(HtmlTables.of(table)));
    return html.append("</div></div>").toString();
  }

  private static String pair(Comparison comparison) {
    StringBuilder html = new StringBuilder();
    html.append(
        "<h3>%s → %s</h3>"
            .formatted(Html.escape(comparison.a().name()), Html.escape(comparison.b().name())));
    html.append(flips(comparison));
    html.append("<div class=\"tables\"><div>")
        .append(HtmlTables.of(ComparisonTables.difference(comparison)))
        .append("</div>");
    if (!comparison.flips().isEmpty()) {
      html.append("<div>")
          .append(HtmlTables.of(ComparisonTables.flipCauses(comparison)))
          .append("</div>");
    }
    html.append("</div>");
    ReportCharts.differences(comparison)
        .forEach(
            (facet, picture) -> {
              String title = "Difference by " + facet + ", points";
              List<GroupDifference> groups =
                  comparison.groups().stream().filter(each -> each.facet().equals(facet)).toList();
              html.append("<div class=\"pair\">")
                  .append(RunSection.figure(title, picture))
                  .append("<div>")
                  .append(HtmlTables.of(ComparisonTables.groups(groups)))
                  .append("</div></div>");
            });
    if (!comparison.settingsThatDiffer().isEmpty()) {
      html.append("<details><summary>What else differs</summary>")
          .append(HtmlTables.of(ComparisonTables.settings(comparison)))
          .append("</details>");
    }
    return html.toString();
  }

  private static String flips(Comparison comparison) {
    long lost = comparison.flips().stream().filter(flip -> flip.lost()).count();
    long gained = comparison.flips().size() - lost;
    return ("<p>%s samples changed verdict: %s gained, %s lost. <a class=\"changed\""
            + " href=\"#samples\">See them side by side</a></p>")
        .formatted(
            Figures.count(comparison.flips().size()), Figures.count(gained), Figures.count(lost));
  }
}
