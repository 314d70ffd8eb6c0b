package assay.reports.section;

import assay.reports.axes.Contamination;
import assay.reports.axes.Contamination.Gap;
import assay.reports.axes.Contamination.Period;
import assay.reports.axes.Contaminations;
import assay.reports.chart.LinesChart;
import assay.reports.chart.Picture;
import assay.reports.run.Estimate;
import assay.reports.statistics.Interval;
import assay.reports.statistics.MantelHaenszel;
import assay.reports.statistics.StandardisedDifference;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.DataFile;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import assay.reports.text.Figures;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Scores on dated problems before and after the end of a model's training data.
final class ContaminationSection {
  private static final List<Column<Period>> SIDE =
      List.of(
          Column.count("n", "problems", "measured", side -> side.problems()),
          Column.<Period>number(
                  Unit.SHARE, "score, %", side -> measured(side, Cell.of(side.score())))
              .in("score", "mean over them"),
          Column.<Period>range(
                  Unit.SHARE, "95 % interval", side -> measured(side, Cell.of(side.interval())))
              .in("score", "its 95 % interval"));
  private static final List<Column<Figure>> FIGURE =
      List.of(
          Column.text("figure", Figure::name),
          Column.number(Unit.PLAIN, "value", Figure::value),
          Column.number(Unit.PLAIN, "95 % interval", Figure::interval),
          Column.number(Unit.PLAIN, "p", Figure::p));

  private ContaminationSection() {}

  static Optional<Section> of(Contaminations all) {
    if (all.runs().isEmpty() && all.unknown().isEmpty()) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    all.runs().forEach(run -> parts.add(new Part.Sentence(sentence(run))));
    if (!all.unknown().isEmpty()) {
      parts.add(
          new Part.Sentence(
              "No source states where the training data of %s end; --cutoff DATE can say it."
                  .formatted(String.join(", ", all.unknown()))));
    }
    for (int i = 0; i < all.runs().size(); i++) {
      Contamination run = all.runs().get(i);
      parts.add(
          Part.of(
              Drawing.of(
                  "contamination-" + (i + 1),
                  "Score by month of the problem, %s, %%".formatted(run.run()),
                  () -> picture(run)),
              sides(run)));
      run.gap().ifPresent(gap -> parts.add(Part.of(gaps(run, gap))));
    }
    return Optional.of(
        Section.of(
            "contamination",
            "Before and after the training data end",
            parts,
            all.runs().isEmpty() ? List.of() : List.of(file(all.runs()))));
  }

  private static String sentence(Contamination run) {
    String counts =
        "%s: %s problems are from up to %s, %s from after"
            .formatted(
                run.run(),
                Figures.count(run.before().problems()),
                run.cutoff().lastDay(),
                Figures.count(run.after().problems()));
    if (run.gap().isEmpty()) {
      return counts + ", so the two cannot be compared.";
    }
    Gap gap = run.gap().get();
    String found =
        "; the score changes by %s points (95 %% interval %s)"
            .formatted(Figures.points(gap.value()), Figures.points(gap.interval()));
    String equal =
        gap.standardised()
            .map(
                each ->
                    ", by %s (%s) at equal difficulties"
                        .formatted(Figures.points(each.value()), Figures.points(each.interval())))
            .orElse("");
    return counts + found + equal + ". " + meaning(gap);
  }

  private static String meaning(Gap gap) {
    boolean lower =
        gap.standardised()
            .map(each -> each.interval().high() < 0)
            .orElse(gap.interval().high() < 0);
    return lower
        ? "Scores are lower after: seen problems would look like this, and so would problems that"
            + " grew harder within their difficulty."
        : "No drop is shown; one as large as the interval allows may be there all the same, and a"
            + " model can have seen problems without a drop.";
  }

