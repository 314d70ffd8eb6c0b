package assay.reports.render;

import static assay.reports.render.Table.number;
import static assay.reports.render.Table.text;

import assay.reports.compare.Alignment;
import assay.reports.compare.Comparison;
import assay.reports.compare.Flip;
import assay.reports.compare.GroupDifference;
import assay.reports.compare.Ranking;
import assay.reports.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A comparison of runs as tables, the flips first.
final class ComparisonTables {
  private static final int MOST_IDS = 10;

  private ComparisonTables() {}

  /// Returns the tables of one comparison.
  ///
  /// @param mostFlips how many flips are listed at most
  static List<Table> of(Comparison comparison, int mostFlips) {
    List<Table> tables = new ArrayList<>();
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

  private static Table flips(Comparison comparison, int most) {
    List<List<String>> rows =
        comparison.flips().stream()
            .limit(most)
            .map(flip -> List.of(flip.id(), direction(flip), flip.cause().label(), flip.detail()))
            .toList();
    int more = comparison.flips().size() - rows.size();
    return new Table(
        "Samples that changed verdict",
        List.of(text("sample"), text("verdict"), text("cause"), text("detail")),
        rows,
        more > 0 ? List.of(Figures.count(more) + " more") : List.of());
  }

  private static String direction(Flip flip) {
    return flip.lost() ? "lost" : "gained";
  }

  static Table flipCauses(Comparison comparison) {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<Flip.Kind, Long> cause : comparison.flipCauses().entrySet()) {
      long lost =
          comparison.flips().stream()
              .filter(flip -> flip.cause() == cause.getKey() && flip.lost())
              .count();
      rows.add(
          List.of(
              cause.getKey().label(), Figures.count(lost), Figures.count(cause.getValue() - lost)));
    }
    return new Table(
        "Why verdicts changed",
        List.of(text("cause"), number("lost"), number("gained")),
        rows,
        List.of());
  }

  static Table difference(Comparison c) {
    List<String> notes = new ArrayList<>();
    Alignment alignment = c.alignment();
    leftOut(notes, alignment.changed(), "have other content in the two runs");
    leftOut(notes, alignment.onlyA(), "are only in " + c.a().name());
    leftOut(notes, alignment.onlyB(), "are only in " + c.b().name());
    leftOut(
        notes,
        alignment.unmeasured().stream().map(Alignment.Pair::id).toList(),
        "were not measured in one of the runs");
    return new Table(
        "Difference by " + c.a().scorer(),
        List.of(
            text("run"),
            number("n"),
            number("score, %"),
            number("only here"),
            number("difference"),
            number("95 % interval"),
            number("bootstrap"),
            number("p")),
        List.of(
            List.of(
                c.a().name(),
                Figures.count(c.n()),
                Figures.percent(c.scoreA()),
                Figures.count(c.onlyA()),
                "",
                "",
                "",
                ""),
            List.of(
                c.b().name(),
                Figures.count(c.n()),
                Figures.percent(c.scoreB()),
                Figures.count(c.onlyB()),
                Figures.points(c.difference().value()),
                Figures.points(c.difference().interval()),
                Figures.points(c.bootstrap()),
                probability(c.difference().pValue()))),
        notes);
  }

  private static void leftOut(List<String> notes, List<String> ids, String why) {
    if (!ids.isEmpty()) {
      String named = String.join(", ", ids.subList(0, Math.min(MOST_IDS, ids.size())));
      String more = ids.size() > MOST_IDS ? ", ..." : "";
      notes.add("left out: %s %s (%s%s)".formatted(Figures.count(ids.size()), why, named, more));
    }
  }

  static Table groups(List<GroupDifference> groups) {
    return new Table(
        "Difference by group",
        List.of(
            text("facet"),
            text("group"),
            number("n"),
            number("difference"),
            number("95 % interval"),
            number("p, adjusted")),
        groups.stream().map(ComparisonTables::group).toList(),
        List.of("adjusted: Holm's correction over the groups of a facet"));
  }

  private static List<String> group(GroupDifference group) {
    return List.of(
        group.facet(),
        group.value(),
        Figures.count(group.difference().items()),
        Figures.points(group.difference().value()),
        Figures.points(group.difference().interval()),
        probability(group.adjustedP()));
  }

  static Table settings(Comparison comparison) {
    return new Table(
        "What else differs",
        List.of(text("setting"), text("first → second")),
        comparison.settingsThatDiffer().entrySet().stream()
            .map(each -> List.of(each.getKey(), each.getValue()))
            .toList(),
        List.of());
  }

  /// Returns the tables of a ranking: places and win matrix.
  static List<Table> of(Ranking ranking) {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(text("won by"));
    ranking.places().forEach(place -> columns.add(number("over " + place.name())));
    List<List<String>> wins = new ArrayList<>();
    for (int i = 0; i < ranking.places().size(); i++) {
      List<String> row = new ArrayList<>();
      row.add(ranking.places().get(i).name());
      for (int j = 0; j < ranking.places().size(); j++) {
        row.add(i == j ? Figures.NONE : Figures.count(ranking.wins().get(i).get(j)));
      }
      wins.add(row);
    }
    return List.of(
        new Table(
            "Ranking over " + Figures.count(ranking.samples()) + " shared samples",
            List.of(text("run"), number("score, %"), number("simultaneous 95 %"), number("rank")),
            ranking.places().stream().map(ComparisonTables::place).toList(),
            List.of("rank: the range that the pairwise differences leave open, all at once")),
        new Table(
            "Samples that the run of the row got right and the run of the column did not",
            columns,
            wins,
            List.of()));
  }

  private static List<String> place(Ranking.Place place) {
    return List.of(
        place.name(),
        Figures.percent(place.score()),
        Figures.percent(place.interval()),
        place.bestRank() == place.worstRank()
            ? String.valueOf(place.bestRank())
            : place.bestRank() + " – " + place.worstRank());
  }

  static String probability(double p) {
    return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }
}
