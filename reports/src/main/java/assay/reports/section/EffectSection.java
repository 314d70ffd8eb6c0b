package assay.reports.section;

import assay.reports.chart.LinesChart;
import assay.reports.chart.Picture;
import assay.reports.run.Estimate;
import assay.reports.statistics.SampleContrast;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.DataFile;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import assay.reports.text.FileNames;
import assay.reports.variants.VariantEffect;
import assay.reports.variants.VariantInteraction;
import assay.reports.variants.VariantStudy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What each axis of a plan changes, and how two of them act together.
final class EffectSection {
  private static final int MOST_PLOTS = 12;
  private static final Level NO_LEVEL = new Level("", "", "");

  private static final Column<Change> SUITE =
      Column.text("suite", "suite", "what was asked", Change::suite);
  private static final Column<Change> KIND =
      Column.<Change>text("", row -> row.second().equals(NO_LEVEL) ? "effect" : "interaction")
          .in("kind", "effect or interaction, a difference of differences");
  private static final Column<Change> AXIS =
      Column.text("axis", "axis", "what varies", row -> row.first().axis());
  private static final Column<Change> LEVEL =
      Column.text("level", "level", "its level", row -> row.first().level());
  private static final Column<Change> BASE =
      Column.text("against", "base", "its first level", row -> row.first().base());
  private static final Column<Change> SECOND_AXIS =
      Column.<Change>text("", row -> row.second().axis())
          .in("second_axis", "what varies with it, for interactions");
  private static final Column<Change> SECOND_LEVEL =
      Column.text("", "second_level", "its level", row -> row.second().level());
  private static final Column<Change> SECOND_BASE =
      Column.text("", "second_base", "its first level", row -> row.second().base());
  private static final Column<Change> VALUE =
      Column.<Change>number(
              Unit.DIFFERENCE, "effect, points", row -> Cell.of(row.difference().value()))
          .in("difference", "of the score at the level and at the base");
  private static final Column<Change> INTERVAL =
      Column.<Change>range(
              Unit.DIFFERENCE, "95 % interval", row -> Cell.of(row.difference().interval()))
          .in("difference", "its 95 % interval");
  private static final Column<Change> P =
      Column.<Change>number(Unit.PROBABILITY, "", row -> Cell.of(row.difference().pValue()))
          .in("p", "that it is as large by chance");
  private static final Column<Change> ADJUSTED_P =
      Column.<Change>number(Unit.PROBABILITY, "p, adjusted", row -> Cell.of(row.adjustedP()))
          .in("p_adjusted", "after Holm's correction over all rows of the kind");
  private static final Column<Change> COMBINATIONS =
      Column.<Change>count("combinations", row -> row.combinations())
          .in("combinations", "of other axes averaged over");
  private static final Column<Change> SAMPLES =
      Column.<Change>count("samples", row -> row.difference().items())
          .in("samples", "that the difference is over");

  private EffectSection() {}

  /// A level against the first of its axis.
  private record Level(String axis, String level, String base) {}

  /// An effect, or an interaction of two levels.
  private record Change(
      String suite,
      Level first,
      Level second,
      int combinations,
      SampleContrast difference,
      double adjustedP) {

    static Change of(VariantStudy study, VariantEffect effect) {
      return new Change(
          study.suite(),
          new Level(effect.axis(), effect.level(), effect.base()),
          NO_LEVEL,
          effect.combinations(),
          effect.difference(),
          effect.adjustedP());
    }

    static Change of(
        VariantStudy study, VariantInteraction each, VariantInteraction.Contrast contrast) {
      return new Change(
          study.suite(),
          new Level(each.first().name(), contrast.firstLevel(), each.first().levels().getFirst()),
          new Level(
              each.second().name(), contrast.secondLevel(), each.second().levels().getFirst()),
          each.combinations(),
          contrast.difference(),
          contrast.adjustedP());
    }
  }

