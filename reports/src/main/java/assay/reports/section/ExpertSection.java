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

  private static final Column<RunLayer> LAYER =
      Column.<RunLayer>number(Unit.NAME, "layer", row -> Cell.of(row.load().layer()))
          .asLabel()
          .in("layer", "from 0");
  private static final Column<RunLayer> PICKS =
      Column.<RunLayer>count("tokens × experts", row -> picks(row.load()))
          .in("picks", "tokens that passed it, those of prompts too");
  private static final List<Column<RunLayer>> IMBALANCE =
      List.of(
          Column.<RunLayer>number(
                  Unit.THOUSANDTHS, "evenness", row -> Cell.of(row.load().evenness()))
              .in("evenness", "entropy over its maximum"),
          Column.<RunLayer>number(Unit.THOUSANDTHS, "peak", row -> Cell.of(row.load().peak()))
              .in("peak", "largest load over the mean"),
          Column.<RunLayer>number(
                  Unit.THOUSANDTHS, "variation", row -> Cell.of(row.load().variation()))
              .in("variation", "standard deviation over the mean"));
  private static final Column<RoutedGroup> GROUP =
      Column.text("group", "group", "a value of the facet", row -> row.routing().name());
  private static final Column<RoutedGroup> SAMPLES =
      Column.<RoutedGroup>count("samples", row -> row.routing().samples())
          .in("samples", "with generated tokens");
  private static final Column<RoutedGroup> DIVERGENCE =
      Column.<RoutedGroup>number(
              Unit.FINE, "divergence, bits", row -> Cell.of(row.routing().divergence()))
          .in("divergence_bits", "from the routing of all samples (Jensen-Shannon)");
  private static final Column<RoutedGroup> CHANCE =
      Column.<RoutedGroup>range(
              Unit.FINE, "by chance, 95 %", row -> Cell.of(row.routing().chance()))
          .in("chance", "95 % if groups are dealt out anew");
  private static final Column<RoutedGroup> P =
      Column.<RoutedGroup>number(
              Unit.THOUSANDTHS, "p, adjusted", row -> Cell.of(row.routing().pValue()))
          .in("p_adjusted", "after Holm's correction over the groups");

  private ExpertSection() {}

  private record RunLayer(String run, LayerLoad load) {}

  private record Expert(RunLayer layer, int number) {}

  private record RoutedGroup(ExpertReport report, CategoryRouting routing) {}

  private static <R> Column<R> run(Function<R, String> name) {
    return Column.text("run", "run", "the run's name", name);
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
    List<HeatMap.Tile> cells = new ArrayList<>();
    for (int row = 0; row < layers.size(); row++) {
      LayerLoad layer = layers.get(row);
      for (int expert = 0; expert < layer.picks().size(); expert++) {
        if (layer.picks().get(expert) > 0) {
          cells.add(new HeatMap.Tile(row, expert, layer.relative(expert), List.of()));
        }
      }
    }
    return HeatMap.of(
        new HeatMap.Labels(
            "",
            layers.stream().map(layer -> String.valueOf(layer.layer())).toList(),
            "",
            IntStream.range(0, widest).mapToObj(String::valueOf).toList()),
        cells,
        FULL_LOAD);
  }

  private static Table<RunLayer> imbalance(ExpertReport report) {
    List<Column<RunLayer>> columns = new ArrayList<>(List.of(LAYER, PICKS));
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

  private static Table<RoutedGroup> specialization(ExpertReport report) {
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

  private static Stream<RunLayer> layers(ExpertReport report) {
    return report.layers().stream().map(load -> new RunLayer(report.run(), load));
  }

  private static Stream<RoutedGroup> groups(ExpertReport report) {
    return report.categories().stream().map(routing -> new RoutedGroup(report, routing));
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
            Column.number(Unit.NAME, "", "expert", "from 0", row -> Cell.of(row.number())),
            Column.<Expert>count("", row -> row.layer().load().picks().get(row.number()))
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

  private static DataFile<RunLayer> layers(List<ExpertReport> reports) {
    List<Column<RunLayer>> columns = new ArrayList<>();
    columns.addAll(List.of(run(RunLayer::run), LAYER));
    columns.add(
        Column.count("", "experts", "that the layer has", row -> row.load().picks().size()));
    columns.add(PICKS);
    columns.addAll(IMBALANCE);
    return new DataFile<>(
        "expert-layers", columns, reports.stream().flatMap(ExpertSection::layers).toList());
  }

  private static DataFile<RoutedGroup> groups(List<ExpertReport> reports) {
    return new DataFile<>(
        "expert-groups",
        List.of(
            run(row -> row.report().run()),
            Column.text("", "facet", "by which samples are grouped", row -> row.report().facet()),
            GROUP,
            SAMPLES,
            DIVERGENCE,
            CHANCE,
            P),
        reports.stream().flatMap(ExpertSection::groups).toList());
  }
}
