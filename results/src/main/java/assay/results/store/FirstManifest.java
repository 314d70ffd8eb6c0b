package assay.results.store;

import assay.results.Circumstances;
import assay.results.DataPlaces;
import assay.results.Host;
import assay.results.Machine;
import assay.results.ModelFacts;
import assay.results.Padding;
import assay.results.PlanCoordinates;
import assay.results.ProtocolFacts;
import assay.results.RunManifest;
import assay.results.RunManifest.DatasetIdentity;
import assay.results.RunManifest.ModelIdentity;
import assay.results.RunManifest.ProtocolIdentity;
import assay.results.SelectedRows;
import assay.results.Software;
import assay.results.SuiteFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads manifests of format 1, in which facts were words by name. Such a manifest says nothing of
/// what its suite and protocol are; who knows the suite completes that.
final class FirstManifest {
  private static final int FORMAT = 1;
  private static final Pattern HOST =
      Pattern.compile("(.+) (\\S+), (\\d{1,9}) processors, (\\d{1,18}) MiB heap limit");
  private static final String AXIS = "axis ";
  private static final String DATA = "data file";

  private FirstManifest() {}

  static RunManifest read(Fields manifest) {
    Fields dataset = manifest.fields("dataset");
    Fields protocol = manifest.fields("protocol");
    String suite = dataset.text("suite");
    String metric = protocol.text("metric");
    return new RunManifest(
        FORMAT,
        circumstances(manifest.textMap("program")),
        model(manifest.fields("model")),
        new DatasetIdentity(
            suite,
            dataset.text("source"),
            dataset.text("digest"),
            SelectedRows.of(dataset.text("selection")),
            window(suite, metric),
            RowsNode.rows(dataset),
            SuiteFacts.UNKNOWN),
        new ProtocolIdentity(
            protocol.text("name"),
            protocol.text("version"),
            metric,
            protocol.integer("maxTokens"),
            protocol.textMap("materials"),
            protocol.optionalFields("padding").map(FirstManifest::padding),
            ProtocolFacts.unknown(protocol.text("name"))),
        CurrentManifest.settings(manifest.fields("settings")),
        manifest.texts("scorers"),
        manifest.texts("deviations"));
  }

  /// The window stood behind the suite in the metric's name.
  private static String window(String suite, String metric) {
    String window = metric.startsWith(suite + " ") ? metric.substring(suite.length() + 1) : "";
    return window.isBlank() ? DatasetIdentity.ALL : window;
  }

  private static Circumstances circumstances(Map<String, String> program) {
    Map<String, String> labels = new LinkedHashMap<>();
    List<Path> data = new ArrayList<>();
    program.forEach(
        (name, value) -> {
          if (name.startsWith(AXIS)) {
            labels.put(name.substring(AXIS.length()), value);
          }
        });
    for (String name = DATA; program.containsKey(name); name = DATA + " " + (data.size() + 1)) {
      data.add(Path.of(program.get(name)));
    }
    return new Circumstances(
        new Software(
            program.getOrDefault("name", "assay"),
            program.getOrDefault("version", ""),
            program.getOrDefault("jdk", "")),
        new Host(
            machine(program.getOrDefault("host", "")),
            Optional.ofNullable(program.get("sandbox")),
            Optional.ofNullable(program.get("energy"))),
        new DataPlaces(
            Optional.ofNullable(program.get("suite file")).map(Path::of),
            data,
            Optional.ofNullable(program.get("shots file")).map(Path::of)),
        new PlanCoordinates(labels),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static Optional<Machine> machine(String host) {
    Matcher words = HOST.matcher(host);
    return words.matches()
        ? Optional.of(
            new Machine(
                words.group(1),
                words.group(2),
                Integer.parseInt(words.group(3)),
                Long.parseLong(words.group(4))))
        : Optional.empty();
  }

  private static ModelIdentity model(Fields model) {
    String kind = model.text("kind");
    Map<String, String> facts = model.textMap("facts");
    return new ModelIdentity(
        model.text("name"),
        model.textMap("digests"),
        switch (kind) {
          case "engine" -> engine(facts);
          case "endpoint" ->
              new ModelFacts.Endpoint(
                  facts.getOrDefault("endpoint", ""),
                  facts.getOrDefault("asked model", ""),
                  facts.getOrDefault("reported model", ""));
          case "recorded" -> new ModelFacts.Recording(facts.getOrDefault("file", ""));
          default -> throw CurrentManifest.unknownKind(kind);
        });
  }

  private static ModelFacts.Engine engine(Map<String, String> facts) {
    return new ModelFacts.Engine(
        facts.getOrDefault("architecture", ""),
        new ModelFacts.Size(
            number(facts, "parameters"),
            number(facts, "active parameters"),
            number(facts, "weight bytes per token")),
        facts.getOrDefault("kernels", ""),
        context(facts.getOrDefault("context", "")),
        new ModelFacts.Cache(
            facts.getOrDefault("kv cache", ""), number(facts, "kv bytes per token")),
        Optional.ofNullable(facts.get("rope scaling")));
  }

  private static OptionalInt context(String positions) {
    return positions.matches("\\d{1,9}")
        ? OptionalInt.of(Integer.parseInt(positions))
        : OptionalInt.empty();
  }

  private static OptionalLong number(Map<String, String> facts, String name) {
    String value = facts.getOrDefault(name, "");
    return value.matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(value))
        : OptionalLong.empty();
  }

  private static Padding padding(Fields facts) {
    return new Padding(
        facts.written("padTo", "a whole number", Integer::valueOf),
        facts.text("padWith"),
        facts.written("padPosition", "a number", Double::valueOf),
        facts.written("padSeed", "a whole number", Long::valueOf),
        facts.written("padPieces", "a whole number", Integer::valueOf),
        facts.text("padMeasure"));
  }
}
