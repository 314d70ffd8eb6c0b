package assay.reports.render;

import assay.reports.Report;
import assay.reports.chart.Charts;
import assay.reports.compare.Comparison;
import assay.reports.compare.GroupDifference;
import assay.reports.compare.Ranking;
import assay.reports.run.Breakdown;
import assay.reports.run.Estimate;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.statistics.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The pictures of a report by name: those of the page, and the files beside it.
final class ReportCharts {
  private ReportCharts() {}

  /// Returns every picture of the report by a name that is fit for a file: `accuracy`, `ranking-1`,
  /// `difference-1-FACET` (first comparison), `run-1-scorers` and `run-1-FACET` (first run).
  static Map<String, Named> all(Report report) {
    Map<String, Named> charts = new LinkedHashMap<>();
    if (overview(report).size() > 1) {
      charts.put("accuracy", new Named("Accuracy by run, %", accuracies(report)));
    }
    List<Ranking> rankings = report.comparisons().rankings();
    for (int i = 0; i < rankings.size(); i++) {
      charts.put(
          "ranking-" + (i + 1),
          new Named("Score, simultaneous intervals, %", ranking(rankings.get(i))));
    }
    List<Comparison> comparisons = report.comparisons().comparisons();
    for (int i = 0; i < comparisons.size(); i++) {
      Comparison each = comparisons.get(i);
      String prefix = "difference-" + (i + 1);
      String runs = ", %s minus %s".formatted(each.b().name(), each.a().name());
      differences(each)
          .forEach(
              (facet, picture) ->
                  put(
                      charts,
                      prefix,
                      facet,
                      "Difference by " + facet + ", points" + runs,
                      picture));
    }
    charts.putAll(Sections.charts(report));
    for (int i = 0; i < report.runs().size(); i++) {
      run(charts, "run-" + (i + 1), report.runs().get(i));
    }
    return charts;
  }

  /// A picture with its title.
  record Named(String title, Charts.Picture picture) {}

  private static void run(Map<String, Named> charts, String prefix, RunReport run) {
    String of = ", " + run.name();
    if (run.scorers().size() > 1) {
      put(charts, prefix, "scorers", "Accuracy by scorer, %" + of, scorers(run));
    }
    for (Breakdown breakdown : run.breakdowns()) {
      if (breakdown.slices().size() <= RunSection.MOST_ROWS) {
        String title = "Accuracy by " + breakdown.facet() + ", %" + of;
        put(charts, prefix, breakdown.facet(), title, breakdown(run, breakdown));
      }
    }
  }

  private static void put(
      Map<String, Named> charts, String prefix, String name, String title, Charts.Picture picture) {
    String plain = prefix + "-" + name.replaceAll("[^A-Za-z0-9]+", "-");
    String unique = plain;
    for (int i = 2; charts.containsKey(unique); i++) {
      unique = plain + "-" + i;
    }
    charts.put(unique, new Named(title, picture));
  }

  /// Returns one row for each run that has a figure.
  static List<Charts.Row> overview(Report report) {
    return report.runs().stream()
        .filter(run -> !run.scorers().isEmpty())
        .map(run -> new Charts.Row(run.name(), run.scorers().getFirst().accuracy().estimate()))
        .toList();
  }

  /// Returns the accuracies of the runs.
  static Charts.Picture accuracies(Report report) {
    return Charts.scores(overview(report), Optional.empty());
  }

  /// Returns the accuracies by each scorer of a run.
  static Charts.Picture scorers(RunReport run) {
    return Charts.scores(
        run.scorers().stream()
            .map((ScorerReport each) -> new Charts.Row(each.scorer(), each.accuracy().estimate()))
            .toList(),
        Optional.empty());
  }

  /// Returns the accuracies by a facet, with the run's own as reference.
  static Charts.Picture breakdown(RunReport run, Breakdown breakdown) {
    Estimate whole = run.scorers().getFirst().accuracy().estimate();
    return Charts.scores(
        breakdown.slices().stream()
            .map(slice -> new Charts.Row(slice.value(), slice.accuracy().estimate()))
            .toList(),
        whole.value().stream().boxed().findFirst());
  }

  /// Returns the places of a ranking with their simultaneous intervals.
  static Charts.Picture ranking(Ranking ranking) {
    return Charts.scores(
        ranking.places().stream()
            .map(place -> row(place.name(), place.score(), place.interval()))
            .toList(),
        Optional.empty());
  }

  /// Returns for each facet a picture of the differences by group, around a line at zero.
  static Map<String, Charts.Picture> differences(Comparison comparison) {
    Map<String, List<Charts.Row>> rows = new LinkedHashMap<>();
    for (GroupDifference group : comparison.groups()) {
      rows.computeIfAbsent(group.facet(), facet -> new ArrayList<>())
          .add(row(group.value(), group.difference().value(), group.difference().interval()));
    }
    Map<String, Charts.Picture> pictures = new LinkedHashMap<>();
    rows.forEach((facet, groups) -> pictures.put(facet, Charts.differences(groups)));
    return pictures;
  }

  private static Charts.Row row(String label, double value, Interval interval) {
    return new Charts.Row(
        label,
        new Estimate(
            OptionalDouble.of(value),
            OptionalDouble.empty(),
            Optional.of(interval),
            new Interval(value, value)));
  }
}
