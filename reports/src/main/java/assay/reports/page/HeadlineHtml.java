package assay.reports.page;

import assay.reports.run.Counts;
import assay.reports.run.Estimate;
import assay.reports.run.RunReport;
import assay.reports.section.Headlines;
import assay.reports.text.Figures;
import assay.reports.text.Html;
import java.util.Locale;

/// The score of a run in large figures, what belongs beside it, and how its attempts ended.
final class HeadlineHtml {
  private HeadlineHtml() {}

  static String of(RunReport run) {
    Estimate estimate = run.scorers().getFirst().accuracy().estimate();
    StringBuilder html = new StringBuilder("<div class=\"headline\"><p class=\"score\">");
    html.append("<span class=\"value\">").append(Figures.percent(estimate.value()));
    html.append("<small> %</small></span> <span class=\"of\">")
        .append(Html.escape(run.manifest().protocol().metric()))
        .append("</span></p><dl>");
    Headlines.facts(run)
        .forEach(
            (name, value) ->
                html.append(
                    "<div><dt>%s</dt><dd>%s</dd></div>".formatted(name, Html.escape(value))));
    return html.append("</dl></div>")
        .append(verdictBar(run.scorers().getFirst().accuracy().counts()))
        .toString();
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
}
