package assay.reports.section;

import assay.reports.run.Accuracy;
import assay.reports.run.Breakdown;
import assay.reports.run.Counts;
import assay.reports.run.Estimate;
import assay.reports.run.OfficialFigure;
import assay.reports.run.RuleUse;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import assay.reports.text.Figures;
import assay.results.Draw;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// The tables of one run.
public final class RunTables {
  private static final List<Column<RuleUse>> RULE =
      List.of(
          Column.text("rule", "rule", "its name", RuleUse::rule),
          Column.count("decided", "decided", "attempts", use -> use.decided()),
          Column.<RuleUse>count("correct", use -> use.correct())
              .in("correct", "attempts, a part of the decided ones"));

  private RunTables() {}

  private record VerdictCount(String verdict, long attempts, long of) {}

  /// Returns how the attempts ended, with a row for each cause of not being measured.
  public static Table<?> verdicts(Counts counts) {
    long total = counts.total();
    List<VerdictCount> rows = new ArrayList<>();
    rows.add(new VerdictCount("correct", counts.correct(), total));
    rows.add(new VerdictCount("wrong, with an answer", counts.wrong() - counts.noAnswer(), total));
    rows.add(new VerdictCount("wrong, no answer found", counts.noAnswer(), total));
    counts
        .notMeasured()
        .forEach(
            (cause, count) ->
                rows.add(new VerdictCount("not measured: " + cause.label(), count, total)));
    rows.add(new VerdictCount("all attempts", total, total));
    return new Table<>(
        "Verdicts",
        List.of(
            Column.text("verdict", VerdictCount::verdict),
            Column.number(Unit.COUNT, "attempts", row -> Cell.of(row.attempts())),
            Column.number(Unit.SHARE, "share, %", row -> ratio(row.attempts(), row.of()))),
        rows,
        notes(counts));
  }

