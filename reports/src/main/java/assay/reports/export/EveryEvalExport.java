package assay.reports.export;

import assay.reports.run.Accuracy;
import assay.reports.run.Estimate;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.statistics.Interval;
import assay.results.Digests;
import assay.results.GenerationSettings;
import assay.results.ModelFacts;
import assay.results.RunManifest;
import assay.results.SampleRecord;
import assay.results.text.Escapes;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;

/// A run in the form of Every Eval Ever, version 0.3: a JSON file with one result for each scorer,
/// and beside it JSON Lines with an instance for each attempt by the protocol's own scorer.
///
/// The form has no place for what was not measured: `is_correct` and `score` are required of every
/// instance. So an attempt that was not measured has its cause in `error`, and the aggregate, which
/// is over the measured ones alone, has how many there were, by cause, and the bounds that they
/// leave open in `score_details.details`.
///
/// Source: evaleval/every_eval_ever, `eval.schema.json` and `instance_level_eval.schema.json` of
/// version 0.3.
public final class EveryEvalExport {
  /// The version of the form.
  static final String VERSION = "0.3.0";

  private static final String UNKNOWN = "unknown";

  private final RunReport run;
  private final RunManifest manifest;
  private final Instant started;

  private EveryEvalExport(RunReport run, Instant started) {
    this.run = run;
    this.manifest = run.manifest();
    this.started = started;
  }

  /// Writes both files below a folder, where a repository of that form has them:
  /// `data/SUITE/DEVELOPER/MODEL/UUID.json` and `UUID_samples.jsonl`. The name is made of the run's
  /// manifest, so that writing a run again writes the same files.
  ///
  /// @param manifestDigest SHA-256 (hex) of the run's manifest
  /// @return the aggregate's file
  /// @throws IllegalArgumentException if nothing of the run was measured
  public static Path write(RunReport run, Instant started, String manifestDigest, Path folder)
      throws IOException {
    return new EveryEvalExport(run, started).write(manifestDigest, folder);
  }

  private Path write(String manifestDigest, Path folder) throws IOException {
    if (run.scorers().stream().allMatch(each -> each.accuracy().counts().measured() == 0)) {
      throw new IllegalArgumentException(
          run.name() + ": nothing was measured, so there is no figure to export");
    }
    String uuid = uuid(manifestDigest);
    String within =
        "data/%s/%s/%s"
            .formatted(part(manifest.dataset().suite()), part(developer()), part(name()));
    Path place = Files.createDirectories(folder.resolve(within));
    Path samples = place.resolve(uuid + "_samples.jsonl");
    long rows = samples(samples);
    ObjectNode root = aggregate();
    root.putObject("detailed_evaluation_results")
        .put("format", "jsonl")
        .put("file_path", within + "/" + samples.getFileName())
        .put("hash_algorithm", "sha256")
        .put("checksum", Digests.ofFile(samples))
        .put("total_rows", rows);
    Path aggregate = place.resolve(uuid + ".json");
    Files.writeString(aggregate, Escapes.JSON.apply(root.toPrettyString()) + "\n");
    return aggregate;
  }

