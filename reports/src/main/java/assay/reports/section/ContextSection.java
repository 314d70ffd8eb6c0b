package assay.reports.section;

import static assay.reports.section.StudyColumns.INTERVAL;
import static assay.reports.section.StudyColumns.N;
import static assay.reports.section.StudyColumns.NOT_MEASURED;
import static assay.reports.section.StudyColumns.RUN;
import static assay.reports.section.StudyColumns.SCORE;
import static assay.reports.section.StudyColumns.SUITE;
import static assay.reports.section.StudyColumns.members;

import assay.reports.chart.HeatMap;
import assay.reports.chart.LinesChart;
import assay.reports.chart.Picture;
import assay.reports.compare.ScoreMatrix;
import assay.reports.run.Estimate;
import assay.reports.section.StudyColumns.StudyRun;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.DataFile;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import assay.reports.text.Figures;
import assay.reports.text.FileNames;
import assay.reports.variants.Coordinates;
import assay.reports.variants.Variant;
import assay.reports.variants.VariantAxis;
import assay.reports.variants.VariantStudy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Scores over context lengths: of prompts that were padded, with what each length costs, and of
/// samples that were made for a length.
final class ContextSection {
  private static final int MOST_MAPS = 4;

  private static final Column<StudyRun> PADDED_TO =
      Column.<StudyRun>text("padded to", row -> row.variant().levels().get(Coordinates.PADDED_TO))
          .in("padded_to", "tokens of the prompt, or none");
  private static final Column<StudyRun> POSITION =
      Column.<StudyRun>known(
              "position",
              row -> Optional.ofNullable(row.variant().levels().get(Coordinates.POSITION)))
          .in("position", "of the question in the padding, 0 to 1, or none");
  private static final Column<StudyRun> OTHER =
      Column.<StudyRun>text(
              "other", row -> others(row.study(), row.variant(), ContextSection::isFurther))
          .in("other", "levels of further axes");
  private static final Column<StudyRun> PROMPT =
      Column.<StudyRun>number(
              Unit.PLAIN,
              "prompt, tokens",
              row -> Cell.of(row.variant().times().promptTokens().value()))
          .in("prompt_tokens", "a median over attempts");
  private static final Column<StudyRun> PREFILL =
      Column.<StudyRun>number(
              Unit.SECONDS,
              "prefill",
              row -> Cell.of(row.variant().times().prefillSeconds().value()))
          .in("prefill_seconds", "a median over attempts that computed all of the prompt");
  private static final Column<StudyRun> MEMORY =
      Column.<StudyRun>number(Unit.BYTES, "KV memory", row -> Cell.of(row.variant().cacheBytes()))
          .in("kv_bytes", "of the cache for a prompt of that length");

  private ContextSection() {}

  static Optional<Section> of(List<VariantStudy> studies, ScoreMatrix matrix) {
    List<VariantStudy> padded =
        studies.stream().filter(study -> study.axis(Coordinates.PADDED_TO).isPresent()).toList();
    List<Part> parts = new ArrayList<>(MadeLengths.parts(matrix));
    if (!padded.isEmpty()) {
      parts.addAll(parts(padded));
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Section.of(
                "context",
                "Context length",
                parts,
                padded.isEmpty() ? List.of() : List.of(file(padded))));
  }

