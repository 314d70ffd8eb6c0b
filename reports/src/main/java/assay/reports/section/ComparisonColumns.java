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
      Column.text("", "a", "the first run", each -> each.a().name());
  static final Column<Comparison> B =
      Column.text("", "b", "the second run", each -> each.b().name());
  static final Column<Comparison> SUITE =
      Column.text("", "suite", "what was asked", each -> each.a().suite());
  static final Column<Comparison> SCORER =
      Column.text("", "scorer", "who judged", each -> each.a().scorer());
  static final Column<Comparison> SCORE_A =
      Column.<Comparison>number(Unit.SHARE, "", each -> Cell.of(each.scoreA()))
          .in("score_a", "the first run's over the compared samples");
  static final Column<Comparison> SCORE_B =
      Column.<Comparison>number(Unit.SHARE, "", each -> Cell.of(each.scoreB()))
          .in("score_b", "the second run's over the compared samples");
  static final Column<Comparison> ONLY_A =
      Column.<Comparison>count("", each -> each.onlyA())
          .in("only_a", "samples that the first run alone got right, or more often");
  static final Column<Comparison> ONLY_B =
      Column.<Comparison>count("", each -> each.onlyB())
          .in("only_b", "samples that the second run alone got right, or more often");
  static final Column<Comparison> SENTENCE =
      Column.text("", "sentence", "what follows", ComparisonSentence::of);

  static final Column<PairedDifference> N =
      Column.count("n", "n", "samples compared", each -> each.items());
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

  static final Column<Comparison> MID_P =
      Column.<Comparison>number(Unit.PROBABILITY, "mid-p", each -> Cell.of(each.midP()))
          .in("mid_p", "McNemar's mid-p, where each sample was tried once; gates use the exact p");
  static final Column<Comparison> COVERING =
      Column.<Comparison>range(
              Unit.DIFFERENCE, "with unmeasured", each -> Cell.of(each.coveringUnmeasured()))
          .in(
              "covering_interval",
              "of the difference, 95 %, whatever the unmeasured samples would have come to");

  static final Column<GroupDifference> FACET =
      Column.text("facet", "facet", "by which samples are grouped", GroupDifference::facet);
  static final Column<GroupDifference> GROUP =
      Column.text("group", "group", "the facet's value", GroupDifference::value);
  static final Column<GroupDifference> ADJUSTED_P =
      Column.<GroupDifference>number(
              Unit.PROBABILITY, "p, adjusted", each -> Cell.of(each.adjustedP()))
          .in("adjusted_p", "after Holm's correction over the groups of the facet");

  static final List<Column<Flip>> FLIP =
      List.of(
          Column.text("sample", "sample", "that changed its verdict", Flip::id),
          Column.<Flip>text("verdict", flip -> flip.lost() ? "lost" : "gained")
              .in("verdict", "lost or gained by the second run"),
          Column.text("cause", "cause", "of the failure", flip -> flip.cause().label()),
          Column.text("detail", "detail", "the cause in words", Flip::detail));

  static final Column<Ranking.RankedRun> RUN =
      Column.text("run", "run", "the run's name", Ranking.RankedRun::name);
  static final Column<Ranking.RankedRun> SCORE =
      Column.<Ranking.RankedRun>number(Unit.SHARE, "score, %", place -> Cell.of(place.score()))
          .in("score", "mean over the shared samples");
  static final Column<Ranking.RankedRun> SIMULTANEOUS =
      Column.<Ranking.RankedRun>range(
              Unit.SHARE, "simultaneous 95 %", place -> Cell.of(place.interval()))
          .in("interval", "of the score; those of all runs hold together with 95 %");
  static final Column<Ranking.RankedRun> WITH_UNMEASURED =
      Column.<Ranking.RankedRun>range(
              Unit.SHARE, "with unmeasured, 95 %", place -> Cell.of(place.covering()))
          .in(
              "covering_interval",
              "of the score over the samples that all runs have, whatever the unmeasured would have"
                  + " come to, 95 %");
  static final Column<Ranking.RankedRun> BEST_RANK =
      Column.count("", "best_rank", "that the data allow", place -> place.bestRank());
  static final Column<Ranking.RankedRun> WORST_RANK =
      Column.count("", "worst_rank", "that the data allow", place -> place.worstRank());

  private ComparisonColumns() {}
}
