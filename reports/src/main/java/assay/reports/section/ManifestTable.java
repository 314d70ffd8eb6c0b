package assay.reports.section;

import assay.reports.table.Column;
import assay.reports.table.Table;
import assay.reports.text.Figures;
import assay.results.GenerationSettings;
import assay.results.RunManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What makes a run repeatable, as a table of names and values.
final class ManifestTable {
  private ManifestTable() {}

  static Table<List<String>> of(RunManifest manifest) {
    List<List<String>> rows = new ArrayList<>();
    add(rows, "model", manifest.model().name() + " (" + manifest.model().kind() + ")");
    addAll(rows, "model ", manifest.model().facts().words());
    addAll(rows, "SHA-256 of ", manifest.model().digests());
    add(
        rows,
        "protocol",
        manifest.protocol().name() + ", version " + manifest.protocol().version());
    add(rows, "metric", manifest.protocol().metric());
    add(rows, "suite", manifest.dataset().suite());
    add(rows, "data", manifest.dataset().source());
    add(rows, "SHA-256 of data", manifest.dataset().digest());
    add(rows, "selection", manifest.dataset().selection());
    add(rows, "samples selected", Figures.count(manifest.dataset().rows().size()));
    settings(rows, manifest);
    add(rows, "scorers", String.join(", ", manifest.scorers()));
    addAll(rows, "program ", manifest.circumstances().words());
    manifest.circumstances().billing().ifPresent(billing -> addAll(rows, "cost ", billing.words()));
    return new Table<>(
        "Manifest",
        List.of(Column.text("what", List::getFirst), Column.text("value", List::getLast)),
        rows);
  }

  private static void settings(List<List<String>> rows, RunManifest manifest) {
    GenerationSettings settings = manifest.settings();
    add(
        rows,
        "sampling",
        settings.temperature() == 0
            ? "greedy"
            : "temperature %s, top-p %s, top-k %s"
                .formatted(
                    settings.temperature(),
                    settings.topP(),
                    settings.topK() == 0 ? "off" : settings.topK()));
    add(rows, "seed", Long.toString(settings.seed()));
    add(rows, "attempts per sample", Integer.toString(settings.attempts()));
    add(
        rows,
        "token limit",
        "%s (protocol: %s)"
            .formatted(
                Figures.count(settings.maxTokens()),
                Figures.count(manifest.protocol().maxTokens())));
    add(
        rows,
        "stop strings",
        settings.stop().stream()
            .map(stop -> "\"" + stop.replace("\n", "\\n") + "\"")
            .collect(Collectors.joining(", ")));
  }

  private static void addAll(List<List<String>> rows, String prefix, Map<String, String> values) {
    values.forEach((name, value) -> add(rows, prefix + name, value));
  }

  private static void add(List<List<String>> rows, String name, String value) {
    if (!value.isEmpty()) {
      rows.add(List.of(name, value));
    }
  }
}
