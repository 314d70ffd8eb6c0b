package assay.reports.section;

import assay.reports.compare.Alignment;
import assay.reports.compare.Comparison;
import assay.reports.compare.Flip;
import assay.reports.compare.GroupDifference;
import assay.reports.compare.Ranking;
import assay.reports.statistics.PairedDifference;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import assay.reports.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// A comparison of runs as tables, the flips first.
public final class ComparisonTables {
  private static final int MOST_IDS = 10;

  private ComparisonTables() {}

  /// Returns the tables of one comparison.
  ///
  /// @param mostFlips how many flips are listed at most
  public static List<Table<?>> of(Comparison comparison, int mostFlips) {
    List<Table<?>> tables = new ArrayList<>();
    tables.add(flips(comparison, mostFlips));
    tables.add(flipCauses(comparison));
    tables.add(difference(comparison));
    if (!comparison.groups().isEmpty()) {
      tables.add(groups(comparison.groups()));
    }
    if (!comparison.settingsThatDiffer().isEmpty()) {
      tables.add(settings(comparison));
    }
    return tables;
  }

  private static Table<Flip> flips(Comparison comparison, int most) {
    List<Flip> rows = comparison.flips().stream().limit(most).toList();
    int more = comparison.flips().size() - rows.size();
    return new Table<>(
        "Samples that changed verdict",
        ComparisonColumns.FLIP,
        rows,
        more > 0 ? List.of(Figures.count(more) + " more") : List.of());
  }

  record CauseCount(Flip.Reason cause, long lost, long gained) {}

  static Table<CauseCount> flipCauses(Comparison comparison) {
    List<CauseCount> rows = new ArrayList<>();
    comparison
        .flipCauses()
        .forEach(
            (cause, count) -> {
              long lost =
                  comparison.flips().stream().filter(f -> f.cause() == cause && f.lost()).count();
              rows.add(new CauseCount(cause, lost, count - lost));
            });
    return new Table<>(
        "Why verdicts changed",
        List.of(
            Column.text("cause", row -> row.cause().label()),
            Column.number(Unit.COUNT, "lost", row -> Cell.of(row.lost())),
            Column.number(Unit.COUNT, "gained", row -> Cell.of(row.gained()))),
        rows);
  }

  /// One of the two runs; the difference stands beside the second.
  private record ComparedRun(Comparison all, boolean second) {
    Optional<Comparison> difference() {
      return second ? Optional.of(all) : Optional.empty();
    }
  }

  static Table<?> difference(Comparison c) {
    List<String> notes = new ArrayList<>();
    Alignment alignment = c.alignment();
    leftOut(notes, alignment.changed(), "have other content in the two runs");
    leftOut(notes, alignment.onlyA(), "are only in " + c.a().name());
    leftOut(notes, alignment.onlyB(), "are only in " + c.b().name());
    leftOut(
        notes,
        alignment.unmeasured().stream().map(Alignment.Pair::id).toList(),
        "were not measured in one of the runs");
    c.coveringUnmeasured()
        .ifPresent(
            interval ->
                notes.add(
                    "with them, whatever they would have come to: 95 %% interval %s points"
                        .formatted(Figures.points(interval))));
    if (c.onlyInPart() > 0) {
      notes.add(
          "only here, and flips: answers that are right in full; %s more differ in the part that is right, which score, difference and p count too"
              .formatted(Figures.count(c.onlyInPart())));
    }
    return new Table<>(
        "Difference by " + c.a().scorer(),
        List.of(
            Column.text("run", row -> (row.second() ? c.b() : c.a()).name()),
            Column.number(Unit.COUNT, "n", row -> Cell.of(c.n())),
            Column.number(
                Unit.SHARE, "score, %", row -> Cell.of(row.second() ? c.scoreB() : c.scoreA())),
            Column.number(
                Unit.COUNT, "only here", row -> Cell.of(row.second() ? c.onlyB() : c.onlyA())),
            beside(ComparisonColumns.DIFFERENCE.of(Comparison::difference)),
            beside(ComparisonColumns.INTERVAL.of(Comparison::difference)),
            beside(Column.range(Unit.DIFFERENCE, "bootstrap", each -> Cell.of(each.bootstrap()))),
            beside(ComparisonColumns.P.of(Comparison::difference)),
            beside(ComparisonColumns.MID_P)),
        List.of(new ComparedRun(c, false), new ComparedRun(c, true)),
        notes);
  }

