package assay.reports.section;

import assay.reports.compare.AttemptDifferences;
import assay.reports.compare.AttemptDifferences.Row;
import assay.reports.run.AttemptFigure;
import assay.reports.run.AttemptMetric;
import assay.reports.statistics.PluralityVote;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.JsonRows;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import assay.reports.text.Figures;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What several attempts at a sample come to, as a table.
public final class AttemptTables {
  private static final Map<AttemptMetric, String> MEANINGS =
      Map.of(
          AttemptMetric.PASS, "pass@k: at least one of k attempts is right",
          AttemptMetric.AVG, "avg@k: the share of k attempts that is right",
          AttemptMetric.MAJ,
              "maj@k: the most frequent answer of k attempts is right, answers taken by their text",
          AttemptMetric.CONS,
              "cons@k: the same, answers taken as one where the scorer calls them equal");
  private static final Column<AttemptFigure> K =
      Column.<AttemptFigure>number(Unit.NAME, "k", figure -> Cell.of(figure.k()))
          .in("k", "attempts that are made");
  private static final Column<AttemptFigure> SAMPLES =
      Column.<AttemptFigure>count("samples", figure -> figure.samples())
          .in("samples", "with at least so many measured attempts");
  private static final Column<AttemptFigure> BOOTSTRAP =
      Column.<AttemptFigure>range(Unit.SHARE, "bootstrap", figure -> Cell.of(figure.bootstrap()))
          .in("bootstrap", "the 95 % interval by resampling samples");

  private static final Column<Row> NAME = Column.text("figure", "figure", "its name", Row::name);
  private static final Column<Row> SCORE_A =
      Column.<Row>number(Unit.SHARE, "first", row -> Cell.of(row.scoreA()))
          .in("score_a", "the first run's");
  private static final Column<Row> SCORE_B =
      Column.<Row>number(Unit.SHARE, "second", row -> Cell.of(row.scoreB()))
          .in("score_b", "the second run's");
  private static final Column<Row> RESAMPLED =
      Column.<Row>range(Unit.DIFFERENCE, "bootstrap", row -> Cell.of(row.bootstrap()))
          .in("bootstrap_interval", "by resampling samples, 95 %");

  private AttemptTables() {}

  static Table<AttemptFigure> of(List<AttemptFigure> figures) {
    return new Table<>(
        "Several attempts",
        List.of(
            Column.text("figure", AttemptFigure::name),
            SAMPLES,
            Scores.value(AttemptFigure::estimate),
            Scores.interval(AttemptFigure::estimate),
            BOOTSTRAP,
            Scores.standardError(AttemptFigure::estimate),
            Scores.bounds(AttemptFigure::estimate)),
        figures,
        notes(figures));
  }

  private static List<String> notes(List<AttemptFigure> figures) {
    List<String> meanings = new ArrayList<>();
    for (AttemptMetric metric : AttemptMetric.values()) {
      if (figures.stream().anyMatch(figure -> figure.metric() == metric)) {
        meanings.add(MEANINGS.get(metric));
      }
    }
    List<String> notes = new ArrayList<>();
    notes.add(
        String.join("; ", meanings)
            + ". Each is the mean over all subsets of k of a sample's measured attempts, and over"
            + " samples, which are what both intervals take as independent.");
    if (figures.stream().anyMatch(AttemptFigure::inParts)) {
      notes.add(
          "An answer that is right in part counts for that part in avg@k, and as wrong in the"
              + " others.");
    }
    if (figures.stream().anyMatch(figure -> figure.metric() == AttemptMetric.MAJ)) {
      notes.add(
          "A tie counts by the share of its answers that is right; an attempt without an answer"
              + " casts no vote, and where nobody votes the sample is wrong.");
    }
    if (figures.stream().anyMatch(figure -> !figure.exact())) {
      notes.add(
          "Votes with more subsets than can be counted: %s drawn for each sample, from seed %d."
              .formatted(Figures.count(PluralityVote.DRAWS), PluralityVote.SEED));
    }
    figures.stream()
        .filter(figure -> figure.samples() == 0)
        .findFirst()
        .ifPresent(
            figure -> notes.add("No sample has %d measured attempts.".formatted(figure.k())));
    return notes;
  }

  /// Returns the same of two runs beside each other.
  public static Table<Row> of(AttemptDifferences two) {
    return new Table<>(
        "Several attempts",
        List.of(
            NAME,
            ComparisonColumns.N.of(Row::difference),
            SCORE_A.under("%s, %%".formatted(two.a())),
            SCORE_B.under("%s, %%".formatted(two.b())),
            ComparisonColumns.DIFFERENCE.of(Row::difference),
            ComparisonColumns.INTERVAL.of(Row::difference),
            RESAMPLED,
            ComparisonColumns.P.of(Row::difference)),
        two.rows(),
        List.of(
            "Over samples with at least k measured attempts in both runs; t over samples. What the"
                + " figures are: assay report."));
  }

  /// Returns the same for programs.
  public static ArrayNode json(AttemptDifferences two) {
    return JsonRows.of(
        List.of(
            NAME,
            ComparisonColumns.N.of(Row::difference),
            SCORE_A,
            SCORE_B,
            ComparisonColumns.DIFFERENCE.of(Row::difference),
            ComparisonColumns.INTERVAL.of(Row::difference),
            RESAMPLED,
            ComparisonColumns.P.of(Row::difference)),
        two.rows());
  }

  /// Returns what tells the figures of one metric apart, for programs.
  static List<Column<AttemptFigure>> passColumns() {
    return List.of(K, SAMPLES);
  }

  /// Returns the figures but for their estimates, for programs.
  static List<Column<AttemptFigure>> columns() {
    return List.of(
        Column.text("", "figure", "its name", AttemptFigure::name), K, SAMPLES, BOOTSTRAP);
  }
}
