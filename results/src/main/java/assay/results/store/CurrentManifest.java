package assay.results.store;

import assay.results.CallLimits;
import assay.results.Circumstances;
import assay.results.DataPlaces;
import assay.results.Draw;
import assay.results.GenerationSettings;
import assay.results.Host;
import assay.results.Machine;
import assay.results.ModelFacts;
import assay.results.Origin;
import assay.results.Padding;
import assay.results.PlanCoordinates;
import assay.results.RunManifest;
import assay.results.RunManifest.DatasetIdentity;
import assay.results.RunManifest.ModelIdentity;
import assay.results.RunManifest.ProtocolIdentity;
import assay.results.SelectedRows;
import assay.results.Shard;
import assay.results.Software;
import assay.results.Work;
import assay.results.published.CacheShape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads manifests as [ManifestCodec] writes them.
final class CurrentManifest {
  private CurrentManifest() {}

  static RunManifest read(Fields manifest) {
    return new RunManifest(
        RunManifest.CURRENT_FORMAT,
        circumstances(manifest),
        model(manifest.fields("model")),
        dataset(manifest.fields("dataset")),
        protocol(manifest.fields("protocol")),
        settings(manifest.fields("settings")),
        manifest.texts("scorers"),
        manifest.texts("deviations"));
  }

  private static Circumstances circumstances(Fields manifest) {
    Fields program = manifest.fields("program");
    Fields places = manifest.fields("places");
    return new Circumstances(
        new Software(program.text("name"), program.text("version"), program.text("jdk")),
        new Host(
            program.optionalFields("machine").map(CurrentManifest::machine),
            program.optionalText("sandbox"),
            program.optionalText("energy")),
        new DataPlaces(
            places.optionalText("suite").map(Path::of),
            places.texts("data").stream().map(Path::of).toList(),
            places.optionalText("shots").map(Path::of),
            places.optionalText("model").map(Path::of),
            places.optionalFields("published").map(CurrentManifest::origin),
            places.optionalFields("named").map(CurrentManifest::origin)),
        new PlanCoordinates(manifest.textMap("coordinates")),
        manifest.optionalFields("cost").map(BillingCodec::read),
        manifest.optionalFields("work").map(CurrentManifest::work),
        manifest.has("limits") ? manifest.objects("limits", CurrentManifest::limits) : List.of());
  }

  private static CallLimits limits(Fields limits) {
    return new CallLimits(
        Duration.ofMillis(limits.longInteger("replyMilliseconds")),
        milliseconds(limits, "answerMilliseconds"),
        milliseconds(limits, "firstTokenMilliseconds"),
        milliseconds(limits, "idleMilliseconds"));
  }

  private static Optional<Duration> milliseconds(Fields fields, String name) {
    return fields.has(name)
        ? Optional.of(Duration.ofMillis(fields.longInteger(name)))
        : Optional.empty();
  }

  private static Origin origin(Fields origin) {
    return new Origin(origin.text("name"), origin.text("revision"), origin.textMap("digests"));
  }

  private static Work work(Fields work) {
    return new Work(
        Duration.ofMillis(work.longInteger("milliseconds")), work.longInteger("tokens"));
  }

  private static Machine machine(Fields machine) {
    return new Machine(
        machine.text("system"),
        machine.text("architecture"),
        machine.integer("processors"),
        machine.longInteger("heapLimitMiB"));
  }

  private static ModelIdentity model(Fields model) {
    String kind = model.text("kind");
    Fields facts = model.fields("facts");
    return new ModelIdentity(
        model.text("name"),
        model.textMap("digests"),
        switch (kind) {
          case "engine" -> engine(facts);
          case "endpoint" ->
              new ModelFacts.Endpoint(
                  facts.text("address"),
                  facts.text("asked"),
                  facts.text("reported"),
                  facts.has("calls") ? facts.textMap("calls") : Map.of());
          case "recorded" -> new ModelFacts.Recording(facts.text("file"), facts.textMap("stated"));
          default -> throw unknownKind(kind);
        });
  }

  static Fields.FieldException unknownKind(String kind) {
    return new Fields.FieldException(
        "field \"model.kind\" must be engine, endpoint or recorded, found \"%s\"".formatted(kind));
  }

  private static ModelFacts.Engine engine(Fields facts) {
    return new ModelFacts.Engine(
        facts.text("architecture"),
        new ModelFacts.Size(
            facts.optionalLong("parameters"),
            facts.optionalLong("activeParameters"),
            facts.optionalLong("weightBytesPerToken")),
        facts.text("kernels"),
        facts.optionalInteger("context"),
        new ModelFacts.Cache(
            facts.text("kvCache"),
            facts.optionalLong("kvBytesPerToken"),
            facts.optionalFields("kvGrowth").map(CurrentManifest::growth)),
        facts.optionalText("ropeScaling"));
  }

  private static CacheShape growth(Fields growth) {
    return new CacheShape(
        growth.text("attention"),
        growth.longInteger("bytesPerToken"),
        growth.longInteger("windowedBytesPerToken"),
        growth.integer("window"),
        growth.longInteger("stateBytes"));
  }

  private static DatasetIdentity dataset(Fields dataset) {
    return new DatasetIdentity(
        dataset.text("suite"),
        dataset.text("source"),
        dataset.text("digest"),
        new SelectedRows(
            dataset.text("selection"), dataset.optionalFields("draw").map(CurrentManifest::draw)),
        dataset.text("window"),
        RowsNode.rows(dataset),
        FactsCodec.suite(dataset.fields("facts")),
        dataset
            .optionalFields("shard")
            .map(shard -> new Shard(shard.integer("number"), shard.integer("of"))));
  }

  private static Draw draw(Fields draw) {
    return new Draw(
        draw.text("facet"),
        draw.longInteger("seed"),
        draw.objects(
            "strata",
            stratum ->
                new Draw.Stratum(
                    stratum.text("value"), stratum.integer("size"), stratum.texts("drawn"))));
  }

  private static ProtocolIdentity protocol(Fields protocol) {
    return new ProtocolIdentity(
        protocol.text("name"),
        protocol.text("version"),
        protocol.text("metric"),
        protocol.integer("maxTokens"),
        protocol.textMap("materials"),
        protocol.optionalFields("padding").map(CurrentManifest::padding),
        FactsCodec.protocol(protocol.fields("facts")));
  }

  private static Padding padding(Fields padding) {
    return new Padding(
        padding.integer("tokens"),
        padding.text("with"),
        padding.number("position"),
        padding.longInteger("seed"),
        padding.integer("pieces"),
        padding.text("measure"));
  }

  static GenerationSettings settings(Fields settings) {
    return new GenerationSettings(
        settings.integer("maxTokens"),
        settings.number("temperature"),
        settings.number("topP"),
        settings.integer("topK"),
        settings.longInteger("seed"),
        settings.texts("stop"),
        settings.integer("attempts"));
  }
}