  private long samples(Path file) throws IOException {
    EveryEvalInstance instance =
        new EveryEvalInstance(evaluationId(), modelId(), manifest.dataset().suite(), resultId(0));
    long rows = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file);
        Stream<SampleRecord> records = run.records().source().open()) {
      for (Iterator<SampleRecord> each = records.iterator(); each.hasNext(); rows++) {
        out.write(Escapes.JSON.apply(instance.of(each.next()).toString()));
        out.write('\n');
      }
    }
    return rows;
  }

  private ObjectNode aggregate() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("schema_version", VERSION);
    root.put("evaluation_id", evaluationId());
    root.put("evaluation_timestamp", String.valueOf(started.getEpochSecond()));
    root.put("retrieved_timestamp", String.valueOf(started.getEpochSecond()));
    root.putObject("source_metadata")
        .put("source_name", "a run of " + manifest.circumstances().program().name())
        .put("source_type", "evaluation_run")
        .put("source_organization_name", UNKNOWN)
        .put("evaluator_relationship", "other");
    root.putObject("eval_library")
        .put("name", manifest.circumstances().program().name().toLowerCase(Locale.ROOT))
        .put("version", orUnknown(manifest.circumstances().program().version()));
    root.set("model_info", model());
    for (int i = 0; i < run.scorers().size(); i++) {
      ScorerReport scorer = run.scorers().get(i);
      if (scorer.accuracy().counts().measured() > 0) {
        root.withArray("evaluation_results").add(result(scorer, resultId(i)));
      }
    }
    return root;
  }

  private ObjectNode model() {
    ObjectNode model = JsonNodeFactory.instance.objectNode();
    model.put("name", manifest.model().name());
    model.put("id", modelId());
    model.put("developer", developer());
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    boolean here = manifest.model().facts() instanceof ModelFacts.Engine;
    if (here) {
      model
          .putObject("inference_engine")
          .put("name", "assay")
          .put("version", orUnknown(manifest.circumstances().program().version()));
    }
    details.put("deployment_type", here ? "self_deployed" : UNKNOWN);
    details.put("model_availability", here ? "open_weights" : UNKNOWN);
    manifest.model().facts().words().forEach((name, value) -> details.put(name, value));
    manifest.model().digests().forEach((name, value) -> details.put("SHA-256 of " + name, value));
    model.set("additional_details", details);
    return model;
  }

  private ObjectNode result(ScorerReport scorer, String id) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("evaluation_result_id", id);
    result.put("evaluation_name", manifest.dataset().suite());
    result.set("source_data", source());
    ObjectNode metric = result.putObject("metric_config");
    metric.put("metric_id", scorer.scorer());
    metric.put("metric_name", manifest.protocol().metric() + " by " + scorer.scorer());
    metric.put("metric_kind", manifest.settings().attempts() > 1 ? "pass_rate" : "accuracy");
    metric.put("metric_unit", "proportion");
    metric.put("lower_is_better", false);
    metric.put("score_type", "continuous").put("min_score", 0).put("max_score", 1);
    result.set("score_details", score(scorer.accuracy()));
    result.set("generation_config", generation());
    return result;
  }

  private static ObjectNode score(Accuracy accuracy) {
    Estimate estimate = accuracy.estimate();
    ObjectNode score = JsonNodeFactory.instance.objectNode();
    score.put("score", estimate.value().getAsDouble());
    ObjectNode details = score.putObject("details");
    details.put("measured", String.valueOf(accuracy.counts().measured()));
    details.put("not_measured", String.valueOf(accuracy.counts().unmeasured()));
    accuracy
        .counts()
        .notMeasured()
        .forEach(
            (cause, count) -> details.put("not_measured " + cause.label(), String.valueOf(count)));
    details.put("bounds_low", String.valueOf(estimate.bounds().low()));
    details.put("bounds_high", String.valueOf(estimate.bounds().high()));
    ObjectNode uncertainty = score.putObject("uncertainty");
    estimate
        .standardError()
        .ifPresent(
            error ->
                uncertainty
                    .putObject("standard_error")
                    .put("value", error)
                    .put("method", "analytic"));
    estimate.interval().ifPresent(interval -> interval(uncertainty, interval));
    uncertainty.put("num_samples", accuracy.counts().measured());
    return score;
  }

  private static void interval(ObjectNode uncertainty, Interval interval) {
    uncertainty
        .putObject("confidence_interval")
        .put("lower", interval.low())
        .put("upper", interval.high())
        .put("confidence_level", 0.95)
        .put("method", "analytic");
  }

  private ObjectNode source() {
    ObjectNode source = JsonNodeFactory.instance.objectNode();
    source.put("dataset_name", manifest.dataset().suite());
    manifest
        .dataset()
        .facts()
        .hub()
        .ifPresentOrElse(
            hub ->
                source
                    .put("source_type", "hf_dataset")
                    .put("hf_repo", hub.repository())
                    .put("hf_split", hub.split())
                    .put("samples_number", manifest.dataset().rows().size()),
            () -> source.put("source_type", "other"));
    source
        .putObject("additional_details")
        .put("file", manifest.dataset().source())
        .put("sha256", manifest.dataset().digest())
        .put("selection", manifest.dataset().selection());
    return source;
  }

  private ObjectNode generation() {
    GenerationSettings settings = manifest.settings();
    ObjectNode generation = JsonNodeFactory.instance.objectNode();
    ObjectNode arguments = generation.putObject("generation_args");
    ObjectNode details = generation.putObject("additional_details");
    if (manifest.model().facts() instanceof ModelFacts.Recording recording
        && recording.stated().isEmpty()) {
      details.put("sampling", "not known: the generations were made elsewhere");
    } else {
      arguments.put("temperature", settings.temperature()).put("top_p", settings.topP());
      arguments.put("top_k", settings.topK()).put("max_tokens", settings.maxTokens());
    }
    details.put("protocol", manifest.protocol().name());
    details.put("protocol_version", manifest.protocol().version());
    details.put("attempts", String.valueOf(settings.attempts()));
    details.put("seed", String.valueOf(settings.seed()));
    details.put("stop", String.join(" | ", settings.stop()));
    details.put("deviations", String.join("; ", manifest.deviations()));
    return generation;
  }

  private String evaluationId() {
    return "%s/%s/%d".formatted(manifest.dataset().suite(), modelId(), started.getEpochSecond());
  }

  private String resultId(int scorer) {
    return evaluationId() + "/" + run.scorers().get(scorer).scorer();
  }

  private String modelId() {
    String name = manifest.model().name();
    return name.matches("[^/]+/[^/]+") ? name : developer() + "/" + name();
  }

  private String developer() {
    String name = manifest.model().name();
    return name.matches("[^/]+/[^/]+") ? name.substring(0, name.indexOf('/')) : UNKNOWN;
  }

  private String name() {
    String name = manifest.model().name();
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /// Folders are named by what every file system takes.
  private static String part(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-");
    return plain.matches("\\.*") ? "-" : plain;
  }

  private static String orUnknown(String version) {
    return version.isEmpty() ? UNKNOWN : version;
  }

  /// Returns a digest in the form of a UUID of version 4, which the form wants.
  private static String uuid(String digest) {
    return "%s-%s-4%s-%s%s-%s"
        .formatted(
            digest.substring(0, 8),
            digest.substring(8, 12),
            digest.substring(13, 16),
            "89ab".charAt(Character.digit(digest.charAt(16), 16) & 3),
            digest.substring(17, 20),
            digest.substring(20, 32));
  }
}
