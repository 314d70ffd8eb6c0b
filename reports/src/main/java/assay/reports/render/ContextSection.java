package assay.reports.render;

import static assay.reports.render.Table.number;
import static assay.reports.render.Table.text;

import assay.reports.chart.Charts;
import assay.reports.chart.HeatMapChart;
import assay.reports.chart.LinesChart;
import assay.reports.run.Estimate;
import assay.reports.text.Figures;
import assay.reports.text.Sizes;
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

/// Scores over padded context lengths, with what each length costs.
///
/// The columns of `context.csv`: `suite`, `run`, `padded_to` (tokens, or `none`), `position` (of
/// the question in the padding, 0 to 1, or `none`), `other` (levels of further axes), `n`, `score`,
/// `score_low`, `score_high` (95 %), `not_measured`, `prompt_tokens` and `prefill_seconds`
/// (medians), `kv_bytes` for a prompt of that length.
final class ContextSection {
  private static final int MOST_MAPS = 4;

  private ContextSection() {}

  static Optional<Section> of(List<VariantStudy> studies) {
    List<VariantStudy> padded =
        studies.stream().filter(study -> study.axis(Coordinates.PADDED_TO).isPresent()).toList();
    if (padded.isEmpty()) {
      return Optional.empty();
    }
    List<Section.Part> parts = new ArrayList<>();
    for (VariantStudy study : padded) {
      String suffix = padded.size() > 1 ? "-" + Sections.fileName(study.suite()) : "";
      VariantAxis lengths = study.axis(Coordinates.PADDED_TO).orElseThrow();
      curve(study, lengths, suffix).ifPresent(parts::add);
      study
          .axis(Coordinates.POSITION)
          .ifPresent(each -> parts.addAll(maps(study, lengths, suffix)));
      parts.add(Section.Part.of(costs(study)));
    }
    return Optional.of(
        new Section(
            "context",
            "Context length",
            List.of(
                "The same questions behind and before padding that does not help to answer them."
                    + " Position 0 puts the question before all padding, 1 behind all of it."
                    + " Prompts that did not fit the context window are not measured."),
            parts,
            List.of(file(padded))));
  }

