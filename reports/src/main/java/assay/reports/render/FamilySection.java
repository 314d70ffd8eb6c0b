package assay.reports.render;

import static assay.reports.render.Table.number;
import static assay.reports.render.Table.text;

import assay.reports.axes.ModelFamily;
import assay.reports.axes.ModelFamily.Difference;
import assay.reports.axes.ModelFamily.Score;
import assay.reports.chart.SeriesChart;
import assay.reports.run.Estimate;
import assay.reports.statistics.PairedDifference;
import assay.reports.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What specialising a model for code or mathematics does to its scores, suite by suite.
///
/// The columns of `families.csv`: `family`, `variant`, `suite`, `run`, `n`, `score`, `score_low`,
/// `score_high` (95 %), and against the general variant on the same samples `samples`,
/// `difference`, `difference_low`, `difference_high` (95 %, paired), `p`.
final class FamilySection {
  /// How far the dots of one suite stand apart, so that their intervals do not cover each other.
  private static final double APART = 0.05;

  private FamilySection() {}

  static Optional<Section> of(List<ModelFamily> families) {
    if (families.isEmpty()) {
      return Optional.empty();
    }
    List<Section.Part> parts = new ArrayList<>();
    for (ModelFamily family : families) {
      parts.add(Section.Part.of(drawing(family), scores(family)));
      if (!family.differences().isEmpty()) {
        parts.add(Section.Part.of(differences(family)));
      }
    }
    return Optional.of(
        new Section(
            "families",
            "Specialization within families",
            families.stream().flatMap(family -> family.remarks().stream()).toList(),
            parts,
            List.of(file(families))));
  }

  private static Section.Drawing drawing(ModelFamily family) {
    List<SeriesChart.Series> lines = new ArrayList<>();
    List<String> suites = family.suites();
    for (int i = 0; i < family.variants().size(); i++) {
      double shift = APART * (i - (family.variants().size() - 1) / 2.0);
      String variant = family.variants().get(i);
      lines.add(
          new SeriesChart.Series(
              variant,
              suites.stream()
                  .flatMap(suite -> find(family, variant, suite).stream())
                  .map(
                      score ->
                          new SeriesChart.Point(
                              suites.indexOf(score.suite()) + shift, score.estimate()))
                  .toList()));
    }
    SeriesChart.Across across =
        new SeriesChart.Across(
            -0.3,
            suites.size() - 0.7,
            IntStream.range(0, suites.size())
                .mapToObj(i -> new SeriesChart.Tick(i, suites.get(i)))
                .toList(),
            Optional.empty());
    return new Section.Drawing(
        "family-" + Sections.fileName(family.name()),
        "Score of the variants of " + family.name() + ", %",
        SeriesChart.of(lines, across));
  }

  private static Optional<Score> find(ModelFamily family, String variant, String suite) {
    return family.scores().stream()
        .filter(score -> score.variant().equals(variant) && score.suite().equals(suite))
        .findFirst();
  }

  private static Table scores(ModelFamily family) {
    List<List<String>> rows = new ArrayList<>();
    for (String variant : family.variants()) {
      for (String suite : family.suites()) {
        find(family, variant, suite)
            .ifPresent(
                score ->
                    rows.add(
                        List.of(
                            variant,
                            suite,
                            score.run(),
                            Figures.count(score.n()),
                            Figures.percent(score.estimate().value()),
                            Figures.percent(score.estimate().interval()))));
      }
    }
    return new Table(
        "Variants of " + family.name(),
        List.of(
            text("variant"),
            text("suite"),
            text("run"),
            number("n"),
            number("score, %"),
            number("95 % interval")),
        rows,
        List.of());
  }

  private static Table differences(ModelFamily family) {
    return new Table(
        "Against %s, %s".formatted(family.variants().getFirst(), family.name()),
        List.of(
            text("variant"),
            text("suite"),
            number("samples"),
            number("difference"),
            number("95 % interval"),
            number("p")),
        family.differences().stream()
            .map(
                each ->
                    List.of(
                        each.variant(),
                        each.suite(),
                        Figures.count(each.difference().items()),
                        Figures.points(each.difference().value()),
                        Figures.points(each.difference().interval()),
                        ComparisonTables.probability(each.difference().pValue())))
            .toList(),
        List.of("Paired over the samples that both measured, in points."));
  }

  private static Section.DataFile file(List<ModelFamily> families) {
    List<List<String>> rows = new ArrayList<>();
    for (ModelFamily family : families) {
      for (Score score : family.scores()) {
        List<String> row = new ArrayList<>();
        Estimate estimate = score.estimate();
        row.addAll(List.of(family.name(), score.variant(), score.suite(), score.run()));
        row.add(Long.toString(score.n()));
        row.add(Sections.exact(estimate.value()));
        row.add(estimate.interval().map(each -> Sections.exact(each.low())).orElse(""));
        row.add(estimate.interval().map(each -> Sections.exact(each.high())).orElse(""));
        row.addAll(difference(family, score));
        rows.add(row);
      }
    }
    return new Section.DataFile(
        "families",
        List.of(
            text("family"),
            text("variant"),
            text("suite"),
            text("run"),
            number("n"),
            number("score"),
            number("score_low"),
            number("score_high"),
            number("samples"),
            number("difference"),
            number("difference_low"),
            number("difference_high"),
            number("p")),
        rows);
  }

  private static List<String> difference(ModelFamily family, Score score) {
    return family.differences().stream()
        .filter(each -> each.variant().equals(score.variant()))
        .filter(each -> each.suite().equals(score.suite()))
        .map(Difference::difference)
        .map(FamilySection::cells)
        .findFirst()
        .orElse(List.of("", "", "", "", ""));
  }

  private static List<String> cells(PairedDifference difference) {
    return List.of(
        Long.toString(difference.items()),
        Sections.exact(difference.value()),
        Sections.exact(difference.interval().low()),
        Sections.exact(difference.interval().high()),
        Sections.exact(difference.pValue()));
  }
}
