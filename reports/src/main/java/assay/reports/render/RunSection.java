package assay.reports.render;

import assay.reports.chart.ChartSvg;
import assay.reports.chart.Charts;
import assay.reports.run.Breakdown;
import assay.reports.run.Counts;
import assay.reports.run.Estimate;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.text.Figures;
import assay.reports.text.Html;
import assay.results.RunManifest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One run in the web page: headline, verdicts, scorers, pictures by facet, manifest.
final class RunSection {
  static final int MOST_ROWS = 60;

  private final RunReport run;
  private final String id;

  RunSection(RunReport run, int number) {
    this.run = run;
    this.id = "run-" + number;
  }

  /// Returns the section.
  String html() {
    StringBuilder html = new StringBuilder();
    html.append(
        "<section class=\"run\" id=\"%s\"><h2>%s</h2>".formatted(id, Html.escape(run.name())));
    html.append("<p class=\"facts\">").append(facts()).append("</p>");
    html.append(warnings());
    if (!run.scorers().isEmpty()) {
      html.append(headline());
      html.append(scorers());
      html.append(breakdowns());
      html.append(folded("Rules that decided", rules()));
    }
    html.append(folded("Manifest", HtmlTables.of(ManifestTable.of(run.manifest()))));
    return html.append("</section>").toString();
  }

  /// Returns a picture with its title.
  static String figure(String title, Charts.Picture picture) {
    return "<figure><figcaption>%s</figcaption>%s</figure>"
        .formatted(Html.escape(title), ChartSvg.of(picture, title));
  }

  private String facts() {
    RunManifest manifest = run.manifest();
    return "%s · %s, version %s · %s, %s"
        .formatted(
            Html.escape(manifest.model().name()),
            Html.escape(manifest.protocol().name()),
            Html.escape(manifest.protocol().version()),
            Html.escape(manifest.dataset().source()),
            Html.escape(manifest.dataset().selection()));
  }

  private String warnings() {
    StringBuilder html = new StringBuilder();
    if (run.incomplete()) {
      html.append("<p class=\"warning\">")
          .append(Html.escape(OverviewTable.incomplete(run)))
          .append("</p>");
    }
    List<String> deviations = run.manifest().deviations();
    if (!deviations.isEmpty()) {
      html.append("<div class=\"warning\"><p>Differs from the protocol; not comparable with")
          .append(" published figures without care:</p><ul>");
      deviations.forEach(each -> html.append("<li>").append(Html.escape(each)).append("</li>"));
      html.append("</ul></div>");
    }
    return html.toString();
  }

  private String headline() {
    ScorerReport own = run.scorers().getFirst();
    Estimate estimate = own.accuracy().estimate();
    Counts counts = own.accuracy().counts();
    StringBuilder html = new StringBuilder("<div class=\"headline\"><p class=\"score\">");
    html.append("<span class=\"value\">").append(Figures.percent(estimate.value()));
    html.append("<small> %</small></span> <span class=\"of\">")
        .append(Html.escape(run.manifest().protocol().metric()))
        .append("</span></p><dl>");
    fact(html, "95 % interval", Figures.percent(estimate.interval()));
    fact(html, "standard error", Figures.percent(estimate.standardError()));
    fact(html, "measured", Figures.count(counts.measured()));
    fact(html, "not measured", Figures.countWithShare(counts.unmeasured(), counts.total()));
    if (counts.unmeasured() > 0) {
      fact(html, "bounds", Figures.percent(estimate.bounds()));
    }
    fact(html, "truncated", Figures.countWithShare(counts.truncated(), counts.total()));
    fact(html, "tokens generated", OverviewTable.tokens(run.tokens()));
    html.append("</dl></div>").append(verdictBar(counts));
    html.append("<div class=\"tables\">");
    if (counts.unmeasured() > 0) {
      html.append("<div>" + HtmlTables.of(RunTables.verdicts(counts)) + "</div>");
    }
    if (!run.passAtK().isEmpty()) {
      html.append("<div>" + HtmlTables.of(RunTables.passAtK(run.passAtK())) + "</div>");
    }
    return html.append("</div>").toString();
  }

  private static void fact(StringBuilder html, String name, String value) {
    html.append("<div><dt>%s</dt><dd>%s</dd></div>".formatted(name, Html.escape(value)));
  }

  private static String verdictBar(Counts counts) {
    StringBuilder bar = new StringBuilder("<div class=\"bar\" aria-hidden=\"true\">");
    StringBuilder key = new StringBuilder("<ul class=\"key\">");
    part(bar, key, "correct", "correct", counts.correct(), counts.total());
    part(bar, key, "wrong", "wrong", counts.wrong() - counts.noAnswer(), counts.total());
    part(bar, key, "no-answer", "no answer found", counts.noAnswer(), counts.total());
    part(bar, key, "not-measured", "not measured", counts.unmeasured(), counts.total());
    return bar.append("</div>").append(key).append("</ul>").toString();
  }

  private static void part(
      StringBuilder bar, StringBuilder key, String kind, String name, long part, long total) {
    if (part > 0) {
      bar.append("<span class=\"%s\" style=\"flex-grow:%d\"></span>".formatted(kind, part));
    }
    key.append(
        "<li><span class=\"dot %s\"></span>%s <b>%s</b> <span class=\"share\">%s</span></li>"
            .formatted(
                kind,
                name,
                Figures.count(part),
                String.format(Locale.ROOT, "%.1f %%", total == 0 ? 0 : 100.0 * part / total)));
  }

  private String scorers() {
    StringBuilder html = new StringBuilder();
    String table = HtmlTables.of(RunTables.scorers(run));
    if (run.scorers().size() == 1) {
      return html.append(table).toString();
    }
    String picture = figure("Accuracy by scorer, %", ReportCharts.scorers(run));
    return html.append(table).append("<div class=\"pair\">" + picture + "</div>").toString();
  }

  private String breakdowns() {
    return run.breakdowns().stream().map(this::breakdown).collect(Collectors.joining());
  }

  private String breakdown(Breakdown breakdown) {
    String table = HtmlTables.of(RunTables.breakdown(breakdown));
    if (breakdown.slices().size() > MOST_ROWS) {
      return folded("By " + breakdown.facet(), table);
    }
    String title = "Accuracy by " + breakdown.facet() + ", %";
    return "<div class=\"pair\">"
        + figure(title, ReportCharts.breakdown(run, breakdown))
        + "<div>"
        + table
        + "</div></div>";
  }

  private String rules() {
    StringBuilder html = new StringBuilder();
    run.scorers().stream()
        .filter(scorer -> !scorer.rules().isEmpty())
        .forEach(scorer -> html.append(HtmlTables.of(RunTables.rules(scorer))));
    return html.toString();
  }

  private static String folded(String summary, String html) {
    return html.isEmpty()
        ? ""
        : "<details><summary>%s</summary>%s</details>".formatted(Html.escape(summary), html);
  }
}
