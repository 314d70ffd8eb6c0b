package assay.reports.section;

import assay.reports.axes.ExpertReport;
import assay.reports.axes.ExpertReport.CategoryRouting;
import assay.reports.axes.LayerLoad;
import assay.reports.chart.HeatMap;
import assay.reports.chart.Picture;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.DataFile;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import assay.reports.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How mixtures of experts spread tokens, and whether kinds of questions go their own ways.
final class ExpertSection {
  private static final double LEVEL = 0.05;
  private static final double FULL_LOAD = 3;

  private static final Column<Layer> LAYER =
      Column.<Layer>number(Unit.NAME, "layer", row -> Cell.of(row.load().layer()))
          .asLabel()
          .in("layer", "from 0");
  private static final Column<Layer> PICKS =
      Column.<Layer>number(Unit.COUNT, "tokens × experts", row -> Cell.of(picks(row.load())))
          .in("picks", "tokens that passed it, those of prompts too");
  private static final List<Column<Layer>> IMBALANCE =
      List.of(
          Column.<Layer>number(Unit.THOUSANDTHS, "evenness", row -> Cell.of(row.load().evenness()))
              .in("evenness", "entropy over its maximum"),
          Column.<Layer>number(Unit.THOUSANDTHS, "peak", row -> Cell.of(row.load().peak()))
              .in("peak", "largest load over the mean"),
          Column.<Layer>number(
                  Unit.THOUSANDTHS, "variation", row -> Cell.of(row.load().variation()))
              .in("variation", "standard deviation over the mean"));
  private static final Column<Group> GROUP =
      Column.<Group>text("group", row -> row.routing().name()).in("group", "a value of the facet");
  private static final Column<Group> SAMPLES =
      Column.<Group>number(Unit.COUNT, "samples", row -> Cell.of(row.routing().samples()))
          .in("samples", "with generated tokens");
  private static final Column<Group> DIVERGENCE =
      Column.<Group>number(
              Unit.FINE, "divergence, bits", row -> Cell.of(row.routing().divergence()))
          .in("divergence_bits", "from the routing of all samples (Jensen-Shannon)");
  private static final Column<Group> CHANCE =
      Column.<Group>range(Unit.FINE, "by chance, 95 %", row -> Cell.of(row.routing().chance()))
          .in("chance", "95 % if groups are dealt out anew");
  private static final Column<Group> P =
      Column.<Group>number(Unit.THOUSANDTHS, "p, adjusted", row -> Cell.of(row.routing().pValue()))
          .in("p_adjusted", "after Holm's correction over the groups");

  private ExpertSection() {}

  private record Layer(String run, LayerLoad load) {}

  private record Expert(Layer layer, int number) {}

  private record Group(ExpertReport report, CategoryRouting routing) {}

  private static <R> Column<R> run(Function<R, String> name) {
    return Column.text("run", name).in("run", "the run's name");
  }

