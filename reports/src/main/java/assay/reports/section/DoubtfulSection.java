package assay.reports.section;

import assay.reports.compare.Comparison;
import assay.reports.doubt.DoubtfulDifference;
import assay.reports.doubt.DoubtfulFigures;
import assay.reports.doubt.DoubtfulScore;
import assay.reports.run.Accuracy;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.DataFile;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Scores without the questions in doubt, beside the official ones.
final class DoubtfulSection {
  private static final List<Column<DoubtfulScore>> SCORES =
      List.of(
          Column.text("run", "run", "the run's name", DoubtfulScore::run),
          score("official score, %", DoubtfulScore::official)
              .in("score", "right over measured attempts, of all questions"),
          interval("", DoubtfulScore::official).in("score", "its 95 % interval"),
          measured("of", DoubtfulScore::official).in("measured", "attempts that were judged"),
          Column.count("left out", "left_out", "questions in doubt", each -> each.kinds().size()),
          score("without them, %", DoubtfulScore::without)
              .in("score_without", "the same without the questions in doubt"),
          interval("95 % interval", DoubtfulScore::without)
              .in("score_without", "its 95 % interval"),
          measured("of", DoubtfulScore::without)
              .in("measured_without", "attempts at the other questions that were judged"),
          score("on them, %", DoubtfulScore::doubted)
              .in("score_in_doubt", "the same of the questions in doubt alone"),
          Column.<DoubtfulScore>text("", DoubtfulScore::kindsInWords)
              .in("kinds", "why questions are in doubt, with their numbers"));

  private static final List<Column<DoubtfulDifference>> DIFFERENCES =
      List.of(
          ComparisonColumns.A.under("first").of(DoubtfulDifference::official),
          ComparisonColumns.B.under("second").of(DoubtfulDifference::official),
          difference("official difference", DoubtfulDifference::official)
              .in("difference", "second run minus first, over all questions"),
          range("95 % interval", DoubtfulDifference::official)
              .in("interval", "of the difference, 95 %, paired"),
          Column.count("n", "n", "samples compared", each -> each.official().n()),
          Column.count("left out", "left_out", "of them in doubt", DoubtfulDifference::leftOut),
          difference("without them", DoubtfulDifference::without)
              .in("difference_without", "the same without the questions in doubt"),
          range("95 % interval", DoubtfulDifference::without)
              .in("interval_without", "of that difference, 95 %, paired"),
          Column.<DoubtfulDifference>number(
                  Unit.PROBABILITY, "p", each -> Cell.of(each.without().difference().pValue()))
              .in("p_value_without", "that it is as large by chance"));

  private DoubtfulSection() {}

  private static Column<DoubtfulScore> score(
      String header, Function<DoubtfulScore, Accuracy> part) {
    return Column.number(Unit.SHARE, header, each -> Cell.of(part.apply(each).estimate().value()));
  }

  private static Column<DoubtfulScore> interval(
      String header, Function<DoubtfulScore, Accuracy> part) {
    return Column.range(
        Unit.SHARE, header, each -> Cell.of(part.apply(each).estimate().interval()));
  }

  private static Column<DoubtfulScore> measured(
      String header, Function<DoubtfulScore, Accuracy> part) {
    return Column.count(header, each -> part.apply(each).counts().measured());
  }

  private static Column<DoubtfulDifference> difference(
      String header, Function<DoubtfulDifference, Comparison> which) {
    return Column.number(
        Unit.DIFFERENCE, header, each -> Cell.of(which.apply(each).difference().value()));
  }

  private static Column<DoubtfulDifference> range(
      String header, Function<DoubtfulDifference, Comparison> which) {
    return Column.range(
        Unit.DIFFERENCE, header, each -> Cell.of(which.apply(each).difference().interval()));
  }

  /// Returns the section; empty where no list was given.
  static Optional<Section> of(DoubtfulFigures figures) {
    if (figures.scores().isEmpty()) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Part.Sentence(
            "The official score is over all questions. Beside it stands what it is without those"
                + " whose key is in doubt by the lists that were given: a score over other"
                + " questions, to be compared with nothing but its like. Questions that were listed"
                + " because models miss them raise those models' scores by being left out."));
    figures.scores().forEach(score -> parts.add(new Part.Sentence(score.words())));
    parts.add(
        Part.of(new Table<>("Scores without questions in doubt", shown(SCORES), figures.scores())));
    if (!figures.differences().isEmpty()) {
      parts.add(
          Part.of(
              new Table<>(
                  "Paired differences without questions in doubt",
                  DIFFERENCES,
                  figures.differences())));
    }
    return Optional.of(
        Section.of(
            "doubtful",
            "Without questions in doubt",
            parts,
            List.of(
                new DataFile<>("doubtful", SCORES, figures.scores()),
                new DataFile<>("doubtful-differences", DIFFERENCES, figures.differences()))));
  }

  private static <R> List<Column<R>> shown(List<Column<R>> columns) {
    return columns.stream().filter(column -> !column.header().isEmpty()).toList();
  }
}
