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
  record SummaryLine(
      RunReport run,
      String scorer,
      FigureName name,
      OptionalDouble value,
      Optional<Estimate> estimate,
      long n,
      Optional<Counts> counts) {}

  private record FigureName(String figure, String facet, String group) {}

  static DataFile<SummaryLine> of(Report report) {
    return new DataFile<>(
        "summary",
        List.of(
            RunColumns.RUN.of(SummaryLine::run),
            RunColumns.MODEL.of(SummaryLine::run),
            RunColumns.SUITE.of(SummaryLine::run),
            RunColumns.PROTOCOL.of(SummaryLine::run),
            Column.text("", "scorer", "who judged", SummaryLine::scorer),
            Column.<SummaryLine>text("", row -> row.name().figure())
                .in(
                    "figure",
                    "accuracy; official, with its convention under group; macro, the unweighted"
                        + " mean over the values of the facet; or pass@k, avg@k, maj@k, cons@k"),
            Column.text("", "facet", "empty for the whole run", row -> row.name().facet()),
            Column.<SummaryLine>text("", row -> row.name().group())
                .in("group", "the facet's value, empty for the whole run"),
            Column.number(Unit.SHARE, "", "value", "the figure", row -> Cell.of(row.value())),
            Column.<SummaryLine>number(
                    Unit.SHARE, "", row -> estimate(row, Scores.standardError(e -> e)))
                .in("standard_error", "of the value"),
            Column.<SummaryLine>range(Unit.SHARE, "", row -> estimate(row, Scores.interval(e -> e)))
                .in("interval", "of the value, 95 %"),
            Column.<SummaryLine>range(Unit.SHARE, "", row -> estimate(row, Scores.bounds(e -> e)))
                .in("bound", "what the unmeasured attempts leave open"),
            Column.count("", "n", "what the figure was divided by", row -> row.n()),
            counted("correct", Counts::correct, "attempts"),
            counted("wrong", Counts::wrong, "attempts"),
            counted("no_answer", Counts::noAnswer, "attempts, a part of wrong"),
            counted("not_measured", Counts::unmeasured, "attempts"),
            counted("truncated", Counts::truncated, "attempts, whatever their verdict")),
        report.runs().stream().flatMap(run -> rows(run).stream()).toList());
  }

  private static Cell estimate(SummaryLine row, Column<Estimate> column) {
    return row.estimate().map(column.cell()).orElse(Cell.BLANK);
  }

  private static Column<SummaryLine> counted(String key, ToLongFunction<Counts> of, String what) {
    return Column.<SummaryLine>number(
            Unit.COUNT, "", row -> Cell.of(row.counts(), each -> Cell.of(of.applyAsLong(each))))
        .in(key, what + ", for accuracies alone");
  }

  private static List<SummaryLine> rows(RunReport run) {
    List<SummaryLine> rows = new ArrayList<>();
    for (ScorerReport scorer : run.scorers()) {
      rows.add(
          accuracy(run, scorer.scorer(), new FigureName("accuracy", "", ""), scorer.accuracy()));
      for (OfficialFigure figure : scorer.official()) {
        rows.add(
            new SummaryLine(
                run,
                scorer.scorer(),
                new FigureName("official", "", figure.convention()),
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

  private static List<SummaryLine> parts(RunReport run, String own) {
    List<SummaryLine> rows = new ArrayList<>();
    for (Breakdown breakdown : run.breakdowns()) {
      for (Slice slice : breakdown.slices()) {
        FigureName name = new FigureName("accuracy", breakdown.facet(), slice.value());
        rows.add(accuracy(run, own, name, slice.accuracy()));
      }
      FigureName name = new FigureName("macro", breakdown.facet(), "");
      rows.add(estimate(run, own, name, breakdown.macro(), breakdown.slices().size()));
    }
    run.attemptFigures()
        .forEach(
            each ->
                rows.add(
                    estimate(
                        run,
                        own,
                        new FigureName(each.name(), "", ""),
                        each.estimate(),
                        each.samples())));
    return rows;
  }

  private static SummaryLine accuracy(
      RunReport run, String scorer, FigureName name, Accuracy accuracy) {
    Counts counts = accuracy.counts();
    Estimate estimate = accuracy.estimate();
    return new SummaryLine(
        run,
        scorer,
        name,
        estimate.value(),
        Optional.of(estimate),
        counts.measured(),
        Optional.of(counts));
  }

  private static SummaryLine estimate(
      RunReport run, String scorer, FigureName name, Estimate estimate, long n) {
    return new SummaryLine(
        run, scorer, name, estimate.value(), Optional.of(estimate), n, Optional.empty());
  }
}
