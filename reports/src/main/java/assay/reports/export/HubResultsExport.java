package assay.reports.export;

import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.statistics.Interval;
import assay.reports.text.Figures;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A run as an entry of `.eval_results/BENCHMARK.yaml` in a model's repository on the Hugging Face
/// hub, which took the place of `model-index` for data sets that are registered as benchmarks.
///
/// The value is that of the protocol's own scorer, in percent: sources contradict each other on
/// percent against share, and the hub's own example of the format (20.90 for a benchmark on which
/// no model had more than a third then) and the figures that publishers upload are percentages.
/// GPQA's task is `gpqa_diamond` of `Idavidrein/gpqa`, as the data set's own `eval.yaml` names it;
/// elsewhere `diamond` is written.
///
/// Source: huggingface/hub-docs, `eval_results.yaml` and the hub's page on evaluation results
/// (September 2026, "work in progress").
public final class HubResultsExport {
  /// Tasks of the data sets that are registered and that a suite of this program asks.
  private static final Map<String, String> TASKS =
      Map.of(
          "TIGER-Lab/MMLU-Pro", "mmlu_pro",
          "Idavidrein/gpqa", "gpqa_diamond",
          "openai/gsm8k", "gsm8k");

  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .build());

  private HubResultsExport() {}

  /// Returns the YAML of a run.
  ///
  /// @param started when it began
  /// @throws IllegalArgumentException if the hub has no such benchmark or nothing was measured
  public static String of(RunReport run, Instant started) {
    RunManifest manifest = run.manifest();
    String suite = manifest.dataset().suite();
    String repository = manifest.dataset().facts().hub().map(HubDataset::repository).orElse(suite);
    if (!TASKS.containsKey(repository)) {
      throw new IllegalArgumentException(
          "%s: no data set of suite %s is registered on the hub as a benchmark; --format model-index describes any suite"
              .formatted(run.name(), suite));
    }
    ScorerReport scorer =
        run.scorers().stream()
            .findFirst()
            .filter(own -> own.accuracy().counts().measured() > 0)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        run.name() + ": nothing was measured, so there is no figure to export"));
    ArrayNode entries = JsonNodeFactory.instance.arrayNode();
    ObjectNode entry = entries.addObject();
    entry.putObject("dataset").put("id", repository).put("task_id", TASKS.get(repository));
    entry.put("value", Math.round(scorer.accuracy().estimate().value().getAsDouble() * 1e4) / 1e2);
    entry.put("date", started.atOffset(ZoneOffset.UTC).toLocalDate().toString());
    entry.put("notes", String.join("; ", notes(run, scorer)));
    try {
      return YAML.writeValueAsString(
          new JsonMapper().readTree(Escapes.WELL_FORMED.apply(entries.toString())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> notes(RunReport run, ScorerReport scorer) {
    RunManifest manifest = run.manifest();
    List<String> notes = new ArrayList<>();
    notes.add(
        "%s version %s, scored by %s"
            .formatted(manifest.protocol().name(), manifest.protocol().version(), scorer.scorer()));
    notes.add(
        "%s of %s attempts measured"
            .formatted(
                Figures.count(scorer.accuracy().counts().measured()),
                Figures.count(run.plannedAttempts())));
    scorer
        .accuracy()
        .estimate()
        .interval()
        .ifPresent(interval -> notes.add("95 % interval " + percent(interval)));
    if (scorer.accuracy().counts().unmeasured() > 0 || run.incomplete()) {
      notes.add("between " + percent(scorer.accuracy().estimate().bounds()) + " with the rest");
    }
    if (!manifest.dataset().selection().equals(RunManifest.DatasetIdentity.ALL)) {
      notes.add("of the suite: " + manifest.dataset().selection());
    }
    notes.addAll(manifest.deviations());
    return notes;
  }

  private static String percent(Interval interval) {
    return Figures.percent(interval.low()) + " to " + Figures.percent(interval.high());
  }
}
