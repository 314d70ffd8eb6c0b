package assay.results.store;

import assay.results.CallLimits;
import assay.results.Circumstances;
import assay.results.Draw;
import assay.results.GenerationSettings;
import assay.results.ModelFacts;
import assay.results.Origin;
import assay.results.Padding;
import assay.results.RunManifest;
import assay.results.RunManifest.DatasetIdentity;
import assay.results.RunManifest.ModelIdentity;
import assay.results.RunManifest.ProtocolIdentity;
import assay.results.published.CacheShape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/// A [RunManifest] as a JSON tree and back, for `manifest.json` and for files that carry a
/// manifest. What is not known has no field.
public final class ManifestCodec {
  private static final int FIRST_FORMAT = 1;

  private ManifestCodec() {}

  /// Returns the manifest as an object in the current format, whatever it was read from.
  public static ObjectNode write(RunManifest manifest) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", RunManifest.CURRENT_FORMAT);
    circumstances(node, manifest.circumstances());
    model(node.putObject("model"), manifest.model());
    dataset(node.putObject("dataset"), manifest.dataset());
    protocol(node.putObject("protocol"), manifest.protocol());
    settings(node.putObject("settings"), manifest.settings());
    list(node, "scorers", manifest.scorers());
    list(node, "deviations", manifest.deviations());
    return node;
  }

  /// Returns the manifest that an object holds, of this format or the first one.
  ///
  /// @throws IllegalArgumentException if a field is missing, of another kind or out of range
  public static RunManifest read(JsonNode node) {
    Fields manifest = new Fields(node, "");
    int format = manifest.integer("format");
    return switch (format) {
      case FIRST_FORMAT -> FirstManifest.read(manifest);
      case RunManifest.CURRENT_FORMAT -> CurrentManifest.read(manifest);
      default ->
          throw new Fields.FieldException(
              "the run has format %d, this program reads formats %d and %d"
                  .formatted(format, FIRST_FORMAT, RunManifest.CURRENT_FORMAT));
    };
  }

  private static void circumstances(ObjectNode node, Circumstances circumstances) {
    ObjectNode program = node.putObject("program");
    program
        .put("name", circumstances.program().name())
        .put("version", circumstances.program().version())
        .put("jdk", circumstances.program().jdk());
    circumstances
        .host()
        .machine()
        .ifPresent(
            machine ->
                program
                    .putObject("machine")
                    .put("system", machine.system())
                    .put("architecture", machine.architecture())
                    .put("processors", machine.processors())
                    .put("heapLimitMiB", machine.heapLimitMiB()));
    circumstances.host().energy().ifPresent(words -> program.put("energy", words));
    circumstances.host().sandbox().ifPresent(words -> program.put("sandbox", words));
    ObjectNode places = node.putObject("places");
    circumstances.places().suite().ifPresent(file -> places.put("suite", file.toString()));
    list(
        places,
        "data",
        circumstances.places().data().stream().map(file -> file.toString()).toList());
    circumstances.places().shots().ifPresent(file -> places.put("shots", file.toString()));
    circumstances.places().model().ifPresent(file -> places.put("model", file.toString()));
    circumstances
        .places()
        .published()
        .ifPresent(each -> origin(places.putObject("published"), each));
    circumstances.places().named().ifPresent(each -> origin(places.putObject("named"), each));
    map(node, "coordinates", circumstances.coordinates().labels());
    circumstances
        .billing()
        .ifPresent(billing -> BillingCodec.write(node.putObject("cost"), billing));
    circumstances
        .work()
        .ifPresent(
            work ->
                node.putObject("work")
                    .put("milliseconds", work.time().toMillis())
                    .put("tokens", work.tokens()));
    if (!circumstances.limits().isEmpty()) {
      ArrayNode limits = node.putArray("limits");
      circumstances.limits().forEach(each -> limits(limits.addObject(), each));
    }
  }

  private static void limits(ObjectNode node, CallLimits limits) {
    node.put("replyMilliseconds", limits.reply().toMillis());
    limits.answer().ifPresent(time -> node.put("answerMilliseconds", time.toMillis()));
    limits.firstToken().ifPresent(time -> node.put("firstTokenMilliseconds", time.toMillis()));
    limits.idle().ifPresent(time -> node.put("idleMilliseconds", time.toMillis()));
  }

  private static void origin(ObjectNode node, Origin origin) {
    node.put("name", origin.name()).put("revision", origin.revision());
    map(node, "digests", origin.digests());
  }

  private static void model(ObjectNode node, ModelIdentity model) {
    node.put("kind", model.kind()).put("name", model.name());
    map(node, "digests", model.digests());
    ObjectNode facts = node.putObject("facts");
    switch (model.facts()) {
      case ModelFacts.Engine engine -> {
        facts.put("architecture", engine.architecture()).put("kernels", engine.kernels());
        engine.size().parameters().ifPresent(n -> facts.put("parameters", n));
        engine.size().active().ifPresent(n -> facts.put("activeParameters", n));
        engine.size().weightBytesPerToken().ifPresent(n -> facts.put("weightBytesPerToken", n));
        engine.context().ifPresent(n -> facts.put("context", n));
        facts.put("kvCache", engine.cache().type());
        engine.cache().bytesPerToken().ifPresent(n -> facts.put("kvBytesPerToken", n));
        engine.cache().shape().ifPresent(shape -> facts.set("kvGrowth", growth(shape)));
        engine.ropeScaling().ifPresent(words -> facts.put("ropeScaling", words));
      }
      case ModelFacts.Endpoint endpoint -> {
        facts
            .put("address", endpoint.address())
            .put("asked", endpoint.asked())
            .put("reported", endpoint.reported());
        map(facts, "calls", endpoint.calls());
      }
      case ModelFacts.Recording recording -> {
        facts.put("file", recording.file());
        map(facts, "stated", recording.stated());
      }
    }
  }

  private static void dataset(ObjectNode node, DatasetIdentity dataset) {
    node.put("suite", dataset.suite());
    node.put("source", dataset.source());
    node.put("digest", dataset.digest());
    node.put("selection", dataset.selection());
    node.put("window", dataset.window());
    dataset.selected().draw().ifPresent(each -> draw(node.putObject("draw"), each));
    FactsCodec.write(node.putObject("facts"), dataset.facts());
    dataset
        .shard()
        .ifPresent(
            shard -> node.putObject("shard").put("number", shard.number()).put("of", shard.of()));
    node.set("rows", RowsNode.of(dataset.rows()));
  }

  private static void draw(ObjectNode node, Draw draw) {
    node.put("facet", draw.facet()).put("seed", draw.seed());
    ArrayNode strata = node.putArray("strata");
    for (Draw.Stratum stratum : draw.strata()) {
      ObjectNode each = strata.addObject();
      each.put("value", stratum.value()).put("size", stratum.size());
      list(each, "drawn", stratum.drawn());
    }
  }

  private static void protocol(ObjectNode node, ProtocolIdentity protocol) {
    node.put("name", protocol.name())
        .put("version", protocol.version())
        .put("metric", protocol.metric())
        .put("maxTokens", protocol.maxTokens());
    map(node, "materials", protocol.materials());
    protocol.padding().ifPresent(padding -> padding(node.putObject("padding"), padding));
    FactsCodec.write(node.putObject("facts"), protocol.facts());
  }

  private static void padding(ObjectNode node, Padding padding) {
    node.put("tokens", padding.tokens())
        .put("with", padding.with())
        .put("position", padding.position())
        .put("seed", padding.seed())
        .put("pieces", padding.pieces())
        .put("measure", padding.measure());
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

  private static void map(ObjectNode node, String name, Map<String, String> values) {
    ObjectNode object = node.putObject(name);
    values.forEach(object::put);
  }

  static void list(ObjectNode node, String name, List<String> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(array::add);
  }

  private static ObjectNode growth(CacheShape shape) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("attention", shape.attention())
        .put("bytesPerToken", shape.bytesPerToken())
        .put("windowedBytesPerToken", shape.windowedBytesPerToken())
        .put("window", shape.window())
        .put("stateBytes", shape.stateBytes());
  }
}