  /// Score against length, one line for each combination of the other axes.
  private static Optional<Section.Part> curve(
      VariantStudy study, VariantAxis lengths, String suffix) {
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
        Section.Part.of(
            new Section.Drawing(
                "context-curve" + suffix,
                "Score by context length, %s, %%".formatted(study.suite()),
                LinesChart.of("tokens of the padded prompt", lengths.levels(), drawn))));
  }

  /// Score by length and position, one map for each combination of the other axes.
  private static List<Section.Part> maps(VariantStudy study, VariantAxis lengths, String suffix) {
    Map<String, List<Variant>> groups = new LinkedHashMap<>();
    for (Variant variant : study.variants()) {
      if (!variant.levels().get(Coordinates.POSITION).equals(Coordinates.NONE)) {
        groups
            .computeIfAbsent(
                others(study, variant, ContextSection::isFurther), name -> new ArrayList<>())
            .add(variant);
      }
    }
    List<Section.Part> parts = new ArrayList<>();
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
                  Section.Part.of(
                      new Section.Drawing(
                          "context-map" + number + suffix,
                          title,
                          map(study, lengths, group.getValue()))));
            });
    return parts;
  }

  private static boolean isFurther(VariantAxis axis) {
    return !axis.name().equals(Coordinates.PADDED_TO) && !axis.name().equals(Coordinates.POSITION);
  }

  private static Charts.Picture map(
      VariantStudy study, VariantAxis lengths, List<Variant> variants) {
    List<String> columns =
        lengths.levels().stream().filter(level -> !level.equals(Coordinates.NONE)).toList();
    List<String> rows =
        study.axis(Coordinates.POSITION).orElseThrow().levels().stream()
            .filter(level -> !level.equals(Coordinates.NONE))
            .toList();
    List<HeatMapChart.Cell> cells = new ArrayList<>();
    for (Variant variant : variants) {
      Estimate score = variant.accuracy().estimate();
      int row = rows.indexOf(variant.levels().get(Coordinates.POSITION));
      int column = columns.indexOf(variant.levels().get(Coordinates.PADDED_TO));
      boolean free = cells.stream().noneMatch(c -> c.row() == row && c.column() == column);
      if (score.value().isPresent() && column >= 0 && free) {
        cells.add(
            new HeatMapChart.Cell(
                row,
                column,
                score.value().getAsDouble(),
                List.of(
                    Figures.percent(score.value()),
                    "n " + Figures.count(variant.accuracy().counts().measured()))));
      }
    }
    return HeatMapChart.of(
        new HeatMapChart.Names("position", rows, "tokens of the padded prompt", columns), cells);
  }

  private static Table costs(VariantStudy study) {
    return new Table(
            "Cost of length, " + study.suite(),
            List.of(
                text("run"),
                text("padded to"),
                text("position"),
                text("other"),
                number("score, %"),
                number("95 % interval"),
                number("n"),
                number("not measured"),
                number("prompt, tokens"),
                number("prefill"),
                number("KV memory")),
            study.variants().stream().map(variant -> cost(study, variant)).toList(),
            List.of(
                "Medians over attempts; the time of a prompt of which nothing was kept before."))
        .withoutEmptyColumns();
  }

  private static List<String> cost(VariantStudy study, Variant variant) {
    return List.of(
        variant.run(),
        variant.levels().get(Coordinates.PADDED_TO),
        variant.levels().getOrDefault(Coordinates.POSITION, Figures.NONE),
        others(study, variant, ContextSection::isFurther),
        Figures.percent(variant.accuracy().estimate().value()),
        Figures.percent(variant.accuracy().estimate().interval()),
        Figures.count(variant.accuracy().counts().measured()),
        Figures.count(variant.accuracy().counts().unmeasured()),
        Sizes.plain(variant.pace().promptTokens().value()),
        variant.pace().prefillSeconds().value().stream()
            .mapToObj(Sizes::seconds)
            .findFirst()
            .orElse(Figures.NONE),
        variant.cacheBytes().stream()
            .mapToObj(bytes -> Sizes.bytes((double) bytes))
            .findFirst()
            .orElse(Figures.NONE));
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

  private static Section.DataFile file(List<VariantStudy> studies) {
    List<List<String>> rows = new ArrayList<>();
    for (VariantStudy study : studies) {
      for (Variant variant : study.variants()) {
        List<String> row = new ArrayList<>(List.of(study.suite(), variant.run()));
        row.add(variant.levels().get(Coordinates.PADDED_TO));
        row.add(variant.levels().getOrDefault(Coordinates.POSITION, ""));
        row.add(others(study, variant, ContextSection::isFurther));
        row.add(Long.toString(variant.accuracy().counts().measured()));
        row.add(VariantSection.exact(variant.accuracy().estimate().value()));
        row.addAll(VariantSection.ends(variant.accuracy().estimate().interval()));
        row.add(Long.toString(variant.accuracy().counts().unmeasured()));
        row.add(VariantSection.exact(variant.pace().promptTokens().value()));
        row.add(VariantSection.exact(variant.pace().prefillSeconds().value()));
        row.add(variant.cacheBytes().stream().mapToObj(Long::toString).findFirst().orElse(""));
        rows.add(row);
      }
    }
    return new Section.DataFile(
        "context",
        List.of(
            text("suite"),
            text("run"),
            text("padded_to"),
            text("position"),
            text("other"),
            number("n"),
            number("score"),
            number("score_low"),
            number("score_high"),
            number("not_measured"),
            number("prompt_tokens"),
            number("prefill_seconds"),
            number("kv_bytes")),
        rows);
  }
}
