package assay.reports.section;

import assay.reports.axes.CostComparison;
import assay.reports.axes.ModelCost;
import assay.reports.chart.GrowthChart;
import assay.reports.chart.Picture;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.DataFile;
import assay.reports.table.Table;
import assay.reports.table.Unit;
import assay.results.published.CacheShape;
import assay.results.published.ModelCard;
import assay.results.speed.MeasuredSpeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// What has to be kept of a sequence, by its length: full, windowed, latent and linear attention
/// side by side. It is shown where the attention of at least two models is known, and differs; the
/// rates that were measured behind sequences stand beside it.
final class MemorySection {
  /// Lengths of a prompt, of a long document, and of the longest that most models take.
  private static final long[] LENGTHS = {1_024, 32_768, 131_072};

  private static final String[] NAMES = {"at 1,024", "at 32,768", "at 131,072"};

  /// A model's cache.
  private record Kept(String model, CacheShape shape) {}

  private static final List<Column<Kept>> COLUMNS =
      List.of(
          Column.text("model", "model", "its name", Kept::model),
          Column.<Kept>known("attention", kept -> attention(kept.shape()))
              .in("attention", "how positions look at each other"),
          bytes("per token", kept -> kept.shape().bytesPerToken())
              .in("kv_bytes_per_token", "for one more position within the windows"),
          bytes("state", kept -> kept.shape().stateBytes())
              .in("state_bytes", "kept whatever the length"),
          at(0),
          at(1),
          at(2));

  private MemorySection() {}

  private static Optional<String> attention(CacheShape shape) {
    return Optional.of(shape.attention()).filter(words -> !words.isEmpty());
  }

  private static Column<Kept> bytes(String header, ToLongFunction<Kept> bytes) {
    return Column.number(Unit.BYTES, header, kept -> Cell.of(bytes.applyAsLong(kept)));
  }

  private static Column<Kept> at(int length) {
    return MemorySection.bytes(NAMES[length], kept -> kept.shape().bytes(LENGTHS[length]))
        .in("kv_bytes_at_" + LENGTHS[length], "of a sequence so long");
  }

  static Optional<Section> of(List<CostComparison> costs, List<MeasuredSpeed> speeds) {
    List<Part> parts = new ArrayList<>();
    List<DataFile<?>> files = new ArrayList<>();
    List<Kept> kept = kept(costs);
    long kinds = kept.stream().flatMap(each -> attention(each.shape()).stream()).distinct().count();
    if (kinds >= 2) {
      parts.add(bytes(kept));
      files.add(new DataFile<>("memory", COLUMNS, kept));
    }
    if (!speeds.isEmpty()) {
      parts.addAll(SpeedParts.of(speeds));
      files.add(SpeedParts.file(speeds));
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(Section.of("memory", "Memory of a sequence", parts, files));
  }

  private static List<Kept> kept(List<CostComparison> costs) {
    Map<String, Kept> byModel = new LinkedHashMap<>();
    for (CostComparison comparison : costs) {
      for (ModelCost cost : comparison.models()) {
        cost.facts()
            .flatMap(ModelCard::cache)
            .filter(shape -> shape.bytesPerToken() > 0)
            .ifPresent(shape -> byModel.putIfAbsent(cost.model(), new Kept(cost.model(), shape)));
      }
    }
    return List.copyOf(byModel.values());
  }

  private static Part bytes(List<Kept> kept) {
    Table<Kept> table =
        new Table<>(
            "Bytes kept of a sequence",
            COLUMNS,
            kept,
            List.of(
                "What the architecture needs, a published model's with entries of 16 bits. The"
                    + " bundled engine keeps all positions of windowed layers too."));
    return Part.of(
        Drawing.of("memory-length", "Bytes kept of a sequence by its length", () -> chart(kept)),
        table);
  }

  private static Picture chart(List<Kept> kept) {
    return GrowthChart.of(
        kept.stream()
            .limit(GrowthChart.MOST_LINES)
            .map(
                each ->
                    new GrowthChart.Line(
                        attention(each.shape())
                            .map(words -> each.model() + " (" + words + ")")
                            .orElse(each.model()),
                        length -> each.shape().bytes(length)))
            .toList());
  }
}
