package assay.reports.render;

import static assay.reports.render.Table.number;
import static assay.reports.render.Table.text;

import assay.reports.chart.Charts;
import assay.reports.chart.LinesChart;
import assay.reports.run.Estimate;
import assay.reports.statistics.SampleContrast;
import assay.reports.text.Figures;
import assay.reports.variants.VariantEffect;
import assay.reports.variants.VariantInteraction;
import assay.reports.variants.VariantStudy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What each axis of a plan changes, and how two of them act together.
///
/// The columns of `effects.csv`: `suite`, `kind` (`effect` or `interaction`), `axis`, `level`,
/// `base`, for interactions `second_axis`, `second_level`, `second_base`, then `combinations` of
/// other axes averaged over, `samples`, `difference` (a share, not points), `difference_low`,
/// `difference_high` (95 %), `p` and `p_adjusted` (Holm, over all rows of the kind).
final class EffectSection {
  private static final int MOST_PLOTS = 12;

  private EffectSection() {}

  static Optional<Section> of(List<VariantStudy> studies) {
    List<VariantStudy> several = studies.stream().filter(study -> study.axes().size() > 1).toList();
    if (several.stream().allMatch(study -> study.effects().isEmpty())) {
      return Optional.empty();
    }
    List<Section.Part> parts = new ArrayList<>();
    for (VariantStudy study : several) {
      parts.add(Section.Part.of(effects(study)));
      String suffix = several.size() > 1 ? "-" + Sections.fileName(study.suite()) : "";
      study.interactions().stream()
          .limit(MOST_PLOTS)
          .forEach(each -> parts.add(interaction(study, each, suffix)));
    }
    return Optional.of(
        new Section(
            "effects",
            "Effects and interactions",
            List.of(
                "An effect is what a level changes against the first level of its axis, sample by"
                    + " sample, averaged over the combinations of the other axes that both were run"
                    + " with. An interaction is a difference of such differences: where its"
                    + " interval holds zero, nothing shows that one axis changes what the other"
                    + " does."),
            parts,
            List.of(file(several))));
  }

  private static Table effects(VariantStudy study) {
    return new Table(
        "Effects, " + study.suite(),
        List.of(
            text("axis"),
            text("level"),
            text("against"),
            number("effect, points"),
            number("95 % interval"),
            number("p, adjusted"),
            number("combinations"),
            number("samples")),
        study.effects().stream().map(EffectSection::effect).toList(),
        List.of("p after Holm's correction over all effects of the table."));
  }

  private static List<String> effect(VariantEffect effect) {
    return List.of(
        effect.axis(),
        effect.level(),
        effect.base(),
        Figures.points(effect.difference().value()),
        Figures.points(effect.difference().interval()),
        VariantSection.p(effect.adjustedP()),
        Figures.count(effect.combinations()),
        Figures.count(effect.difference().items()));
  }

  private static Section.Part interaction(
      VariantStudy study, VariantInteraction each, String suffix) {
    Table table =
        new Table(
            "%s × %s, %s".formatted(each.first().name(), each.second().name(), study.suite()),
            List.of(
                text(each.first().name()),
                text(each.second().name()),
                number("interaction, points"),
                number("95 % interval"),
                number("p, adjusted")),
            each.contrasts().stream().map(EffectSection::contrast).toList(),
            List.of(
                "Against %s and %s%s."
                    .formatted(
                        each.first().levels().getFirst(),
                        each.second().levels().getFirst(),
                        each.combinations() == 1
                            ? ""
                            : "; averaged over %d combinations of the other axes"
                                .formatted(each.combinations()))));
    if (each.second().levels().size() > LinesChart.MOST_LINES) {
      return Section.Part.of(table);
    }
    String name =
        "interaction-%s-%s%s"
            .formatted(
                Sections.fileName(each.first().name()),
                Sections.fileName(each.second().name()),
                suffix);
    String title =
        "Score by %s and %s, %s, %%"
            .formatted(each.first().name(), each.second().name(), study.suite());
    return Section.Part.of(new Section.Drawing(name, title, picture(each)), table);
  }

  private static Charts.Picture picture(VariantInteraction each) {
    List<LinesChart.Line> lines = new ArrayList<>();
    for (String line : each.second().levels()) {
      Map<String, Estimate> scores = new LinkedHashMap<>();
      each.first().levels().forEach(column -> scores.put(column, each.cell(column, line).score()));
      lines.add(new LinesChart.Line(each.second().name() + " " + line, scores));
    }
    return LinesChart.of(each.first().name(), each.first().levels(), lines);
  }

  private static List<String> contrast(VariantInteraction.Contrast contrast) {
    return List.of(
        contrast.firstLevel(),
        contrast.secondLevel(),
        Figures.points(contrast.difference().value()),
        Figures.points(contrast.difference().interval()),
        VariantSection.p(contrast.adjustedP()));
  }

  private static Section.DataFile file(List<VariantStudy> studies) {
    List<List<String>> rows = new ArrayList<>();
    for (VariantStudy study : studies) {
      for (VariantEffect effect : study.effects()) {
        List<String> row = new ArrayList<>(List.of(study.suite(), "effect"));
        row.addAll(List.of(effect.axis(), effect.level(), effect.base(), "", "", ""));
        row.addAll(figures(effect.combinations(), effect.difference(), effect.adjustedP()));
        rows.add(row);
      }
      for (VariantInteraction each : study.interactions()) {
        for (VariantInteraction.Contrast contrast : each.contrasts()) {
          List<String> row = new ArrayList<>(List.of(study.suite(), "interaction"));
          row.addAll(
              List.of(
                  each.first().name(),
                  contrast.firstLevel(),
                  each.first().levels().getFirst(),
                  each.second().name(),
                  contrast.secondLevel(),
                  each.second().levels().getFirst()));
          row.addAll(figures(each.combinations(), contrast.difference(), contrast.adjustedP()));
          rows.add(row);
        }
      }
    }
    return new Section.DataFile(
        "effects",
        List.of(
            text("suite"),
            text("kind"),
            text("axis"),
            text("level"),
            text("base"),
            text("second_axis"),
            text("second_level"),
            text("second_base"),
            number("combinations"),
            number("samples"),
            number("difference"),
            number("difference_low"),
            number("difference_high"),
            number("p"),
            number("p_adjusted")),
        rows);
  }

  private static List<String> figures(
      int combinations, SampleContrast difference, double adjustedP) {
    List<String> row = new ArrayList<>();
    row.add(Integer.toString(combinations));
    row.add(Long.toString(difference.items()));
    row.add(VariantSection.exact(difference.value()));
    row.addAll(VariantSection.ends(Optional.of(difference.interval())));
    row.add(VariantSection.exact(difference.pValue()));
    row.add(VariantSection.exact(adjustedP));
    return row;
  }
}