  private static Column<ComparedRun> beside(Column<Comparison> column) {
    return Column.number(
        column.unit(),
        column.header(),
        row -> row.difference().map(column.cell()).orElse(Cell.BLANK));
  }

  private static void leftOut(List<String> notes, List<String> ids, String why) {
    if (!ids.isEmpty()) {
      String named = String.join(", ", ids.subList(0, Math.min(MOST_IDS, ids.size())));
      String more = ids.size() > MOST_IDS ? ", ..." : "";
      notes.add("left out: %s %s (%s%s)".formatted(Figures.count(ids.size()), why, named, more));
    }
  }

  static Table<GroupDifference> groups(List<GroupDifference> groups) {
    Function<GroupDifference, PairedDifference> difference = GroupDifference::difference;
    return new Table<>(
        "Difference by group",
        List.of(
            ComparisonColumns.FACET,
            ComparisonColumns.GROUP,
            ComparisonColumns.N.of(difference),
            ComparisonColumns.DIFFERENCE.of(difference),
            ComparisonColumns.INTERVAL.of(difference),
            ComparisonColumns.ADJUSTED_P),
        groups,
        List.of("adjusted: Holm's correction over the groups of a facet"));
  }

  static Table<Map.Entry<String, String>> settings(Comparison comparison) {
    return new Table<>(
        "What else differs",
        List.of(
            Column.text("setting", Map.Entry::getKey),
            Column.text("first → second", Map.Entry::getValue)),
        List.copyOf(comparison.settingsThatDiffer().entrySet()));
  }

  /// Returns the tables of a ranking: places and win matrix.
  public static List<Table<?>> of(Ranking ranking) {
    List<Ranking.RankedRun> places = ranking.places();
    List<Column<Integer>> columns = new ArrayList<>();
    columns.add(Column.text("won by", row -> places.get(row).name()));
    for (int other = 0; other < places.size(); other++) {
      int column = other;
      columns.add(
          Column.number(
              Unit.COUNT,
              "over " + places.get(column).name(),
              row -> row == column ? Cell.UNKNOWN : Cell.of(ranking.wins().get(row).get(column))));
    }
    boolean below = ranking.order() == Ranking.Order.LOWER_END;
    List<Column<Ranking.RankedRun>> shown = new ArrayList<>();
    shown.add(ComparisonColumns.RUN);
    shown.add(ComparisonColumns.SCORE);
    shown.add(ComparisonColumns.SIMULTANEOUS);
    List<String> notes = new ArrayList<>();
    notes.add("rank: the range that the pairwise differences leave open, all at once");
    if (below) {
      shown.add(ComparisonColumns.WITH_UNMEASURED);
      notes.add(
          "sorted from below: by the lower end of the interval that covers what was not measured"
              + " too (Imbens and Manski, 2004)");
    }
    shown.add(Column.number(Unit.NAME, "rank", ComparisonTables::rank));
    return List.of(
        new Table<>(
            "Ranking over " + Figures.count(ranking.samples()) + " shared samples",
            shown,
            places,
            notes),
        new Table<>(
            "Samples that the run of the row got right and the run of the column did not",
            columns,
            IntStream.range(0, places.size()).boxed().toList()));
  }

  private static Cell rank(Ranking.RankedRun place) {
    return place.bestRank() == place.worstRank()
        ? Cell.of(place.bestRank())
        : new Cell.Range(place.bestRank(), place.worstRank());
  }
}
