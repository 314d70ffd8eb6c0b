package assay.reports.render;

import static assay.reports.render.Table.number;
import static assay.reports.render.Table.text;

import assay.reports.axes.Contamination;
import assay.reports.axes.Contamination.Gap;
import assay.reports.axes.Contamination.Side;
import assay.reports.axes.Contaminations;
import assay.reports.chart.SeriesChart;
import assay.reports.run.Slice;
import assay.reports.text.Figures;
import assay.reports.text.Sizes;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Scores on dated problems before and after the end of a model's training data.
///
/// The columns of `contamination.csv`: `run`, `model`, `cutoff` (last day), `cutoff_source`,
/// `problems_before`, `score_before`, `score_before_low`, `score_before_high`, the same four for
/// `after`, `undecided` (problems of the cutoff's month of which no day is known), `gap` (after
/// minus before), `gap_low`, `gap_high` (95 %, Newcombe), `standardised_gap` with `_low` and
/// `_high` (at equal difficulties), `odds_ratio` with `_low` and `_high` (Mantel-Haenszel over
/// difficulties) and `odds_p`. Shares run from 0 to 1.
final class ContaminationSection {
  private static final int MOST_TICKS = 7;

  private ContaminationSection() {}

  static Optional<Section> of(Contaminations all) {
    if (all.runs().isEmpty() && all.unknown().isEmpty()) {
      return Optional.empty();
    }
    List<String> sentences = new ArrayList<>();
    all.runs().forEach(run -> sentences.add(sentence(run)));
    if (!all.unknown().isEmpty()) {
      sentences.add(
          "No source states where the training data of %s end; --cutoff DATE can say it."
              .formatted(String.join(", ", all.unknown())));
    }
    List<Section.Part> parts = new ArrayList<>();
    for (int i = 0; i < all.runs().size(); i++) {
      Contamination run = all.runs().get(i);
      parts.add(Section.Part.of(drawing(run, i + 1), sides(run)));
      run.gap().ifPresent(gap -> parts.add(Section.Part.of(gaps(run, gap))));
    }
    return Optional.of(
        new Section(
            "contamination",
            "Before and after the training data end",
            sentences,
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

  private static Section.Drawing drawing(Contamination run, int number) {
    YearMonth first = YearMonth.parse(run.months().getFirst().value());
    YearMonth last = YearMonth.parse(run.months().getLast().value());
    List<SeriesChart.Point> points = new ArrayList<>();
    for (Slice month : run.months()) {
      points.add(
          new SeriesChart.Point(
              months(first, YearMonth.parse(month.value())), month.accuracy().estimate()));
    }
    long span = months(first, last);
    long step = Math.max(1, (span + MOST_TICKS - 1) / MOST_TICKS);
    List<SeriesChart.Tick> ticks = new ArrayList<>();
    for (long month = 0; month <= span; month += step) {
      ticks.add(new SeriesChart.Tick(month, first.plusMonths(month).toString()));
    }
    double cutoff = place(first, run.cutoff().lastDay());
    boolean within = cutoff >= -0.5 && cutoff <= span + 0.5;
    SeriesChart.Across across =
        new SeriesChart.Across(
            -0.5,
            span + 0.5,
            ticks,
            within
                ? Optional.of(new SeriesChart.Tick(cutoff, "data end " + run.cutoff().lastDay()))
                : Optional.empty());
    return new Section.Drawing(
        "contamination-" + number,
        "Score by month of the problem, %s, %%".formatted(run.run()),
        SeriesChart.of(List.of(new SeriesChart.Series("", points)), across));
  }

  private static long months(YearMonth first, YearMonth month) {
    return ChronoUnit.MONTHS.between(first, month);
  }

  /// Returns the end of a day on the scale of months, on which a month is centred at its number.
  private static double place(YearMonth first, LocalDate day) {
    YearMonth month = YearMonth.from(day);
    return months(first, month) - 0.5 + (double) day.getDayOfMonth() / month.lengthOfMonth();
  }

  private static Table sides(Contamination run) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "The training data end by %s: %s."
            .formatted(run.cutoff().lastDay(), run.cutoff().source()));
    if (run.undecided() > 0) {
      notes.add(
          "%s problems are left out: of their dates only the month of the cutoff is known."
              .formatted(Figures.count(run.undecided())));
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("all", "before", run.before()));
    rows.add(row("all", "after", run.after()));
    run.gap()
        .ifPresent(
            gap ->
                gap.strata()
                    .forEach(
                        stratum -> {
                          rows.add(row(stratum.name(), "before", stratum.before()));
                          rows.add(row(stratum.name(), "after", stratum.after()));
                        }));
    return new Table(
        "Problems before and after, " + run.run(),
        List.of(
            text("difficulty"),
            text("problems"),
            number("n"),
            number("score, %"),
            number("95 % interval")),
        rows,
        notes);
  }

  private static List<String> row(String difficulty, String when, Side side) {
    return side.problems() == 0
        ? List.of(difficulty, when, "0", Figures.NONE, Figures.NONE)
        : List.of(
            difficulty,
            when,
            Figures.count(side.problems()),
            Figures.percent(side.score()),
            Figures.percent(side.interval()));
  }

  private static Table gaps(Contamination run, Gap gap) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "difference, points", Figures.points(gap.value()), Figures.points(gap.interval()), ""));
    gap.standardised()
        .ifPresent(
            each ->
                rows.add(
                    List.of(
                        "difference at equal difficulties, points",
                        Figures.points(each.value()),
                        Figures.points(each.interval()),
                        "")));
    gap.odds()
        .ifPresent(
            odds ->
                rows.add(
                    List.of(
                        "odds ratio over difficulties",
                        Sizes.plain(odds.oddsRatio()),
                        Sizes.plain(odds.interval().low())
                            + " – "
                            + Sizes.plain(odds.interval().high()),
                        Sizes.plain(odds.pValue()))));
    return new Table(
        "After against before, " + run.run(),
        List.of(text("figure"), number("value"), number("95 % interval"), number("p")),
        rows,
        List.of(
            "Intervals: Newcombe's for independent shares; normal, weighed by the difficulties of"
                + " all problems; Mantel-Haenszel."));
  }

  private static Section.DataFile file(List<Contamination> runs) {
    List<Table.Column> columns = new ArrayList<>();
    for (String name : List.of("run", "model", "cutoff", "cutoff_source")) {
      columns.add(text(name));
    }
    for (String name :
        List.of(
            "problems_before",
            "score_before",
            "score_before_low",
            "score_before_high",
            "problems_after",
            "score_after",
            "score_after_low",
            "score_after_high",
            "undecided",
            "gap",
            "gap_low",
            "gap_high",
            "standardised_gap",
            "standardised_gap_low",
            "standardised_gap_high",
            "odds_ratio",
            "odds_ratio_low",
            "odds_ratio_high",
            "odds_p")) {
      columns.add(number(name));
    }
    return new Section.DataFile(
        "contamination", columns, runs.stream().map(ContaminationSection::cells).toList());
  }

  private static List<String> cells(Contamination run) {
    List<String> cells = new ArrayList<>();
    cells.addAll(List.of(run.run(), run.model()));
    cells.addAll(List.of(run.cutoff().lastDay().toString(), run.cutoff().source()));
    cells.addAll(cells(run.before()));
    cells.addAll(cells(run.after()));
    cells.add(Integer.toString(run.undecided()));
    cells.addAll(
        run.gap()
            .map(gap -> cells(gap.value(), gap.interval().low(), gap.interval().high()))
            .orElse(List.of("", "", "")));
    cells.addAll(
        run.gap()
            .flatMap(Gap::standardised)
            .map(each -> cells(each.value(), each.interval().low(), each.interval().high()))
            .orElse(List.of("", "", "")));
    cells.addAll(
        run.gap()
            .flatMap(Gap::odds)
            .map(
                odds ->
                    cells(
                        odds.oddsRatio(),
                        odds.interval().low(),
                        odds.interval().high(),
                        odds.pValue()))
            .orElse(List.of("", "", "", "")));
    return cells;
  }

  private static List<String> cells(Side side) {
    List<String> cells = new ArrayList<>(List.of(Integer.toString(side.problems())));
    cells.addAll(
        side.problems() == 0
            ? List.of("", "", "")
            : cells(side.score(), side.interval().low(), side.interval().high()));
    return cells;
  }

  private static List<String> cells(double... values) {
    List<String> cells = new ArrayList<>();
    for (double value : values) {
      cells.add(Sections.exact(value));
    }
    return cells;
  }
}