  private static List<String> notes(Counts counts) {
    List<String> notes = new ArrayList<>();
    if (counts.credit() > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "Answers that are right in part add %.2f to the %d that are right in full.",
              counts.credit(),
              counts.correct()));
    }
    if (counts.truncated() > 0) {
      notes.add(
          "Cut by a token limit: %s."
              .formatted(Figures.countWithShare(counts.truncated(), counts.total())));
    }
    return notes;
  }

  private static Cell ratio(long part, long whole) {
    return whole == 0 ? Cell.UNKNOWN : Cell.of((double) part / whole);
  }

  /// Returns what each scorer makes of the same completions.
  static Table<ScorerReport> scorers(RunReport run) {
    ScorerReport own = run.scorers().getFirst();
    boolean several = run.scorers().size() > 1;
    List<Column<ScorerReport>> columns = new ArrayList<>();
    columns.add(Column.text("scorer", ScorerReport::scorer));
    columns.add(RunColumns.ACCURACY.of(ScorerReport::accuracy));
    columns.add(RunColumns.INTERVAL.of(ScorerReport::accuracy));
    columns.add(RunColumns.STANDARD_ERROR.of(ScorerReport::accuracy));
    List<String> notes = new ArrayList<>();
    if (several) {
      columns.add(against(own, Unit.DIFFERENCE, "change", each -> Cell.of(each.changeFrom(own))));
      columns.add(against(own, Unit.COUNT, "gained", each -> Cell.of(each.gained())));
      columns.add(against(own, Unit.COUNT, "lost", each -> Cell.of(each.lost())));
      notes.add(
          ("change, gained, lost: against %1$s on the same completions; a gained attempt is right"
                  + " by this scorer alone, a lost one by %1$s alone.")
              .formatted(own.scorer()));
    }
    columns.add(RunColumns.NO_ANSWER.of(ScorerReport::accuracy));
    columns.add(RunColumns.NOT_MEASURED.of(ScorerReport::accuracy));
    for (int i = 0; i < own.official().size(); i++) {
      String name = i == 0 ? "official" : "with guess";
      int index = i;
      columns.add(Column.number(Unit.SHARE, name, each -> official(each.official(), index)));
      OfficialFigure figure = own.official().get(i);
      notes.add(
          "%s: %s (n = %s).".formatted(name, figure.convention(), Figures.count(figure.samples())));
    }
    run.scorers().forEach(scorer -> artefacts(scorer).ifPresent(notes::add));
    run.manifest().dataset().selected().draw().map(RunTables::weighed).ifPresent(notes::add);
    return new Table<>(
        several ? "How much the rule moves the score" : "Score", columns, run.scorers(), notes);
  }

  private static String weighed(Draw draw) {
    return ("Score and interval are those of all %s samples, from which %s were drawn by %s (seed"
            + " %d): each counts as many as its group has for one that was drawn, and the interval"
            + " is narrower by the share that was drawn (finite population correction).")
        .formatted(
            Figures.count(draw.size()), Figures.count(draw.drawn()), draw.facet(), draw.seed());
  }

  /// Returns a column in which the protocol's own scorer has no figure.
  private static Column<ScorerReport> against(
      ScorerReport own, Unit unit, String header, Function<ScorerReport, Cell> cell) {
    return Column.number(unit, header, each -> each.equals(own) ? Cell.UNKNOWN : cell.apply(each));
  }

  private static Cell official(List<OfficialFigure> figures, int index) {
    return index < figures.size() ? Cell.of(figures.get(index).value()) : Cell.UNKNOWN;
  }

  /// Returns what a reader must know of failures that only an official harness sees; empty where
  /// there are none.
  static Optional<String> artefacts(ScorerReport scorer) {
    long count = scorer.officialArtefacts();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            ("%s: %s of %s failures are artefacts of the official harness: they pass as real"
                    + " programs.")
                .formatted(
                    scorer.scorer(),
                    Figures.count(count),
                    Figures.count(scorer.accuracy().counts().wrong())));
  }

  /// Returns which rules of one scorer decided.
  static Table<RuleUse> rules(ScorerReport scorer) {
    List<Column<RuleUse>> columns = new ArrayList<>(RULE);
    columns.add(
        Column.number(Unit.SHARE, "correct, %", use -> ratio(use.correct(), use.decided())));
    return new Table<>("Rules of " + scorer.scorer(), columns, scorer.rules());
  }

  /// Returns the rules for programs.
  static List<Column<RuleUse>> ruleColumns() {
    return RULE;
  }

  /// A slice, or the mean over all of them.
  private record SliceLine(String name, Optional<Accuracy> accuracy, Estimate estimate) {}

  /// Returns the accuracy by one facet, with the unweighted mean as last row. A count that is zero
  /// in every row has no column.
  static Table<?> breakdown(Breakdown breakdown) {
    List<SliceLine> rows = new ArrayList<>();
    breakdown
        .slices()
        .forEach(
            slice ->
                rows.add(
                    new SliceLine(
                        slice.value(),
                        Optional.of(slice.accuracy()),
                        slice.accuracy().estimate())));
    rows.add(new SliceLine("unweighted mean", Optional.empty(), breakdown.macro()));
    List<Column<SliceLine>> columns = new ArrayList<>();
    columns.add(Column.text(breakdown.facet(), SliceLine::name));
    columns.add(counted("n", Counts::measured));
    columns.add(Scores.value(SliceLine::estimate).under("accuracy, %"));
    columns.add(Scores.interval(SliceLine::estimate));
    columns.add(Scores.standardError(SliceLine::estimate));
    columns.addAll(
        Stream.of(
                counted("no answer", Counts::noAnswer),
                counted("not measured", Counts::unmeasured),
                counted("truncated", Counts::truncated))
            .filter(column -> rows.stream().anyMatch(row -> some(column.cell().apply(row))))
            .toList());
    return new Table<>("By " + breakdown.facet(), columns, rows);
  }

  private static Column<SliceLine> counted(String header, ToLongFunction<Counts> of) {
    return Column.number(
        Unit.COUNT,
        header,
        row ->
            row.accuracy().map(each -> Cell.of(of.applyAsLong(each.counts()))).orElse(Cell.BLANK));
  }

  private static boolean some(Cell cell) {
    return cell instanceof Cell.Whole whole && whole.value() > 0;
  }
}
