package assay.reports.export;

import assay.reports.run.Accuracy;
import assay.reports.run.Breakdown;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.run.Slice;
import assay.results.GenerationSettings;
import assay.results.RunManifest;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// A run as the results file of lm-evaluation-harness, for tools that read those.
///
/// The task is the suite; where samples have a first facet with several values (the category of
/// MMLU-Pro), the suite is a group whose subtasks are those values, as it is there. A scorer is a
/// filter and the metric is `acc`: right over measured answers. That program has no place for what
/// was not measured, so it stands beside as the metrics `not_measured` (attempts), `acc_low` and
/// `acc_high` (what they leave open); `sample_len` counts the measured attempts, by which the group
/// is the weighted mean of its subtasks. The protocol's name, deviations and digests are in
/// `configs.TASK.metadata`.
///
/// Source: EleutherAI/lm-evaluation-harness 0.4.13, `result_schema.py` and
/// `loggers/evaluation_tracker.py`.
public final class LmEvalExport {
  private final RunReport run;
  private final String task;
  private final ObjectNode results = JsonNodeFactory.instance.objectNode();

  private LmEvalExport(RunReport run) {
    this.run = run;
    this.task = run.manifest().dataset().suite();
  }

  /// Returns the results of a run.
  ///
  /// @param started when it began
  /// @throws IllegalArgumentException if nothing of the run was measured
  public static ObjectNode of(RunReport run, Instant started) {
    if (run.scorers().stream().allMatch(each -> each.accuracy().counts().measured() == 0)) {
      throw new IllegalArgumentException(
          run.name() + ": nothing was measured, so there is no figure to export");
    }
    return new LmEvalExport(run).write(started, run.manifest().protocol().facts().shots());
  }

  private ObjectNode write(Instant started, OptionalInt shots) {
    RunManifest manifest = run.manifest();
    ObjectNode all = task();
    Optional<Breakdown> breakdown = run.breakdowns().stream().findFirst();
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("results", results);
    breakdown.ifPresent(parts -> subtasks(parts, root, all));
    ObjectNode configs = root.putObject("configs");
    ObjectNode versions = root.putObject("versions");
    ObjectNode nShot = root.putObject("n-shot");
    ObjectNode better = root.putObject("higher_is_better");
    ObjectNode samples = root.putObject("n-samples");
    results
        .fieldNames()
        .forEachRemaining(
            name -> {
              configs.set(name, config(name, shots));
              versions.put(name, manifest.protocol().version());
              shots.ifPresent(number -> nShot.put(name, number));
              better
                  .putObject(name)
                  .put("acc", true)
                  .put("acc_low", true)
                  .put("acc_high", true)
                  .put("not_measured", false);
              int asked = results.path(name).path("sample_count").path("asked").asInt();
              samples
                  .putObject(name)
                  .put("original", name.equals(task) ? manifest.dataset().rows().size() : asked)
                  .put("effective", asked);
            });
    results.forEach(each -> ((ObjectNode) each).remove("sample_count"));
    root.set("config", settings());
    root.putNull("git_hash");
    root.put("date", started.toEpochMilli() / 1e3);
    root.put("model_source", manifest.model().kind());
    root.put("model_name", manifest.model().name());
    root.put(
        "model_name_sanitized", manifest.model().name().replaceAll("[\"<>:/|\\\\?*\\[\\]]+", "__"));
    return root;
  }

  /// The group stands behind its subtasks, as there.
  private void subtasks(Breakdown parts, ObjectNode root, ObjectNode all) {
    results.remove(task);
    String own = run.scorers().getFirst().scorer();
    for (Slice slice : parts.slices()) {
      String name = task + "_" + slice.value().strip().replace(' ', '_');
      ObjectNode node = head(name, slice.value(), slice.accuracy());
      figures(node, own, slice.accuracy());
      results.set(name, node);
      root.withObject("/group_subtasks").withArray(task).add(name);
    }
    results.set(task, all);
    root.putObject("groups").set(task, all.deepCopy().without("sample_count"));
  }

