package assay.results.store;

import assay.results.GenerationSettings;
import assay.results.RunManifest;
import assay.results.RunManifest.DatasetIdentity;
import assay.results.RunManifest.ModelIdentity;
import assay.results.RunManifest.ProtocolIdentity;
import assay.results.RunManifest.Row;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/// A [RunManifest] as a JSON tree and back, for `manifest.json` and for files that carry a
/// manifest.
public final class ManifestCodec {
  private ManifestCodec() {}

  /// Returns the manifest as an object.
  public static ObjectNode write(RunManifest manifest) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", manifest.format());
    map(node, "program", manifest.program());
    ModelIdentity model = manifest.model();
    ObjectNode modelNode = node.putObject("model");
    modelNode.put("kind", model.kind()).put("name", model.name());
    map(modelNode, "digests", model.digests());
    map(modelNode, "facts", model.facts());
    dataset(node.putObject("dataset"), manifest.dataset());
    ProtocolIdentity protocol = manifest.protocol();
    ObjectNode protocolNode = node.putObject("protocol");
    protocolNode
        .put("name", protocol.name())
        .put("version", protocol.version())
        .put("metric", protocol.metric())
        .put("maxTokens", protocol.maxTokens());
    map(protocolNode, "materials", protocol.materials());
    if (!protocol.padding().isEmpty()) {
      map(protocolNode, "padding", protocol.padding());
    }
    settings(node.putObject("settings"), manifest.settings());
    list(node, "scorers", manifest.scorers());
    list(node, "deviations", manifest.deviations());
    return node;
  }

  /// Returns the manifest that an object holds.
  ///
  /// @throws IllegalArgumentException if a field is missing, of another kind or out of range
  public static RunManifest read(JsonNode node) {
    Fields manifest = new Fields(node, "");
    int format = manifest.integer("format");
    if (format != RunManifest.CURRENT_FORMAT) {
      throw new Fields.FieldException(
          "the run has format %d, this program reads format %d"
              .formatted(format, RunManifest.CURRENT_FORMAT));
    }
    Fields model = manifest.fields("model");
    Fields dataset = manifest.fields("dataset");
    Fields protocol = manifest.fields("protocol");
    return new RunManifest(
        format,
        manifest.textMap("program"),
        new ModelIdentity(
            model.text("kind"),
            model.text("name"),
            model.textMap("digests"),
            model.textMap("facts")),
        new DatasetIdentity(
            dataset.text("suite"),
            dataset.text("source"),
            dataset.text("digest"),
            dataset.text("selection"),
            dataset.objects("rows", row -> new Row(row.text("id"), row.text("sha256")))),
        new ProtocolIdentity(
            protocol.text("name"),
            protocol.text("version"),
            protocol.text("metric"),
            protocol.integer("maxTokens"),
            protocol.textMap("materials"),
            protocol.has("padding") ? protocol.textMap("padding") : Map.of()),
        settings(manifest.fields("settings")),
        manifest.texts("scorers"),
        manifest.texts("deviations"));
  }

  private static void dataset(ObjectNode node, DatasetIdentity dataset) {
    node.put("suite", dataset.suite());
    node.put("source", dataset.source());
    node.put("digest", dataset.digest());
    node.put("selection", dataset.selection());
    ArrayNode rows = node.putArray("rows");
    for (Row row : dataset.rows()) {
      rows.addObject().put("id", row.id()).put("sha256", row.digest());
    }
  }

  private static void settings(ObjectNode node, GenerationSettings settings) {
    node.put("maxTokens", settings.maxTokens());
    node.put("temperature", settings.temperature());
    node.put("topP", settings.topP());
    node.put("topK", settings.topK());
    node.put("seed", settings.seed());
    list(node, "stop", settings.stop());
    node.put("attempts", settings.attempts());
  }

  private static GenerationSettings settings(Fields settings) {
    return new GenerationSettings(
        settings.integer("maxTokens"),
        settings.number("temperature"),
        settings.number("topP"),
        settings.integer("topK"),
        settings.longInteger("seed"),
        settings.texts("stop"),
        settings.integer("attempts"));
  }

  private static void map(ObjectNode node, String name, Map<String, String> values) {
    ObjectNode object = node.putObject(name);
    values.forEach(object::put);
  }

  private static void list(ObjectNode node, String name, List<String> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(array::add);
  }
}
