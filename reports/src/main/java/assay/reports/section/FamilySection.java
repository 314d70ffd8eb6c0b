package assay.reports.section;

import assay.reports.axes.ModelFamily;
import assay.reports.axes.ModelFamily.Difference;
import assay.reports.axes.ModelFamily.Score;
import assay.reports.chart.LinesChart;
import assay.reports.chart.Picture;
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
import java.util.stream.Stream;

/// What specialising a model for code or mathematics does to its scores, suite by suite.
final class FamilySection {
  private static final Column<Member> VARIANT =
      Column.<Member>text("variant", row -> row.score().variant())
          .in("variant", "what the model was specialised for");
  private static final Column<Member> SUITE =
      Column.<Member>text("suite", row -> row.score().suite()).in("suite", "what was asked");
  private static final Column<Member> RUN =
      Column.<Member>text("run", row -> row.score().run()).in("run", "the run's name");
  private static final Column<Member> N =
      Column.<Member>number(Unit.COUNT, "n", row -> Cell.of(row.score().n()))
          .in("n", "attempts measured");
  private static final List<Column<Member>> SCORE =
      List.of(
          Scores.value(row -> row.score().estimate()),
          Scores.interval(row -> row.score().estimate()));
  private static final List<Column<Member>> DIFFERENCE =
      List.of(
          Column.<Member>number(
                  Unit.COUNT,
                  "samples",
                  row -> Cell.of(row.difference(), each -> Cell.of(each.items())))
              .in("samples", "that both variants measured"),
          Column.<Member>number(
                  Unit.DIFFERENCE,
                  "difference",
                  row -> Cell.of(row.difference(), each -> Cell.of(each.value())))
              .in("difference", "from the general variant, on the same samples"),
          Column.<Member>range(
                  Unit.DIFFERENCE,
                  "95 % interval",
                  row -> Cell.of(row.difference(), each -> Cell.of(each.interval())))
              .in("difference", "its 95 % interval, paired"),
          Column.<Member>number(
                  Unit.PROBABILITY,
                  "p",
                  row -> Cell.of(row.difference(), each -> Cell.of(each.pValue())))
              .in("p", "that it is as large by chance"));

  private FamilySection() {}

  /// A variant on a suite, and how it differs from the general one.
  private record Member(ModelFamily family, Score score, Optional<PairedDifference> difference) {
    static Member of(ModelFamily family, Score score) {
      return new Member(
          family,
          score,
          family.differences().stream()
              .filter(each -> each.variant().equals(score.variant()))
              .filter(each -> each.suite().equals(score.suite()))
              .map(Difference::difference)
              .findFirst());
    }

    static Optional<Member> of(ModelFamily family, String variant, String suite) {
      return family.scores().stream()
          .filter(score -> score.variant().equals(variant) && score.suite().equals(suite))
          .map(score -> of(family, score))
          .findFirst();
    }
  }

  static Optional<Section> of(List<ModelFamily> families) {
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
                  () -> picture(family)),
              scores(family)));
      if (!family.differences().isEmpty()) {
        parts.add(Part.of(differences(family)));
      }
    }
    return Optional.of(
        Section.of("families", "Specialization within families", parts, List.of(file(families))));
  }

  private static Picture picture(ModelFamily family) {
    List<LinesChart.Line> lines = new ArrayList<>();
    for (String variant : family.variants()) {
      Map<String, Estimate> scores = new LinkedHashMap<>();
      for (String suite : family.suites()) {
        Member.of(family, variant, suite)
            .ifPresent(member -> scores.put(suite, member.score().estimate()));
      }
      lines.add(new LinesChart.Line(variant, scores));
    }
    return LinesChart.of(new LinesChart.Across("", family.suites(), Optional.empty()), lines);
  }

  private static Table<Member> scores(ModelFamily family) {
    return new Table<>(
        "Variants of " + family.name(),
        List.of(VARIANT, SUITE, RUN, N, SCORE.getFirst(), SCORE.getLast()),
        family.variants().stream()
            .flatMap(
                variant ->
                    family.suites().stream()
                        .flatMap(suite -> Member.of(family, variant, suite).stream()))
            .toList());
  }

  private static Table<Member> differences(ModelFamily family) {
    List<Column<Member>> columns = new ArrayList<>(List.of(VARIANT, SUITE));
    columns.addAll(DIFFERENCE);
    return new Table<>(
        "Against %s, %s".formatted(family.variants().getFirst(), family.name()),
        columns,
        family.differences().stream()
            .flatMap(each -> Member.of(family, each.variant(), each.suite()).stream())
            .toList(),
        List.of("Paired over the samples that both measured, in points."));
  }

  private static DataFile<Member> file(List<ModelFamily> families) {
    List<Column<Member>> columns = new ArrayList<>();
    columns.add(
        Column.<Member>text("", row -> row.family().name()).in("family", "the models' family"));
    columns.addAll(List.of(VARIANT, SUITE, RUN, N));
    columns.addAll(SCORE);
    columns.addAll(DIFFERENCE);
    Stream<Member> rows =
        families.stream()
            .flatMap(family -> family.scores().stream().map(score -> Member.of(family, score)));
    return new DataFile<>("families", columns, rows.toList());
  }
}
