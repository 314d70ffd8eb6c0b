package assay.reports.export;

import assay.reports.run.Accuracy;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.statistics.Interval;
import assay.results.RunManifest;
import assay.results.SuiteFacts.HubDataset;
import assay.results.text.Escapes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Optional;

/// A run as the `model-index` of a model card on the Hugging Face hub, in YAML: what goes between
/// the dashes at the head of the card.
///
/// A scorer is a metric. Its value is in percent, over the measured attempts; how many there were,
/// what was not measured and why, the interval and the bounds are its `args`. The protocol's name
/// is in the task's name, its version, deviations and the data's digest in the data set's `args`.
///
/// Source: huggingface/hub-docs, `modelcard.md`; huggingface_hub, `repocard_data.py`.
public final class ModelIndexExport {
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .build());

  private ModelIndexExport() {}

  /// Returns the YAML of a run.
  ///
  /// @throws IllegalArgumentException if nothing of the run was measured
  public static String of(RunReport run) {
    ArrayNode metrics = JsonNodeFactory.instance.arrayNode();
    run.scorers().stream()
        .filter(scorer -> scorer.accuracy().counts().measured() > 0)
        .forEach(scorer -> metrics.add(metric(scorer, run.manifest())));
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException(
          run.name() + ": nothing was measured, so there is no figure to export");
    }
    RunManifest manifest = run.manifest();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode model =
        root.putArray("model-index").addObject().put("name", manifest.model().name());
    ObjectNode result = model.putArray("results").addObject();
    result
        .putObject("task")
        .put("type", "text-generation")
        .put(
            "name",
            "%s by %s version %s"
                .formatted(
                    manifest.protocol().metric(),
                    manifest.protocol().name(),
                    manifest.protocol().version()));
    result.set("dataset", dataset(run));
    result.set("metrics", metrics);
    try {
      // The YAML library joins half a surrogate pair with whatever character follows it.
      String text = Escapes.WELL_FORMED.apply(root.toString());
      return YAML.writeValueAsString(new JsonMapper().readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode dataset(RunReport run) {
    RunManifest manifest = run.manifest();
    ObjectNode dataset = JsonNodeFactory.instance.objectNode();
    dataset.put("name", manifest.dataset().suite());
    Optional<HubDataset> hub = manifest.dataset().facts().hub();
    dataset.put("type", hub.map(HubDataset::repository).orElse(manifest.dataset().suite()));
    hub.flatMap(HubDataset::subset).ifPresent(subset -> dataset.put("config", subset));
    hub.ifPresent(known -> dataset.put("split", known.split()));
    ObjectNode args = dataset.putObject("args");
    args.put("source", manifest.dataset().source());
    args.put("sha256", manifest.dataset().digest());
    args.put("selection", manifest.dataset().selection());
    args.put("samples", manifest.dataset().rows().size());
    args.put("attemptsRecorded", run.attempts()).put("attemptsPlanned", run.plannedAttempts());
    manifest.deviations().forEach(args.putArray("deviations")::add);
    return dataset;
  }

  private static ObjectNode metric(ScorerReport scorer, RunManifest manifest) {
    Accuracy accuracy = scorer.accuracy();
    ObjectNode metric = JsonNodeFactory.instance.objectNode();
    metric.put("type", manifest.settings().attempts() > 1 ? "pass@1" : "accuracy");
    metric.put("value", percent(accuracy.estimate().value().getAsDouble()));
    metric.put("name", "%s, %% of the measured".formatted(scorer.scorer()));
    ObjectNode args = metric.putObject("args").put("scorer", scorer.scorer());
    args.put("measured", accuracy.counts().measured());
    args.put("notMeasured", accuracy.counts().unmeasured());
    ObjectNode causes = args.putObject("causes");
    accuracy.counts().notMeasured().forEach((cause, count) -> causes.put(cause.label(), count));
    accuracy.estimate().interval().ifPresent(interval -> bounds(args, "interval95", interval));
    bounds(args, "bounds", accuracy.estimate().bounds());
    return metric;
  }

  private static void bounds(ObjectNode args, String name, Interval interval) {
    args.putArray(name).add(percent(interval.low())).add(percent(interval.high()));
  }

  private static double percent(double share) {
    return Math.round(share * 1e6) / 1e4;
  }
}
