package assay.reports.section;

import assay.reports.RunComparisons;
import assay.reports.compare.Comparison;
import assay.reports.compare.Flip;
import assay.reports.compare.GroupDifference;
import assay.reports.compare.Ranking;
import assay.reports.statistics.PairedDifference;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.DataFile;
import assay.reports.table.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The comparisons of a report as files: `comparisons`, `flips` and `ranking`.
final class ComparisonFiles {
  private ComparisonFiles() {}

  static List<DataFile<?>> of(RunComparisons all) {
    return all.comparisons().isEmpty()
        ? List.of()
        : List.of(comparisons(all), flips(all), ranking(all));
  }

  /// A comparison, or one group of its samples.
  private record ComparedPart(Comparison all, Optional<GroupDifference> group) {
    static Stream<ComparedPart> of(Comparison all) {
      return Stream.concat(
          Stream.of(new ComparedPart(all, Optional.empty())),
          all.groups().stream().map(group -> new ComparedPart(all, Optional.of(group))));
    }

    PairedDifference difference() {
      return group.map(GroupDifference::difference).orElseGet(all::difference);
    }
  }

  private static DataFile<ComparedPart> comparisons(RunComparisons all) {
    return new DataFile<>(
        "comparisons",
        List.of(
            ComparisonColumns.A.of(ComparedPart::all),
            ComparisonColumns.B.of(ComparedPart::all),
            ComparisonColumns.SUITE.of(ComparedPart::all),
            ComparisonColumns.SCORER.of(ComparedPart::all),
            ofGroup(ComparisonColumns.FACET),
            ofGroup(ComparisonColumns.GROUP),
            ComparisonColumns.N.of(ComparedPart::difference),
            ofAll(ComparisonColumns.SCORE_A),
            ofAll(ComparisonColumns.SCORE_B),
            ComparisonColumns.DIFFERENCE.of(ComparedPart::difference),
            ComparisonColumns.STANDARD_ERROR.of(ComparedPart::difference),
            ComparisonColumns.INTERVAL.of(ComparedPart::difference),
            ComparisonColumns.P.of(ComparedPart::difference),
            ofGroup(ComparisonColumns.ADJUSTED_P),
            ofAll(ComparisonColumns.ONLY_A),
            ofAll(ComparisonColumns.ONLY_B),
            ofAll(ComparisonColumns.SENTENCE)),
        all.comparisons().stream().flatMap(ComparedPart::of).toList());
  }

  private static Column<ComparedPart> ofGroup(Column<GroupDifference> column) {
    return where(column, row -> row.group().map(column.cell()), ", empty for all samples");
  }

  private static Column<ComparedPart> ofAll(Column<Comparison> column) {
    return where(
        column,
        row ->
            row.group().isPresent() ? Optional.empty() : Optional.of(row.all()).map(column.cell()),
        ", for all samples alone");
  }

  private static Column<ComparedPart> where(
      Column<?> column, Function<ComparedPart, Optional<Cell>> cell, String condition) {
    return new Column<>(
        column.header(),
        column.key(),
        column.content(),
        column.unit(),
        column.meaning() + condition,
        row -> cell.apply(row).orElse(Cell.BLANK));
  }

  private record Changed(Comparison all, Flip flip) {}

  private static DataFile<Changed> flips(RunComparisons all) {
    List<Column<Changed>> columns = new ArrayList<>();
    columns.add(ComparisonColumns.A.of(Changed::all));
    columns.add(ComparisonColumns.B.of(Changed::all));
    ComparisonColumns.FLIP.forEach(column -> columns.add(column.of(Changed::flip)));
    return new DataFile<>(
        "flips",
        columns,
        () ->
            all.comparisons().stream()
                .flatMap(each -> each.flips().stream().map(flip -> new Changed(each, flip))));
  }

  private record Ranked(int number, Ranking ranking, int index) {
    Ranking.RankedRun place() {
      return ranking.places().get(index);
    }

    String wins() {
      return IntStream.range(0, ranking.places().size())
          .filter(other -> other != index)
          .mapToObj(
              other ->
                  ranking.places().get(other).name() + "=" + ranking.wins().get(index).get(other))
          .collect(Collectors.joining(";"));
    }
  }

  private static DataFile<Ranked> ranking(RunComparisons all) {
    List<Ranked> rows = new ArrayList<>();
    for (Ranking ranking : all.rankings()) {
      int number = 1 + all.rankings().indexOf(ranking);
      for (int i = 0; i < ranking.places().size(); i++) {
        rows.add(new Ranked(number, ranking, i));
      }
    }
    return new DataFile<>(
        "ranking",
        List.of(
            Column.<Ranked>number(Unit.NAME, "", row -> Cell.of(row.number()))
                .in("ranking", "its number, from 1"),
            ComparisonColumns.RUN.of(Ranked::place),
            Column.<Ranked>count("", row -> row.ranking().samples())
                .in("samples", "that all of its runs measured"),
            ComparisonColumns.SCORE.of(Ranked::place),
            ComparisonColumns.SIMULTANEOUS.of(Ranked::place),
            ComparisonColumns.WITH_UNMEASURED.of(Ranked::place),
            ComparisonColumns.BEST_RANK.of(Ranked::place),
            ComparisonColumns.WORST_RANK.of(Ranked::place),
            Column.text("", Ranked::wins)
                .in(
                    "wins",
                    "samples that it got right and another run did not, as RUN=COUNT joined by ;")),
        rows);
  }
}
