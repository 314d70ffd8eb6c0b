package assay.reports.render;

import static assay.reports.render.Table.number;
import static assay.reports.render.Table.text;

import assay.reports.axes.ExpertReport;
import assay.reports.axes.ExpertReport.CategoryRouting;
import assay.reports.axes.LayerLoad;
import assay.reports.chart.ExpertHeatMap;
import assay.reports.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How mixtures of experts spread tokens, and whether kinds of questions go their own ways.
///
/// The columns of `experts.csv`: `run`, `layer`, `expert`, `picks` (tokens that passed it, those of
/// prompts too), `relative_load` (over the layer's mean). Of `expert-layers.csv`: `run`, `layer`,
/// `experts`, `picks`, `evenness` (entropy over its maximum), `peak` (largest load over the mean),
/// `variation` (standard deviation over the mean). Of `expert-groups.csv`: `run`, `facet`, `group`,
/// `samples`, `divergence_bits`, `chance_low`, `chance_high` (95 % if groups are dealt out anew),
/// `p_adjusted`.
final class ExpertSection {
  private static final double LEVEL = 0.05;

  private ExpertSection() {}

  static Optional<Section> of(List<ExpertReport> reports) {
    if (reports.isEmpty()) {
      return Optional.empty();
    }
    List<Section.Part> parts = new ArrayList<>();
    for (int i = 0; i < reports.size(); i++) {
      parts.addAll(parts(reports.get(i), i + 1));
    }
    return Optional.of(
        new Section(
            "experts",
            "Use of experts",
            reports.stream().map(ExpertSection::sentence).toList(),
            parts,
            List.of(loads(reports), layers(reports), groups(reports))));
  }

  private static String sentence(ExpertReport report) {
    if (report.categories().isEmpty()) {
      return "%s: its samples are of one kind, so nothing can be said about specialization."
          .formatted(report.run());
    }
    List<String> own =
        report.categories().stream()
            .filter(group -> group.pValue() < LEVEL)
            .map(CategoryRouting::name)
            .toList();
    return own.isEmpty()
        ? "%s: no %s is routed otherwise than all together by more than chance explains."
            .formatted(report.run(), report.facet())
        : "%s: routed otherwise than all together by more than chance explains: %s."
            .formatted(report.run(), String.join(", ", own));
  }

  private static List<Section.Part> parts(ExpertReport report, int number) {
    List<Section.Part> parts = new ArrayList<>();
    parts.add(
        Section.Part.of(
            new Section.Drawing(
                "experts-" + number,
                "Load by layer and expert, " + report.run(),
                ExpertHeatMap.of(report.layers())),
            imbalance(report)));
    if (!report.categories().isEmpty()) {
      parts.add(Section.Part.of(specialization(report)));
    }
    return parts;
  }

  private static Table imbalance(ExpertReport report) {
    return new Table(
        "Imbalance, " + report.run(),
        List.of(
            text("layer"),
            number("tokens × experts"),
            number("evenness"),
            number("peak"),
            number("variation")),
        report.layers().stream()
            .map(
                layer ->
                    List.of(
                        String.valueOf(layer.layer()),
                        Figures.count(picks(layer)),
                        decimals(layer.evenness()),
                        decimals(layer.peak()),
                        decimals(layer.variation())))
            .toList(),
        List.of(
            "Over prompts and answers of %s attempts. Evenness: entropy over the largest possible,"
                    .formatted(Figures.count(report.attempts()))
                + " 1 if all experts are used alike. Peak: the largest load over the mean."
                + " Variation: standard deviation over the mean. In the picture the first layer is"
                + " on top; the whole colour is three times the mean load."));
  }

  private static Table specialization(ExpertReport report) {
    return new Table(
        "Specialization by " + report.facet() + ", " + report.run(),
        List.of(
            text(report.facet()),
            number("samples"),
            number("divergence, bits"),
            number("by chance, 95 %"),
            number("p, adjusted")),
        report.categories().stream()
            .map(
                group ->
                    List.of(
                        group.name(),
                        Figures.count(group.samples()),
                        fine(group.divergence()),
                        fine(group.chance().low()) + " – " + fine(group.chance().high()),
                        String.format(Locale.ROOT, "%.3f", group.pValue())))
            .toList(),
        List.of(
            "Generated tokens only: prompts of one kind share their worked examples. Jensen-Shannon"
                + " divergence of a group's mean routing from that of all samples, averaged over"
                + " layers, beside where it lies if the samples' groups are dealt out anew (999"
                + " permutations of samples; Holm's correction over the groups)."));
  }

  private static long picks(LayerLoad layer) {
    return layer.picks().stream().mapToLong(count -> count).sum();
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String fine(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static Section.DataFile loads(List<ExpertReport> reports) {
    List<List<String>> rows = new ArrayList<>();
    for (ExpertReport report : reports) {
      for (LayerLoad layer : report.layers()) {
        for (int expert = 0; expert < layer.picks().size(); expert++) {
          rows.add(
              List.of(
                  report.run(),
                  String.valueOf(layer.layer()),
                  String.valueOf(expert),
                  String.valueOf(layer.picks().get(expert)),
                  Sections.exact(layer.relative(expert))));
        }
      }
    }
    return new Section.DataFile(
        "experts",
        List.of(
            text("run"),
            number("layer"),
            number("expert"),
            number("picks"),
            number("relative_load")),
        rows);
  }

  private static Section.DataFile layers(List<ExpertReport> reports) {
    List<List<String>> rows = new ArrayList<>();
    for (ExpertReport report : reports) {
      for (LayerLoad layer : report.layers()) {
        rows.add(
            List.of(
                report.run(),
                String.valueOf(layer.layer()),
                String.valueOf(layer.picks().size()),
                String.valueOf(picks(layer)),
                Sections.exact(layer.evenness()),
                Sections.exact(layer.peak()),
                Sections.exact(layer.variation())));
      }
    }
    return new Section.DataFile(
        "expert-layers",
        List.of(
            text("run"),
            number("layer"),
            number("experts"),
            number("picks"),
            number("evenness"),
            number("peak"),
            number("variation")),
        rows);
  }

  private static Section.DataFile groups(List<ExpertReport> reports) {
    List<List<String>> rows = new ArrayList<>();
    for (ExpertReport report : reports) {
      for (CategoryRouting group : report.categories()) {
        rows.add(
            List.of(
                report.run(),
                report.facet(),
                group.name(),
                String.valueOf(group.samples()),
                Sections.exact(group.divergence()),
                Sections.exact(group.chance().low()),
                Sections.exact(group.chance().high()),
                Sections.exact(group.pValue())));
      }
    }
    return new Section.DataFile(
        "expert-groups",
        List.of(
            text("run"),
            text("facet"),
            text("group"),
            number("samples"),
            number("divergence_bits"),
            number("chance_low"),
            number("chance_high"),
            number("p_adjusted")),
        rows);
  }
}
