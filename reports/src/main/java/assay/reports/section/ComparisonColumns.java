package assay.reports.section;

import assay.reports.compare.Comparison;
import assay.reports.compare.ComparisonSentence;
import assay.reports.compare.Flip;
import assay.reports.compare.GroupDifference;
import assay.reports.compare.Ranking;
import assay.reports.statistics.PairedDifference;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.Unit;
import java.util.List;

/// The columns of comparisons, of the groups and flips in them, and of rankings.
final class ComparisonColumns {
  static final Column<Comparison> A =
      Column.<Comparison>text("", each -> each.a().name()).in("a", "the first run");
  static final Column<Comparison> B =
      Column.<Comparison>text("", each -> each.b().name()).in("b", "the second run");
  static final Column<Comparison> SUITE =
      Column.<Comparison>text("", each -> each.a().suite()).in("suite", "what was asked");
  static final Column<Comparison> SCORER =
      Column.<Comparison>text("", each -> each.a().scorer()).in("scorer", "who judged");
  static final Column<Comparison> SCORE_A =
      Column.<Comparison>number(Unit.SHARE, "", each -> Cell.of(each.scoreA()))
          .in("score_a", "the first run's over the compared samples");
  static final Column<Comparison> SCORE_B =
      Column.<Comparison>number(Unit.SHARE, "", each -> Cell.of(each.scoreB()))
          .in("score_b", "the second run's over the compared samples");
  static final Column<Comparison> ONLY_A =
      Column.<Comparison>number(Unit.COUNT, "", each -> Cell.of(each.onlyA()))
          .in("only_a", "samples that the first run alone got right, or more often");
  static final Column<Comparison> ONLY_B =
      Column.<Comparison>number(Unit.COUNT, "", each -> Cell.of(each.onlyB()))
          .in("only_b", "samples that the second run alone got right, or more often");
  static final Column<Comparison> SENTENCE =
      Column.text("", ComparisonSentence::of).in("sentence", "what follows");

  static final Column<PairedDifference> N =
      Column.<PairedDifference>number(Unit.COUNT, "n", each -> Cell.of(each.items()))
          .in("n", "samples compared");
  static final Column<PairedDifference> DIFFERENCE =
      Column.<PairedDifference>number(Unit.DIFFERENCE, "difference", each -> Cell.of(each.value()))
          .in("difference", "second run minus first");
  static final Column<PairedDifference> STANDARD_ERROR =
      Column.<PairedDifference>number(Unit.DIFFERENCE, "", each -> Cell.of(each.standardError()))
          .in("standard_error", "of the difference");
  static final Column<PairedDifference> INTERVAL =
      Column.<PairedDifference>range(
              Unit.DIFFERENCE, "95 % interval", each -> Cell.of(each.interval()))
          .in("interval", "of the difference, 95 %");
  static final Column<PairedDifference> P =
      Column.<PairedDifference>number(Unit.PROBABILITY, "p", each -> Cell.of(each.pValue()))
          .in("p_value", "that it is as large by chance");

  static final Column<GroupDifference> FACET =
      Column.text("facet", GroupDifference::facet).in("facet", "by which samples are grouped");
  static final Column<GroupDifference> GROUP =
      Column.text("group", GroupDifference::value).in("group", "the facet's value");
  static final Column<GroupDifference> ADJUSTED_P =
      Column.<GroupDifference>number(
              Unit.PROBABILITY, "p, adjusted", each -> Cell.of(each.adjustedP()))
          .in("adjusted_p", "after Holm's correction over the groups of the facet");

  static final List<Column<Flip>> FLIP =
      List.of(
          Column.text("sample", Flip::id).in("sample", "that changed its verdict"),
          Column.<Flip>text("verdict", flip -> flip.lost() ? "lost" : "gained")
              .in("verdict", "lost or gained by the second run"),
          Column.<Flip>text("cause", flip -> flip.cause().label()).in("cause", "of the failure"),
          Column.text("detail", Flip::detail).in("detail", "the cause in words"));

  static final Column<Ranking.Place> RUN =
      Column.text("run", Ranking.Place::name).in("run", "the run's name");
  static final Column<Ranking.Place> SCORE =
      Column.<Ranking.Place>number(Unit.SHARE, "score, %", place -> Cell.of(place.score()))
          .in("score", "mean over the shared samples");
  static final Column<Ranking.Place> SIMULTANEOUS =
      Column.<Ranking.Place>range(
              Unit.SHARE, "simultaneous 95 %", place -> Cell.of(place.interval()))
          .in("interval", "of the score; those of all runs hold together with 95 %");
  static final Column<Ranking.Place> BEST_RANK =
      Column.<Ranking.Place>number(Unit.COUNT, "", place -> Cell.of(place.bestRank()))
          .in("best_rank", "that the data allow");
  static final Column<Ranking.Place> WORST_RANK =
      Column.<Ranking.Place>number(Unit.COUNT, "", place -> Cell.of(place.worstRank()))
          .in("worst_rank", "that the data allow");

  private ComparisonColumns() {}
}