  private static List<Part> parts(List<VariantStudy> padded) {
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Part.Sentence(
            "The same questions behind and before padding that does not help to answer them."
                + " Position 0 puts the question before all padding, 1 behind all of it."
                + " Prompts that did not fit the context window are not measured."));
    for (VariantStudy study : padded) {
      String suffix = padded.size() > 1 ? "-" + FileNames.of(study.suite()) : "";
      VariantAxis lengths = study.axis(Coordinates.PADDED_TO).orElseThrow();
      curve(study, lengths, suffix).ifPresent(parts::add);
      study
          .axis(Coordinates.POSITION)
          .ifPresent(each -> parts.addAll(maps(study, lengths, suffix)));
      parts.add(Part.of(costs(study)));
    }
    return parts;
  }

  /// Score against length, one line for each combination of the other axes.
  private static Optional<Part> curve(VariantStudy study, VariantAxis lengths, String suffix) {
    Map<String, Map<String, Estimate>> lines = new LinkedHashMap<>();
    for (Variant variant : study.variants()) {
      lines
          .computeIfAbsent(
              others(study, variant, axis -> !axis.name().equals(Coordinates.PADDED_TO)),
              name -> new LinkedHashMap<>())
          .putIfAbsent(variant.levels().get(Coordinates.PADDED_TO), variant.accuracy().estimate());
    }
    lines.values().removeIf(scores -> scores.size() < 2);
    if (lines.isEmpty() || lines.size() > LinesChart.MOST_LINES) {
      return Optional.empty();
    }
    List<LinesChart.Line> drawn = new ArrayList<>();
    lines.forEach((name, scores) -> drawn.add(new LinesChart.Line(name, scores)));
    return Optional.of(
        Part.of(
            Drawing.of(
                "context-curve" + suffix,
                "Score by context length, %s, %%".formatted(study.suite()),
                () ->
                    LinesChart.of(
                        new LinesChart.Across(
                            "tokens of the padded prompt", lengths.levels(), Optional.empty()),
                        drawn))));
  }

  /// Score by length and position, one map for each combination of the other axes.
  private static List<Part> maps(VariantStudy study, VariantAxis lengths, String suffix) {
    Map<String, List<Variant>> groups = new LinkedHashMap<>();
    for (Variant variant : study.variants()) {
      if (!variant.levels().get(Coordinates.POSITION).equals(Coordinates.NONE)) {
        groups
            .computeIfAbsent(
                others(study, variant, ContextSection::isFurther), name -> new ArrayList<>())
            .add(variant);
      }
    }
    List<Part> parts = new ArrayList<>();
    groups.entrySet().stream()
        .limit(MOST_MAPS)
        .forEach(
            group -> {
              String number = groups.size() > 1 ? "-" + (parts.size() + 1) : "";
              String title =
                  "Score by length and position, %s%s, %%"
                      .formatted(
                          study.suite(), group.getKey().isEmpty() ? "" : ", " + group.getKey());
              parts.add(
                  Part.of(
                      Drawing.of(
                          "context-map" + number + suffix,
                          title,
                          () -> map(study, lengths, group.getValue()))));
            });
    return parts;
  }

  private static boolean isFurther(VariantAxis axis) {
    return !axis.name().equals(Coordinates.PADDED_TO) && !axis.name().equals(Coordinates.POSITION);
  }

  private static Picture map(VariantStudy study, VariantAxis lengths, List<Variant> variants) {
    List<String> columns = stated(lengths);
    List<String> rows = stated(study.axis(Coordinates.POSITION).orElseThrow());
    List<HeatMap.Tile> cells = new ArrayList<>();
    for (Variant variant : variants) {
      Estimate score = variant.accuracy().estimate();
      int row = rows.indexOf(variant.levels().get(Coordinates.POSITION));
      int column = columns.indexOf(variant.levels().get(Coordinates.PADDED_TO));
      boolean free = cells.stream().noneMatch(c -> c.row() == row && c.column() == column);
      if (score.value().isPresent() && column >= 0 && free) {
        cells.add(
            new HeatMap.Tile(
                row,
                column,
                score.value().getAsDouble(),
                List.of(
                    Figures.percent(score.value()),
                    "n " + Figures.count(variant.accuracy().counts().measured()))));
      }
    }
    return HeatMap.written(
        new HeatMap.Labels("position", rows, "tokens of the padded prompt", columns), cells);
  }

  private static List<String> stated(VariantAxis axis) {
    return axis.levels().stream().filter(level -> !level.equals(Coordinates.NONE)).toList();
  }

  private static Table<StudyRun> costs(VariantStudy study) {
    return new Table<>(
            "Cost of length, " + study.suite(),
            columns(List.of(SCORE, INTERVAL, N)),
            members(study),
            List.of(
                "Medians over attempts; the time of a prompt of which nothing was kept before."))
        .withoutEmptyColumns();
  }

  /// Returns the levels of the axes that are asked for, in words.
  private static String others(VariantStudy study, Variant variant, Predicate<VariantAxis> wanted) {
    return study.axes().stream()
        .filter(wanted)
        .sorted(Comparator.comparingInt(axis -> axis.name().equals(Coordinates.POSITION) ? 0 : 1))
        .map(axis -> words(axis.name(), variant.levels().get(axis.name())))
        .collect(Collectors.joining(", "));
  }

  /// A level that says by itself what it is stands alone.
  private static String words(String axis, String level) {
    boolean bare = level.equals(Coordinates.NONE) || Character.isDigit(level.charAt(0));
    return bare ? axis + " " + level : level;
  }

  private static DataFile<StudyRun> file(List<VariantStudy> studies) {
    List<Column<StudyRun>> columns = new ArrayList<>(List.of(SUITE));
    columns.addAll(columns(List.of(N, SCORE, INTERVAL)));
    return new DataFile<>("context", columns, members(studies));
  }

  private static List<Column<StudyRun>> columns(List<Column<StudyRun>> scores) {
    List<Column<StudyRun>> columns = new ArrayList<>(List.of(RUN, PADDED_TO, POSITION, OTHER));
    columns.addAll(scores);
    columns.addAll(List.of(NOT_MEASURED, PROMPT, PREFILL, MEMORY));
    return columns;
  }
}
