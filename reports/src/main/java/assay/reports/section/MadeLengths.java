package assay.reports.section;

import assay.reports.chart.LinesChart;
import assay.reports.compare.ScoreMatrix;
import assay.reports.run.Accuracy;
import assay.reports.run.Estimate;
import assay.reports.run.NaturalOrder;
import assay.reports.run.RunReport;
import assay.reports.run.Slice;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import assay.reports.text.FileNames;
import assay.results.Facets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/// Scores of samples that were made for a context length, by that length.
final class MadeLengths {
  private MadeLengths() {}

  private record At(String model, String tokens, Accuracy accuracy) {}

  /// Returns a curve with its figures for each suite that has samples of several lengths.
  static List<Part> parts(ScoreMatrix matrix) {
    List<Part> parts = new ArrayList<>();
    for (ScoreMatrix.Suite suite : matrix.suites()) {
      List<RunReport> runs = suite.runs().stream().filter(run -> !slices(run).isEmpty()).toList();
      if (!runs.isEmpty()) {
        parts.add(
            new Part.Sentence(
                "Samples of %s are made for a context length each, prompt and answer together."
                    .formatted(matrix.heading(suite))));
        curve(matrix, suite, runs).ifPresent(parts::add);
        parts.add(Part.of(table(matrix, suite, runs)));
      }
    }
    return parts;
  }

  private static List<Slice> slices(RunReport run) {
    return run.breakdowns().stream()
        .filter(each -> each.facet().equals(Facets.CONTEXT))
        .filter(each -> each.slices().stream().allMatch(slice -> isNumber(slice.value())))
        .flatMap(each -> each.slices().stream())
        .toList();
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(each -> each >= '0' && each <= '9');
  }

  private static Optional<Part> curve(
      ScoreMatrix matrix, ScoreMatrix.Suite suite, List<RunReport> runs) {
    if (runs.size() > LinesChart.MOST_LINES) {
      return Optional.empty();
    }
    TreeSet<String> lengths = new TreeSet<>(new NaturalOrder());
    List<LinesChart.Line> lines = new ArrayList<>();
    for (RunReport run : runs) {
      Map<String, Estimate> scores = new LinkedHashMap<>();
      slices(run).forEach(slice -> scores.put(slice.value(), slice.accuracy().estimate()));
      lengths.addAll(scores.keySet());
      lines.add(
          new LinesChart.Line(
              matrix.lineup().label(run.name()),
              scores,
              OptionalInt.of(matrix.lineup().number(run.name()))));
    }
    return Optional.of(
        Part.of(
            Drawing.of(
                "context-lengths-" + FileNames.of(suite.name()),
                "Score by context length, %s, %%".formatted(matrix.heading(suite)),
                () ->
                    LinesChart.of(
                        new LinesChart.Across(
                            "tokens of prompt and answer", List.copyOf(lengths), Optional.empty()),
                        lines))));
  }

  private static Table<At> table(
      ScoreMatrix matrix, ScoreMatrix.Suite suite, List<RunReport> runs) {
    List<At> rows = new ArrayList<>();
    for (RunReport run : runs) {
      String model = matrix.lineup().label(run.name());
      slices(run).forEach(slice -> rows.add(new At(model, slice.value(), slice.accuracy())));
    }
    return new Table<>(
        "By context length, " + matrix.heading(suite),
        List.of(
            Column.text("model", At::model),
            Column.text("tokens", At::tokens),
            Scores.<At>value(row -> row.accuracy().estimate()),
            Scores.interval(row -> row.accuracy().estimate()),
            Column.number(Unit.COUNT, "n", row -> Cell.of(row.accuracy().counts().measured())),
            Column.number(
                Unit.COUNT, "not measured", row -> Cell.of(row.accuracy().counts().unmeasured()))),
        rows);
  }
}