  private static Picture picture(Contamination run) {
    YearMonth first = YearMonth.parse(run.months().getFirst().value());
    YearMonth last = YearMonth.parse(run.months().getLast().value());
    List<String> months = new ArrayList<>();
    for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
      months.add(month.toString());
    }
    Map<String, Estimate> scores = new LinkedHashMap<>();
    run.months().forEach(month -> scores.put(month.value(), month.accuracy().estimate()));
    double cutoff = place(first, run.cutoff().lastDay());
    Optional<LinesChart.DashedLine> mark =
        cutoff >= -0.5 && cutoff <= months.size() - 0.5
            ? Optional.of(new LinesChart.DashedLine(cutoff, "data end " + run.cutoff().lastDay()))
            : Optional.empty();
    return LinesChart.of(
        new LinesChart.Across("", months, mark), List.of(new LinesChart.Line("", scores)));
  }

  /// Returns the end of a day on the scale of months, on which a month is centred at its number.
  private static double place(YearMonth first, LocalDate day) {
    YearMonth month = YearMonth.from(day);
    return ChronoUnit.MONTHS.between(first, month)
        - 0.5
        + (double) day.getDayOfMonth() / month.lengthOfMonth();
  }

  private static Table<PeriodLine> sides(Contamination run) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "The training data end by %s: %s."
            .formatted(run.cutoff().lastDay(), run.cutoff().source()));
    if (run.undecided() > 0) {
      notes.add(
          "%s problems are left out: of their dates only the month of the cutoff is known."
              .formatted(Figures.count(run.undecided())));
    }
    List<PeriodLine> rows = new ArrayList<>();
    rows.add(new PeriodLine("all", "before", run.before()));
    rows.add(new PeriodLine("all", "after", run.after()));
    for (Contamination.Difficulty each : run.gap().map(Gap::strata).orElse(List.of())) {
      rows.add(new PeriodLine(each.name(), "before", each.before()));
      rows.add(new PeriodLine(each.name(), "after", each.after()));
    }
    List<Column<PeriodLine>> columns = new ArrayList<>();
    columns.add(Column.text("difficulty", PeriodLine::difficulty));
    columns.add(Column.text("problems", PeriodLine::when));
    SIDE.forEach(column -> columns.add(column.of(PeriodLine::side)));
    return new Table<>("Problems before and after, " + run.run(), columns, rows, notes);
  }

  private record PeriodLine(String difficulty, String when, Period side) {}

  private static Cell measured(Period side, Cell cell) {
    return side.problems() == 0 ? Cell.UNKNOWN : cell;
  }

  /// A row of figures that have no unit in common, so that each is in its own words.
  private record Figure(String name, Cell value, Cell interval, Cell p) {
    static Figure points(String name, double value, Interval interval) {
      return new Figure(
          name, Cell.of(Figures.points(value)), Cell.of(Figures.points(interval)), Cell.BLANK);
    }
  }

  private static Table<Figure> gaps(Contamination run, Gap gap) {
    List<Figure> rows = new ArrayList<>();
    rows.add(Figure.points("difference, points", gap.value(), gap.interval()));
    gap.standardised()
        .ifPresent(
            each ->
                rows.add(
                    Figure.points(
                        "difference at equal difficulties, points",
                        each.value(),
                        each.interval())));
    gap.odds()
        .ifPresent(
            odds ->
                rows.add(
                    new Figure(
                        "odds ratio over difficulties",
                        Cell.of(odds.oddsRatio()),
                        Cell.of(odds.interval()),
                        Cell.of(odds.pValue()))));
    return new Table<>(
        "After against before, " + run.run(),
        FIGURE,
        rows,
        List.of(
            "Intervals: Newcombe's for independent shares; normal, weighed by the difficulties of"
                + " all problems; Mantel-Haenszel."));
  }

  private static DataFile<Contamination> file(List<Contamination> runs) {
    List<Column<Contamination>> columns = new ArrayList<>();
    columns.add(Column.text("", "run", "the run's name", Contamination::run));
    columns.add(Column.text("", "model", "its model", Contamination::model));
    columns.add(
        Column.<Contamination>text("", run -> run.cutoff().lastDay().toString())
            .in("cutoff", "last day of the training data"));
    columns.add(Column.text("", "cutoff_source", "who says so", run -> run.cutoff().source()));
    SIDE.forEach(column -> columns.add(side(column, "before", Contamination::before)));
    SIDE.forEach(column -> columns.add(side(column, "after", Contamination::after)));
    columns.add(
        Column.<Contamination>count("", run -> run.undecided())
            .in("undecided", "problems of the cutoff's month of which no day is known"));
    Function<Contamination, Optional<StandardisedDifference>> equal =
        run -> run.gap().flatMap(Gap::standardised);
    Function<Contamination, Optional<MantelHaenszel>> odds = run -> run.gap().flatMap(Gap::odds);
    columns.addAll(
        List.of(
            number(Unit.DIFFERENCE, run -> Cell.of(run.gap(), each -> Cell.of(each.value())))
                .in("gap", "after minus before"),
            range(Unit.DIFFERENCE, run -> Cell.of(run.gap(), each -> Cell.of(each.interval())))
                .in("gap", "its 95 % interval (Newcombe)"),
            number(Unit.DIFFERENCE, run -> Cell.of(equal.apply(run), each -> Cell.of(each.value())))
                .in("standardised_gap", "at equal difficulties"),
            range(
                    Unit.DIFFERENCE,
                    run -> Cell.of(equal.apply(run), each -> Cell.of(each.interval())))
                .in("standardised_gap", "its 95 % interval"),
            number(Unit.PLAIN, run -> Cell.of(odds.apply(run), each -> Cell.of(each.oddsRatio())))
                .in("odds_ratio", "over difficulties (Mantel-Haenszel)"),
            range(Unit.PLAIN, run -> Cell.of(odds.apply(run), each -> Cell.of(each.interval())))
                .in("odds_ratio", "its 95 % interval"),
            number(
                    Unit.PROBABILITY,
                    run -> Cell.of(odds.apply(run), each -> Cell.of(each.pValue())))
                .in("odds_p", "that it is as far from 1 by chance")));
    return new DataFile<>("contamination", columns, runs);
  }

  private static Column<Contamination> side(
      Column<Period> column, String when, Function<Contamination, Period> side) {
    return column.of(side).in(column.key() + "_" + when, column.meaning() + ", " + when);
  }

  private static Column<Contamination> number(Unit unit, Function<Contamination, Cell> cell) {
    return Column.number(unit, "", cell);
  }

  private static Column<Contamination> range(Unit unit, Function<Contamination, Cell> cell) {
    return Column.range(unit, "", cell);
  }
}
