package assay.reports.section;

import assay.reports.Report;
import assay.reports.run.Accuracy;
import assay.reports.run.Breakdown;
import assay.reports.run.Counts;
import assay.reports.run.Estimate;
import assay.reports.run.OfficialFigure;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.run.Slice;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.DataFile;
import assay.reports.table.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/// Every figure of every run, a row each.
final class SummaryFile {
  private SummaryFile() {}

  /// A figure of a run.
  ///
  /// @param value of the figure
  /// @param estimate what says how far it can be trusted, where there is such a thing
  /// @param n what it was divided by
  /// @param counts attempts by verdict, for accuracies
  private record Row(
      RunReport run,
      String scorer,
      Name name,
      OptionalDouble value,
      Optional<Estimate> estimate,
      long n,
      Optional<Counts> counts) {}

  private record Name(String figure, String facet, String group) {}

  static DataFile<Row> of(Report report) {
    return new DataFile<>(
        "summary",
        List.of(
            RunColumns.RUN.of(Row::run),
            RunColumns.MODEL.of(Row::run),
            RunColumns.SUITE.of(Row::run),
            RunColumns.PROTOCOL.of(Row::run),
            Column.text("", Row::scorer).in("scorer", "who judged"),
            Column.<Row>text("", row -> row.name().figure())
                .in(
                    "figure",
                    "accuracy; official, with its convention under group; macro, the unweighted"
                        + " mean over the values of the facet; or pass@k"),
            Column.<Row>text("", row -> row.name().facet()).in("facet", "empty for the whole run"),
            Column.<Row>text("", row -> row.name().group())
                .in("group", "the facet's value, empty for the whole run"),
            Column.<Row>number(Unit.SHARE, "", row -> Cell.of(row.value()))
                .in("value", "the figure"),
            Column.<Row>number(Unit.SHARE, "", row -> estimate(row, Scores.standardError(e -> e)))
                .in("standard_error", "of the value"),
            Column.<Row>range(Unit.SHARE, "", row -> estimate(row, Scores.interval(e -> e)))
                .in("interval", "of the value, 95 %"),
            Column.<Row>range(Unit.SHARE, "", row -> estimate(row, Scores.bounds(e -> e)))
                .in("bound", "what the unmeasured attempts leave open"),
            Column.<Row>number(Unit.COUNT, "", row -> Cell.of(row.n()))
                .in("n", "what the figure was divided by"),
            counted("correct", Counts::correct, "attempts"),
            counted("wrong", Counts::wrong, "attempts"),
            counted("no_answer", Counts::noAnswer, "attempts, a part of wrong"),
            counted("not_measured", Counts::unmeasured, "attempts"),
            counted("truncated", Counts::truncated, "attempts, whatever their verdict")),
        report.runs().stream().flatMap(run -> rows(run).stream()).toList());
  }

  private static Cell estimate(Row row, Column<Estimate> column) {
    return row.estimate().map(column.cell()).orElse(Cell.BLANK);
  }

  private static Column<Row> counted(String key, ToLongFunction<Counts> of, String what) {
    return Column.<Row>number(
            Unit.COUNT, "", row -> Cell.of(row.counts(), each -> Cell.of(of.applyAsLong(each))))
        .in(key, what + ", for accuracies alone");
  }

  private static List<Row> rows(RunReport run) {
    List<Row> rows = new ArrayList<>();
    for (ScorerReport scorer : run.scorers()) {
      rows.add(accuracy(run, scorer.scorer(), new Name("accuracy", "", ""), scorer.accuracy()));
      for (OfficialFigure figure : scorer.official()) {
        rows.add(
            new Row(
                run,
                scorer.scorer(),
                new Name("official", "", figure.convention()),
                OptionalDouble.of(figure.value()),
                Optional.empty(),
                figure.samples(),
                Optional.empty()));
      }
    }
    if (!run.scorers().isEmpty()) {
      rows.addAll(parts(run, run.scorers().getFirst().scorer()));
    }
    return rows;
  }

  private static List<Row> parts(RunReport run, String own) {
    List<Row> rows = new ArrayList<>();
    for (Breakdown breakdown : run.breakdowns()) {
      for (Slice slice : breakdown.slices()) {
        Name name = new Name("accuracy", breakdown.facet(), slice.value());
        rows.add(accuracy(run, own, name, slice.accuracy()));
      }
      Name name = new Name("macro", breakdown.facet(), "");
      rows.add(estimate(run, own, name, breakdown.macro(), breakdown.slices().size()));
    }
    run.passAtK()
        .forEach(
            pass ->
                rows.add(
                    estimate(
                        run,
                        own,
                        new Name("pass@" + pass.k(), "", ""),
                        pass.estimate(),
                        pass.samples())));
    return rows;
  }

  private static Row accuracy(RunReport run, String scorer, Name name, Accuracy accuracy) {
    Counts counts = accuracy.counts();
    Estimate estimate = accuracy.estimate();
    return new Row(
        run,
        scorer,
        name,
        estimate.value(),
        Optional.of(estimate),
        counts.measured(),
        Optional.of(counts));
  }

  private static Row estimate(RunReport run, String scorer, Name name, Estimate estimate, long n) {
    return new Row(run, scorer, name, estimate.value(), Optional.of(estimate), n, Optional.empty());
  }
}
