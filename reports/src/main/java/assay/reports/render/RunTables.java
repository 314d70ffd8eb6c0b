package assay.reports.render;

import static assay.reports.render.Table.number;
import static assay.reports.render.Table.text;

import assay.reports.run.Breakdown;
import assay.reports.run.Counts;
import assay.reports.run.Estimate;
import assay.reports.run.OfficialFigure;
import assay.reports.run.PassAtK;
import assay.reports.run.RuleUse;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.run.Slice;
import assay.reports.text.Figures;
import assay.results.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/// The tables of one run.
final class RunTables {
  private static final List<SliceCount> SLICE_COUNTS =
      List.of(
          new SliceCount("no answer", Counts::noAnswer),
          new SliceCount("not measured", Counts::unmeasured),
          new SliceCount("truncated", Counts::truncated));

  private record SliceCount(String name, ToLongFunction<Counts> of) {}

  private RunTables() {}

  /// Returns how the attempts ended, with a row for each cause of not being measured.
  static Table verdicts(Counts counts) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(verdict("correct", counts.correct(), counts));
    rows.add(verdict("wrong, with an answer", counts.wrong() - counts.noAnswer(), counts));
    rows.add(verdict("wrong, no answer found", counts.noAnswer(), counts));
    for (Map.Entry<Cause, Long> cause : counts.notMeasured().entrySet()) {
      rows.add(verdict("not measured: " + cause.getKey().label(), cause.getValue(), counts));
    }
    rows.add(verdict("all attempts", counts.total(), counts));
    return new Table(
        "Verdicts",
        List.of(text("verdict"), number("attempts"), number("share, %")),
        rows,
        counts.truncated() == 0
            ? List.of()
            : List.of(
                "Cut by a token limit: %s."
                    .formatted(Figures.countWithShare(counts.truncated(), counts.total()))));
  }

  private static List<String> verdict(String name, long part, Counts counts) {
    return List.of(
        name,
        Figures.count(part),
        counts.total() == 0 ? Figures.NONE : Figures.percent((double) part / counts.total()));
  }

  /// Returns what each scorer makes of the same completions.
  static Table scorers(RunReport run) {
    ScorerReport own = run.scorers().getFirst();
    boolean several = run.scorers().size() > 1;
    List<Table.Column> columns = new ArrayList<>();
    columns.add(text("scorer"));
    columns.addAll(List.of(number("accuracy, %"), number("95 % interval"), number("SE")));
    if (several) {
      columns.addAll(List.of(number("change"), number("gained"), number("lost")));
    }
    columns.addAll(List.of(number("no answer"), number("not measured")));
    for (int i = 0; i < own.official().size(); i++) {
      columns.add(number(officialName(i)));
    }
    List<String> notes = new ArrayList<>();
    if (several) {
      notes.add(
          "change, gained, lost: against %s on the same completions; a gained attempt is right by"
                  .formatted(own.scorer())
              + " this scorer alone, a lost one by %s alone.".formatted(own.scorer()));
    }
    for (int i = 0; i < own.official().size(); i++) {
      OfficialFigure figure = own.official().get(i);
      notes.add(
          "%s: %s (n = %s)."
              .formatted(officialName(i), figure.convention(), Figures.count(figure.samples())));
    }
    run.scorers().forEach(scorer -> artefacts(scorer).ifPresent(notes::add));
    return new Table(
        several ? "How much the rule moves the score" : "Score",
        columns,
        run.scorers().stream().map(scorer -> scorerRow(scorer, own, several)).toList(),
        notes);
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

  private static String officialName(int index) {
    return index == 0 ? "official" : "with guess";
  }

  private static List<String> scorerRow(ScorerReport scorer, ScorerReport own, boolean several) {
    Estimate estimate = scorer.accuracy().estimate();
    List<String> row = new ArrayList<>();
    row.add(scorer.scorer());
    row.add(Figures.percent(estimate.value()));
    row.add(Figures.percent(estimate.interval()));
    row.add(Figures.percent(estimate.standardError()));
    if (several) {
      row.addAll(change(scorer, own));
    }
    row.add(Figures.count(scorer.accuracy().counts().noAnswer()));
    row.add(Figures.count(scorer.accuracy().counts().unmeasured()));
    for (int i = 0; i < own.official().size(); i++) {
      row.add(official(scorer.official(), i));
    }
    return row;
  }

  private static List<String> change(ScorerReport scorer, ScorerReport own) {
    if (scorer.equals(own)) {
      return List.of(Figures.NONE, Figures.NONE, Figures.NONE);
    }
    OptionalDouble change = scorer.changeFrom(own);
    return List.of(
        change.isPresent() ? Figures.points(change.getAsDouble()) : Figures.NONE,
        Figures.count(scorer.gained()),
        Figures.count(scorer.lost()));
  }

  private static String official(List<OfficialFigure> figures, int index) {
    return index < figures.size() ? Figures.percent(figures.get(index).value()) : Figures.NONE;
  }

  /// Returns which rules of one scorer decided.
  static Table rules(ScorerReport scorer) {
    return new Table(
        "Rules of " + scorer.scorer(),
        List.of(text("rule"), number("decided"), number("correct"), number("correct, %")),
        scorer.rules().stream().map(RunTables::rule).toList(),
        List.of());
  }

  private static List<String> rule(RuleUse rule) {
    return List.of(
        rule.rule(),
        Figures.count(rule.decided()),
        Figures.count(rule.correct()),
        Figures.percent((double) rule.correct() / rule.decided()));
  }

  /// Returns the accuracy by one facet, with the unweighted mean as last row. A count that is zero
  /// in every row has no column.
  static Table breakdown(Breakdown breakdown) {
    List<SliceCount> counts =
        SLICE_COUNTS.stream()
            .filter(
                each ->
                    breakdown.slices().stream()
                        .anyMatch(slice -> each.of().applyAsLong(slice.accuracy().counts()) > 0))
            .toList();
    List<Table.Column> columns =
        new ArrayList<>(
            List.of(
                text(breakdown.facet()),
                number("n"),
                number("accuracy, %"),
                number("95 % interval"),
                number("SE")));
    counts.forEach(each -> columns.add(number(each.name())));
    List<List<String>> rows = new ArrayList<>();
    for (Slice slice : breakdown.slices()) {
      Counts all = slice.accuracy().counts();
      String n = Figures.count(all.measured());
      List<String> row = slice(slice.value(), n, slice.accuracy().estimate());
      counts.forEach(each -> row.add(Figures.count(each.of().applyAsLong(all))));
      rows.add(row);
    }
    List<String> macro = slice("unweighted mean", "", breakdown.macro());
    counts.forEach(each -> macro.add(""));
    rows.add(macro);
    return new Table("By " + breakdown.facet(), columns, rows, List.of());
  }

  private static List<String> slice(String name, String n, Estimate estimate) {
    return new ArrayList<>(
        List.of(
            name,
            n,
            Figures.percent(estimate.value()),
            Figures.percent(estimate.interval()),
            Figures.percent(estimate.standardError())));
  }

  /// Returns pass@k for each k.
  static Table passAtK(List<PassAtK> series) {
    return new Table(
        "pass@k",
        List.of(
            number("k"),
            number("samples"),
            number("pass@k, %"),
            number("95 % interval"),
            number("SE"),
            number("bounds")),
        series.stream().map(RunTables::passAtKRow).toList(),
        List.of());
  }

  private static List<String> passAtKRow(PassAtK pass) {
    return List.of(
        Integer.toString(pass.k()),
        Figures.count(pass.samples()),
        Figures.percent(pass.estimate().value()),
        Figures.percent(pass.estimate().interval()),
        Figures.percent(pass.estimate().standardError()),
        Figures.percent(pass.estimate().bounds()));
  }
}