  static Optional<Section> of(List<ExpertReport> reports) {
    if (reports.isEmpty()) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    reports.forEach(report -> parts.add(new Part.Sentence(sentence(report))));
    for (int i = 0; i < reports.size(); i++) {
      parts.addAll(parts(reports.get(i), i + 1));
    }
    return Optional.of(
        Section.of(
            "experts",
            "Use of experts",
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

  private static List<Part> parts(ExpertReport report, int number) {
    List<Part> parts = new ArrayList<>();
    parts.add(
        Part.of(
            Drawing.of(
                "experts-" + number,
                "Load by layer and expert, " + report.run(),
                () -> picture(report.layers())),
            imbalance(report)));
    if (!report.categories().isEmpty()) {
      parts.add(Part.of(specialization(report)));
    }
    return parts;
  }

  /// The darker a cell, the more tokens; one without colour had none.
  private static Picture picture(List<LayerLoad> layers) {
    int widest = layers.stream().mapToInt(layer -> layer.picks().size()).max().orElse(1);
    List<HeatMap.Cell> cells = new ArrayList<>();
    for (int row = 0; row < layers.size(); row++) {
      LayerLoad layer = layers.get(row);
      for (int expert = 0; expert < layer.picks().size(); expert++) {
        if (layer.picks().get(expert) > 0) {
          cells.add(new HeatMap.Cell(row, expert, layer.relative(expert), List.of()));
        }
      }
    }
    return HeatMap.of(
        new HeatMap.Sides(
            "",
            layers.stream().map(layer -> String.valueOf(layer.layer())).toList(),
            "",
            IntStream.range(0, widest).mapToObj(String::valueOf).toList()),
        cells,
        FULL_LOAD);
  }

  private static Table<Layer> imbalance(ExpertReport report) {
    List<Column<Layer>> columns = new ArrayList<>(List.of(LAYER, PICKS));
    columns.addAll(IMBALANCE);
    return new Table<>(
        "Imbalance, " + report.run(),
        columns,
        layers(report).toList(),
        List.of(
            "Over prompts and answers of %s attempts. Evenness: entropy over the largest possible,"
                    .formatted(Figures.count(report.attempts()))
                + " 1 if all experts are used alike. Peak: the largest load over the mean."
                + " Variation: standard deviation over the mean. In the picture the first layer is"
                + " on top; the whole colour is three times the mean load."));
  }

  private static Table<Group> specialization(ExpertReport report) {
    return new Table<>(
        "Specialization by " + report.facet() + ", " + report.run(),
        List.of(GROUP.under(report.facet()), SAMPLES, DIVERGENCE, CHANCE, P),
        groups(report).toList(),
        List.of(
            "Generated tokens only: prompts of one kind share their worked examples. Jensen-Shannon"
                + " divergence of a group's mean routing from that of all samples, averaged over"
                + " layers, beside where it lies if the samples' groups are dealt out anew (999"
                + " permutations of samples; Holm's correction over the groups)."));
  }

  private static Stream<Layer> layers(ExpertReport report) {
    return report.layers().stream().map(load -> new Layer(report.run(), load));
  }

  private static Stream<Group> groups(ExpertReport report) {
    return report.categories().stream().map(routing -> new Group(report, routing));
  }

  private static long picks(LayerLoad layer) {
    return layer.picks().stream().mapToLong(count -> count).sum();
  }

  private static DataFile<Expert> loads(List<ExpertReport> reports) {
    return new DataFile<>(
        "experts",
        List.of(
            run(row -> row.layer().run()),
            LAYER.of(Expert::layer),
            Column.<Expert>number(Unit.NAME, "", row -> Cell.of(row.number()))
                .in("expert", "from 0"),
            Column.<Expert>number(
                    Unit.COUNT, "", row -> Cell.of(row.layer().load().picks().get(row.number())))
                .in("picks", "tokens that passed it, those of prompts too"),
            Column.<Expert>number(
                    Unit.PLAIN, "", row -> Cell.of(row.layer().load().relative(row.number())))
                .in("relative_load", "over the layer's mean")),
        () ->
            reports.stream()
                .flatMap(ExpertSection::layers)
                .flatMap(
                    layer ->
                        IntStream.range(0, layer.load().picks().size())
                            .mapToObj(expert -> new Expert(layer, expert))));
  }

  private static DataFile<Layer> layers(List<ExpertReport> reports) {
    List<Column<Layer>> columns = new ArrayList<>();
    columns.addAll(List.of(run(Layer::run), LAYER));
    columns.add(
        Column.<Layer>number(Unit.COUNT, "", row -> Cell.of(row.load().picks().size()))
            .in("experts", "that the layer has"));
    columns.add(PICKS);
    columns.addAll(IMBALANCE);
    return new DataFile<>(
        "expert-layers", columns, reports.stream().flatMap(ExpertSection::layers).toList());
  }

  private static DataFile<Group> groups(List<ExpertReport> reports) {
    return new DataFile<>(
        "expert-groups",
        List.of(
            run(row -> row.report().run()),
            Column.<Group>text("", row -> row.report().facet())
                .in("facet", "by which samples are grouped"),
            GROUP,
            SAMPLES,
            DIVERGENCE,
            CHANCE,
            P),
        reports.stream().flatMap(ExpertSection::groups).toList());
  }
}
