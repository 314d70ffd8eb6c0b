package assay.harness.interchange;

import assay.results.Digests;
import assay.results.Score;
import assay.tasks.DataException;
import assay.tasks.format.Row;
import assay.tasks.format.RowFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A run of HELM, named by its `per_instance_stats.json`: the verdicts of each instance.
/// `scenario_state.json` beside it has prompts and completions, and `run_spec.json` scenario, model
/// and settings.
///
/// A trial with other worked examples is another attempt. A perturbed instance is a sample of its
/// own.
///
/// Source: stanford-crfm/helm 0.5.16, `benchmark/metrics/metric.py`,
/// `benchmark/adaptation/request_state.py`, `benchmark/run_spec.py`.
///
/// @param path the file of the statistics
public record HelmRun(Path path) implements ForeignLog {
  /// Statistics that are no verdicts, though some of them are 0 or 1; others end with `_cost` and
  /// the like, or tell why the completion ended.
  private static final Set<String> NO_VERDICTS =
      Set.of(
          "batch_size",
          "logprob",
          "max_prob",
          "num_bytes",
          "num_completion_tokens",
          "num_completions",
          "num_output_tokens",
          "num_perplexity_tokens",
          "num_prompt_tokens",
          "num_references",
          "num_train_instances",
          "num_train_trials",
          "predicted_index",
          "prompt_truncated");

  private static final String OWN = "helm/";

  @Override
  public Origin origin() {
    Row spec = beside("run_spec.json");
    String name = spec.string("name");
    String task = name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
    JsonNode model = spec.json("adapter_spec").path("model");
    if (!model.isTextual() || model.asText().isEmpty()) {
      throw spec.error("names no model; expected adapter_spec.model. Give --model NAME");
    }
    return new Origin(task, OWN + task, model.asText(), List.of());
  }

  private Row beside(String name) {
    Path file = path.resolveSibling(name);
    if (!Files.isRegularFile(file)) {
      throw DataException.inFile(
          path.toString(), "has no %s beside it, which HELM writes too".formatted(name));
    }
    return new RowFile(file).object();
  }

  @Override
  public Making making() throws IOException {
    Row spec = beside("run_spec.json");
    JsonNode adapter = spec.json("adapter_spec");
    Map<String, String> stated = new LinkedHashMap<>();
    put(stated, "HELM run", spec.json("name"));
    put(stated, "scenario", spec.json("scenario_spec").path("class_name"));
    for (String name : List.of("model_deployment", "method", "num_outputs", "max_eval_instances")) {
      put(stated, name.replace('_', ' '), adapter.path(name));
    }
    return new Making(
        stated,
        shots(),
        Map.of(
            "scenario state", Digests.ofFile(path.resolveSibling("scenario_state.json")),
            "run spec", Digests.ofFile(path.resolveSibling("run_spec.json"))),
        Optional.of(StatedSampling.of(adapter, "max_tokens", "stop_sequences")));
  }

  private static void put(Map<String, String> facts, String name, JsonNode value) {
    if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
      facts.put(name, value.asText());
    }
  }

  /// Returns the worked examples of a prompt, where all have as many.
  private OptionalInt shots() {
    List<Integer> counts =
        beside("scenario_state.json")
            .json("request_states")
            .valueStream()
            .map(state -> state.path("num_train_instances").asInt(0))
            .distinct()
            .toList();
    return counts.size() == 1 ? OptionalInt.of(counts.getFirst()) : OptionalInt.empty();
  }

  @Override
  public Extent extent() {
    int outputs =
        beside("scenario_state.json")
            .json("request_states")
            .valueStream()
            .mapToInt(state -> state.path("result").path("completions").size())
            .max()
            .orElse(1);
    return outputs <= 1
        ? Extent.UNKNOWN
        : new Extent(
            List.of(),
            1,
            List.of(
                "%d completions a request, of which the first is kept; the verdicts are HELM's"
                    .formatted(outputs)));
  }

  @Override
  public void read(Consumer<Entry> consumer) {
    Map<String, Map<String, Score>> verdicts = verdicts();
    Row state = beside("scenario_state.json");
    if (!state.json("request_states").isArray()) {
      throw state.error("has no list request_states, so it is no scenario state of HELM");
    }
    Map<String, List<JsonNode>> requests = new LinkedHashMap<>();
    state
        .json("request_states")
        .forEach(each -> requests.computeIfAbsent(key(each), _ -> new ArrayList<>()).add(each));
    Optional<String> subject = argument("subject").or(() -> argument("subset"));
    requests.forEach(
        (key, group) ->
            consumer.accept(
                new HelmRequest(id(group.getFirst()), group)
                    .entry(
                        subject.map(name -> Map.of("subject", name)).orElse(Map.of()),
                        verdicts.getOrDefault(key, Map.of()))));
  }

  /// Returns an argument of the scenario in the run's name, such as the subject in
  /// `mmlu:subject=anatomy,model=m`.
  private Optional<String> argument(String name) {
    String run = beside("run_spec.json").string("name");
    return Stream.of(run.substring(run.indexOf(':') + 1).split(","))
        .filter(each -> each.startsWith(name + "="))
        .map(each -> each.substring(name.length() + 1))
        .findFirst();
  }

  private static String id(JsonNode state) {
    JsonNode instance = state.path("instance");
    return named(instance.path("id").asText(), instance.path("perturbation"));
  }

  private static String key(JsonNode state) {
    return id(state) + " " + state.path("train_trial_index").asInt(0);
  }

  private static String named(String id, JsonNode perturbation) {
    return perturbation.isObject()
        ? "%s (%s)".formatted(id, perturbation.path("name").asText("perturbed"))
        : id;
  }

  /// Returns the verdicts by instance and trial.
  private Map<String, Map<String, Score>> verdicts() {
    Map<String, Map<String, Score>> all = new HashMap<>();
    try (Stream<Row> rows = new RowFile(path).rows(Set.of())) {
      rows.forEach(
          row -> {
            if (!row.json("stats").isArray() || !row.has("instance_id")) {
              throw row.error("has no instance_id or stats, so these are no statistics of HELM");
            }
            String id = named(row.label("instance_id"), row.json("perturbation"));
            all.put(id + " " + row.json("train_trial_index").asInt(0), verdicts(row));
          });
    }
    return all;
  }

  private static Map<String, Score> verdicts(Row row) {
    Map<String, Score> scores = new LinkedHashMap<>();
    for (JsonNode stat : row.json("stats")) {
      String name = stat.path("name").path("name").asText();
      boolean counted = stat.path("count").asInt(0) > 0;
      if (counted && verdict(name)) {
        Score score = StatedVerdict.of(stat.path("mean"), "");
        if (score.measured()) {
          scores.put(OWN + name, score);
        }
      }
    }
    return scores;
  }

  private static boolean verdict(String name) {
    return !NO_VERDICTS.contains(name)
        && !name.startsWith("finish_reason_")
        && !name.endsWith("_cost")
        && !name.contains("runtime");
  }
}
