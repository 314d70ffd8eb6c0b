package assay.reports.page;

import assay.reports.chart.Marks;
import assay.reports.compare.PairwiseDifferences.Versus;
import assay.reports.compare.ScoreMatrix;
import assay.reports.run.Accuracy;
import assay.reports.run.RunReport;
import assay.reports.text.Figures;
import assay.reports.text.Html;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Models by suites as a table. Each cell holds the score and its difference from every model that
/// can be the baseline; the page's script shows those of the one that the reader chooses, and
/// without it those of the first.
final class MatrixHtml {
  /// From these shares on a difference has the next deeper colour.
  private static final double SMALL = 0.03;

  private static final double LARGE = 0.1;

  private final ScoreMatrix matrix;
  private final IdentityHashMap<ScoreMatrix.Suite, Map<Integer, Map<String, Versus>>> beside =
      new IdentityHashMap<>();
  private final StringBuilder html = new StringBuilder();

  private MatrixHtml(ScoreMatrix matrix) {
    this.matrix = matrix;
    matrix.suites().forEach(suite -> beside.put(suite, beside(matrix, suite)));
  }

  static String of(ScoreMatrix matrix) {
    return new MatrixHtml(matrix).table();
  }

  private String table() {
    boolean compared = matrix.suites().stream().anyMatch(suite -> suite.pairwise().isPresent());
    html.append("<div class=\"matrix\">");
    if (compared) {
      choice();
    }
    html.append("<div class=\"scroll\"><table><caption>Score, %, with its 95 % interval");
    html.append(compared ? ", beside the baseline" : "");
    html.append("</caption><thead><tr><th scope=\"col\">model</th>");
    for (ScoreMatrix.Suite suite : matrix.suites()) {
      html.append("<th scope=\"col\">").append(Html.escape(matrix.heading(suite))).append("</th>");
    }
    html.append("</tr></thead><tbody>");
    matrix.order().forEach(this::row);
    html.append("</tbody></table></div>");
    if (compared) {
      html.append(
          "<p class=\"note\">▲ better and ▼ worse than the baseline by paired differences over the"
              + " samples that both measured (Holm's correction over the models, 5 %); the colour"
              + " is the deeper the greater the difference. Without a colour, chance may explain"
              + " it.</p>");
    }
    return html.append("</div>").toString();
  }

  private void choice() {
    List<String> labels = matrix.lineup().labels();
    html.append("<p class=\"baseline\" hidden><label>Baseline <select>");
    for (int i = 0; i < labels.size(); i++) {
      html.append("<option value=\"%d\">%s</option>".formatted(i, Html.escape(labels.get(i))));
    }
    html.append("</select></label></p>");
  }

  private void row(int model) {
    html.append("<tr><th scope=\"row\">")
        .append(Marks.svg(model))
        .append(' ')
        .append(Html.escape(matrix.lineup().labels().get(model)))
        .append("</th>");
    for (ScoreMatrix.Suite suite : matrix.suites()) {
      suite
          .run(matrix.lineup(), model)
          .ifPresentOrElse(
              run -> cell(suite, run, model), () -> html.append("<td class=\"none\">–</td>"));
    }
    html.append("</tr>");
  }

  private void cell(ScoreMatrix.Suite suite, RunReport run, int model) {
    Accuracy accuracy = run.scorers().getFirst().accuracy();
    long unmeasured = accuracy.counts().unmeasured();
    html.append(
        "<td data-suite=\"%s\"><b>%s</b> "
            .formatted(
                Html.escape(matrix.heading(suite)), Figures.percent(accuracy.estimate().value())));
    suite.pairwise().ifPresent(pairwise -> beside(suite, run, model));
    html.append(
        "<small>%s · n %s%s</small></td>"
            .formatted(
                Figures.percent(accuracy.estimate().interval()),
                Figures.count(accuracy.counts().measured()),
                unmeasured == 0 ? "" : " · " + Figures.count(unmeasured) + " not measured"));
  }

  /// Writes the differences of a run from every baseline, of which the first is shown.
  private void beside(ScoreMatrix.Suite suite, RunReport run, int model) {
    for (int base = 0; base < matrix.lineup().labels().size(); base++) {
      Optional<Versus> versus =
          Optional.ofNullable(beside.get(suite).getOrDefault(base, Map.of()).get(run.name()));
      html.append(
          "<span class=\"versus\" data-base=\"%d\" data-tone=\"%s\"%s>%s</span> "
              .formatted(
                  base,
                  base == model ? "base" : versus.map(MatrixHtml::tone).orElse(""),
                  base == 0 ? "" : " hidden",
                  base == model ? "baseline" : versus.map(MatrixHtml::words).orElse("")));
    }
  }

  private static String words(Versus versus) {
    String sign = !versus.distinguished() ? "" : versus.value() > 0 ? "▲ " : "▼ ";
    return "%s%s (%s)"
        .formatted(sign, Figures.points(versus.value()), Figures.points(versus.interval()));
  }

  /// Returns the colour by its name in the style: the direction and one of three depths.
  private static String tone(Versus versus) {
    if (!versus.distinguished()) {
      return "";
    }
    double size = Math.abs(versus.value());
    int depth = size < SMALL ? 1 : size < LARGE ? 2 : 3;
    return (versus.value() > 0 ? "better-" : "worse-") + depth;
  }

  /// Returns what stands beside each run of a suite that can be the baseline, by the number of its
  /// model.
  private static Map<Integer, Map<String, Versus>> beside(
      ScoreMatrix matrix, ScoreMatrix.Suite suite) {
    Map<Integer, Map<String, Versus>> beside = new HashMap<>();
    suite
        .pairwise()
        .ifPresent(
            pairwise ->
                suite
                    .runs()
                    .forEach(
                        run ->
                            beside.put(
                                matrix.lineup().number(run.name()), pairwise.versus(run.name()))));
    return beside;
  }
}