  static Optional<Section> of(List<VariantStudy> studies) {
    List<VariantStudy> several = studies.stream().filter(study -> study.axes().size() > 1).toList();
    if (several.stream().allMatch(study -> study.effects().isEmpty())) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Part.Sentence(
            "An effect is what a level changes against the first level of its axis, sample by"
                + " sample, averaged over the combinations of the other axes that both were run"
                + " with. An interaction is a difference of such differences: where its"
                + " interval holds zero, nothing shows that one axis changes what the other"
                + " does."));
    for (VariantStudy study : several) {
      parts.add(Part.of(effects(study)));
      String suffix = several.size() > 1 ? "-" + FileNames.of(study.suite()) : "";
      study.interactions().stream()
          .limit(MOST_PLOTS)
          .forEach(each -> parts.add(interaction(study, each, suffix)));
    }
    return Optional.of(
        Section.of("effects", "Effects and interactions", parts, List.of(file(several))));
  }

  private static Table<Change> effects(VariantStudy study) {
    return new Table<>(
        "Effects, " + study.suite(),
        List.of(AXIS, LEVEL, BASE, VALUE, INTERVAL, ADJUSTED_P, COMBINATIONS, SAMPLES),
        study.effects().stream().map(effect -> Change.of(study, effect)).toList(),
        List.of("p after Holm's correction over all effects of the table."));
  }

  private static List<Change> contrasts(VariantStudy study, VariantInteraction each) {
    return each.contrasts().stream().map(contrast -> Change.of(study, each, contrast)).toList();
  }

  private static Part interaction(VariantStudy study, VariantInteraction each, String suffix) {
    String first = each.first().name();
    String second = each.second().name();
    String averaged =
        each.combinations() == 1
            ? ""
            : "; averaged over %d combinations of the other axes".formatted(each.combinations());
    Table<Change> table =
        new Table<>(
            "%s × %s, %s".formatted(first, second, study.suite()),
            List.of(
                LEVEL.under(first),
                SECOND_LEVEL.under(second),
                VALUE.under("interaction, points"),
                INTERVAL,
                ADJUSTED_P),
            contrasts(study, each),
            List.of(
                "Against %s and %s%s."
                    .formatted(
                        each.first().levels().getFirst(),
                        each.second().levels().getFirst(),
                        averaged)));
    if (each.second().levels().size() > LinesChart.MOST_LINES) {
      return Part.of(table);
    }
    return Part.of(
        Drawing.of(
            "interaction-%s-%s%s".formatted(FileNames.of(first), FileNames.of(second), suffix),
            "Score by %s and %s, %s, %%".formatted(first, second, study.suite()),
            () -> picture(each)),
        table);
  }

  private static Picture picture(VariantInteraction each) {
    List<LinesChart.Line> lines = new ArrayList<>();
    for (String line : each.second().levels()) {
      Map<String, Estimate> scores = new LinkedHashMap<>();
      each.first().levels().forEach(column -> scores.put(column, each.cell(column, line).score()));
      lines.add(new LinesChart.Line(each.second().name() + " " + line, scores));
    }
    return LinesChart.of(
        new LinesChart.Across(each.first().name(), each.first().levels(), Optional.empty()), lines);
  }

  private static DataFile<Change> file(List<VariantStudy> studies) {
    List<Change> rows = new ArrayList<>();
    for (VariantStudy study : studies) {
      study.effects().forEach(effect -> rows.add(Change.of(study, effect)));
      study.interactions().forEach(each -> rows.addAll(contrasts(study, each)));
    }
    return new DataFile<>(
        "effects",
        List.of(
            SUITE,
            KIND,
            AXIS,
            LEVEL,
            BASE,
            SECOND_AXIS,
            SECOND_LEVEL,
            SECOND_BASE,
            COMBINATIONS,
            SAMPLES,
            VALUE,
            INTERVAL,
            P,
            ADJUSTED_P),
        rows);
  }
}
