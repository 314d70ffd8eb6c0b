package assay.reports.section;

import assay.reports.axes.ModelFamily;
import assay.reports.axes.ModelFamily.Difference;
import assay.reports.axes.ModelFamily.VariantScore;
import assay.reports.chart.LinesChart;
import assay.reports.chart.Picture;
import assay.reports.compare.Lineup;
import assay.reports.run.Estimate;
import assay.reports.statistics.PairedDifference;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.DataFile;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import assay.reports.text.FileNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// What specialising a model for code or mathematics does to its scores, suite by suite.
final class FamilySection {
  private static final Column<ScoredVariant> VARIANT =
      Column.<ScoredVariant>text("variant", row -> row.score().variant())
          .in("variant", "what the model was specialised for");
  private static final Column<ScoredVariant> SUITE =
      Column.text("suite", "suite", "what was asked", row -> row.score().suite());
  private static final Column<ScoredVariant> RUN =
      Column.text("run", "run", "the run's name", row -> row.score().run());
  private static final Column<ScoredVariant> N =
      Column.count("n", "n", "attempts measured", row -> row.score().n());
  private static final List<Column<ScoredVariant>> SCORE =
      List.of(
          Scores.value(row -> row.score().estimate()),
          Scores.interval(row -> row.score().estimate()));
  private static final List<Column<ScoredVariant>> DIFFERENCE =
      List.of(
          Column.<ScoredVariant>number(
                  Unit.COUNT,
                  "samples",
                  row -> Cell.of(row.difference(), each -> Cell.of(each.items())))
              .in("samples", "that both variants measured"),
          Column.<ScoredVariant>number(
                  Unit.DIFFERENCE,
                  "difference",
                  row -> Cell.of(row.difference(), each -> Cell.of(each.value())))
              .in("difference", "from the general variant, on the same samples"),
          Column.<ScoredVariant>range(
                  Unit.DIFFERENCE,
                  "95 % interval",
                  row -> Cell.of(row.difference(), each -> Cell.of(each.interval())))
              .in("difference", "its 95 % interval, paired"),
          Column.<ScoredVariant>number(
                  Unit.PROBABILITY,
                  "p",
                  row -> Cell.of(row.difference(), each -> Cell.of(each.pValue())))
              .in("p", "that it is as large by chance"));

  private FamilySection() {}

  /// A variant on a suite, and how it differs from the general one.
  private record ScoredVariant(
      ModelFamily family, VariantScore score, Optional<PairedDifference> difference) {
    static ScoredVariant of(ModelFamily family, VariantScore score) {
      return new ScoredVariant(
          family,
          score,
          family.differences().stream()
              .filter(each -> each.variant().equals(score.variant()))
              .filter(each -> each.suite().equals(score.suite()))
              .map(Difference::difference)
              .findFirst());
    }

    static Optional<ScoredVariant> of(ModelFamily family, String variant, String suite) {
      return family.scores().stream()
          .filter(score -> score.variant().equals(variant) && score.suite().equals(suite))
          .map(score -> of(family, score))
          .findFirst();
    }
  }

  static Optional<Section> of(List<ModelFamily> families, Lineup lineup) {
    if (families.isEmpty()) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    families.forEach(
        family -> family.remarks().forEach(remark -> parts.add(new Part.Sentence(remark))));
    for (ModelFamily family : families) {
      parts.add(
          Part.of(
              Drawing.of(
                  "family-" + FileNames.of(family.name()),
                  "Score of the variants of " + family.name() + ", %",
                  () -> picture(family, lineup)),
              scores(family)));
      if (!family.differences().isEmpty()) {
        parts.add(Part.of(differences(family)));
      }
    }
    return Optional.of(
        Section.of("families", "Specialization within families", parts, List.of(file(families))));
  }

  private static Picture picture(ModelFamily family, Lineup lineup) {
    List<LinesChart.Line> lines = new ArrayList<>();
    for (String variant : family.variants()) {
      Map<String, Estimate> scores = new LinkedHashMap<>();
      for (String suite : family.suites()) {
        ScoredVariant.of(family, variant, suite)
            .ifPresent(member -> scores.put(suite, member.score().estimate()));
      }
      OptionalInt model =
          family.scores().stream()
              .filter(score -> score.variant().equals(variant))
              .mapToInt(score -> lineup.number(score.run()))
              .findFirst();
      lines.add(new LinesChart.Line(variant, scores, model));
    }
    return LinesChart.of(new LinesChart.Across("", family.suites(), Optional.empty()), lines);
  }

  private static Table<ScoredVariant> scores(ModelFamily family) {
    return new Table<>(
        "Variants of " + family.name(),
        List.of(VARIANT, SUITE, RUN, N, SCORE.getFirst(), SCORE.getLast()),
        family.variants().stream()
            .flatMap(
                variant ->
                    family.suites().stream()
                        .flatMap(suite -> ScoredVariant.of(family, variant, suite).stream()))
            .toList());
  }

  private static Table<ScoredVariant> differences(ModelFamily family) {
    List<Column<ScoredVariant>> columns = new ArrayList<>(List.of(VARIANT, SUITE));
    columns.addAll(DIFFERENCE);
    return new Table<>(
        "Against %s, %s".formatted(family.variants().getFirst(), family.name()),
        columns,
        family.differences().stream()
            .flatMap(each -> ScoredVariant.of(family, each.variant(), each.suite()).stream())
            .toList(),
        List.of("Paired over the samples that both measured, in points."));
  }

  private static DataFile<ScoredVariant> file(List<ModelFamily> families) {
    List<Column<ScoredVariant>> columns = new ArrayList<>();
    columns.add(Column.text("", "family", "the models' family", row -> row.family().name()));
    columns.addAll(List.of(VARIANT, SUITE, RUN, N));
    columns.addAll(SCORE);
    columns.addAll(DIFFERENCE);
    Stream<ScoredVariant> rows =
        families.stream()
            .flatMap(
                family -> family.scores().stream().map(score -> ScoredVariant.of(family, score)));
    return new DataFile<>("families", columns, rows.toList());
  }
}