  private ObjectNode task() {
    Accuracy own = run.scorers().getFirst().accuracy();
    ObjectNode node = head(task, task + " by " + run.manifest().protocol().name(), own);
    for (ScorerReport scorer : run.scorers()) {
      figures(node, scorer.scorer(), scorer.accuracy());
    }
    results.set(task, node);
    return node;
  }

  private static ObjectNode head(String name, String alias, Accuracy accuracy) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("name", name).put("alias", alias);
    node.put("sample_len", accuracy.counts().measured());
    node.putObject("sample_count").put("asked", accuracy.counts().total());
    return node;
  }

  private static void figures(ObjectNode node, String scorer, Accuracy accuracy) {
    accuracy
        .estimate()
        .value()
        .ifPresent(
            value -> {
              node.put("acc," + scorer, value);
              if (accuracy.estimate().standardError().isPresent()) {
                node.put("acc_stderr," + scorer, accuracy.estimate().standardError().getAsDouble());
              } else {
                node.put("acc_stderr," + scorer, "N/A");
              }
            });
    node.put("acc_low," + scorer, accuracy.estimate().bounds().low());
    node.put("acc_high," + scorer, accuracy.estimate().bounds().high());
    node.put("not_measured," + scorer, accuracy.counts().unmeasured());
  }

  private ObjectNode config(String name, OptionalInt shots) {
    RunManifest manifest = run.manifest();
    GenerationSettings settings = manifest.settings();
    ObjectNode config = JsonNodeFactory.instance.objectNode().put("task", name);
    config.put("dataset_path", manifest.dataset().source());
    config.put("output_type", "generate_until");
    shots.ifPresent(number -> config.put("num_fewshot", number));
    generation(config.putObject("generation_kwargs"), settings);
    config.put("repeats", settings.attempts());
    config
        .putArray("metric_list")
        .addObject()
        .put("metric", "acc")
        .put("aggregation", "mean")
        .put("higher_is_better", true);
    ObjectNode metadata = config.putObject("metadata");
    metadata.put("version", manifest.protocol().version());
    metadata.put("protocol", manifest.protocol().name());
    metadata.put("metric", manifest.protocol().metric());
    metadata.put("scorer", manifest.scorers().getFirst());
    metadata.put("data_sha256", manifest.dataset().digest());
    metadata.put("selection", manifest.dataset().selection());
    manifest
        .dataset()
        .facts()
        .names()
        .ifPresent(names -> names.tasks().forEach(metadata.putArray("known_as")::add));
    manifest.deviations().forEach(metadata.putArray("deviations")::add);
    metadata
        .put("attempts_recorded", run.attempts())
        .put("attempts_planned", run.plannedAttempts());
    return config;
  }

  private static void generation(ObjectNode node, GenerationSettings settings) {
    settings.stop().forEach(node.putArray("until")::add);
    node.put("max_gen_toks", settings.maxTokens());
    node.put("do_sample", settings.temperature() > 0);
    node.put("temperature", settings.temperature());
    node.put("top_p", settings.topP());
    node.put("top_k", settings.topK());
  }

  private ObjectNode settings() {
    RunManifest manifest = run.manifest();
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("model", manifest.model().kind());
    ObjectNode arguments = config.putObject("model_args");
    arguments.put("name", manifest.model().name());
    manifest.model().facts().words().forEach(arguments::put);
    manifest.model().digests().forEach((part, digest) -> arguments.put(part + "_sha256", digest));
    config.putNull("batch_size").putNull("device").putNull("use_cache");
    boolean part = !manifest.dataset().selection().equals("all");
    config.put("limit", part ? (Integer) manifest.dataset().rows().size() : null);
    config.put("bootstrap_iters", 0);
    config.putNull("gen_kwargs");
    config.put("random_seed", manifest.settings().seed());
    ObjectNode program = config.putObject("program");
    manifest.circumstances().words().forEach(program::put);
    return config;
  }
}
