package assay.harness.interchange;

import assay.harness.interchange.ForeignLog.Making;
import assay.results.Digests;
import assay.results.GenerationSettings;
import assay.tasks.DataException;
import assay.tasks.format.Row;
import assay.tasks.format.RowFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The `results_DATE.json` file that lm-evaluation-harness writes beside its samples: which model
/// answered, under which settings and versions.
///
/// Source: EleutherAI/lm-evaluation-harness 0.4.13, `result_schema.py` and
/// `loggers/evaluation_tracker.py`.
///
/// @param file the file
/// @param task the task whose samples are imported
/// @param root what it holds
record LmEvalResults(Path file, String task, Row root) {
  /// Arguments by which lm-evaluation-harness names a model; without one it makes a name up.
  private static final List<String> NAMES =
      List.of("peft", "delta", "pretrained", "model", "path", "engine");

  /// Finds the file of the evaluation that wrote a samples file: the one of the same time, or where
  /// the samples have no time in their name, the only one there is. It has to know the task.
  ///
  /// @param samples the samples file
  /// @param task its task
  /// @param time the time in its name
  static Optional<LmEvalResults> beside(Path samples, String task, Optional<String> time)
      throws IOException {
    Path folder = samples.toAbsolutePath().getParent();
    String ending = time.map(words -> "_" + words + ".json").orElse(".json");
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files
              .filter(file -> file.getFileName().toString().endsWith(ending))
              .filter(
                  file -> time.isPresent() ? !begins(file, "samples_") : begins(file, "results"))
              .toList();
      return found.size() == 1 ? read(found.getFirst(), task) : Optional.empty();
    }
  }

  private static boolean begins(Path file, String start) {
    return file.getFileName().toString().startsWith(start);
  }

  private static Optional<LmEvalResults> read(Path file, String task) {
    Row root = new RowFile(file).object();
    boolean knows = root.json("results").has(task) || root.json("configs").has(task);
    return knows ? Optional.of(new LmEvalResults(file, task, root)) : Optional.empty();
  }

  /// Returns the model's name: the one that its arguments give, else that of its kind.
  ///
  /// @throws DataException if the file names no model
  String modelName() {
    LmEvalArguments arguments = arguments();
    Optional<String> given =
        NAMES.stream().flatMap(key -> arguments.value(key).stream()).findFirst();
    return given
        .map(name -> text(root.json("model_name")).orElse(name))
        .or(() -> text(root.json("config").path("model")))
        .orElseThrow(
            () ->
                DataException.inFile(
                    file.toString(), "names no model; expected config.model. Give --model NAME"));
  }

  private LmEvalArguments arguments() {
    return LmEvalArguments.of(root.json("config").path("model_args"));
  }

  /// Returns all that the file says of how its samples were made.
  Making making() throws IOException {
    Map<String, String> stated = new LinkedHashMap<>(model());
    stated.putAll(program());
    return new Making(
        stated, shots(), Map.of("results", Digests.ofFile(file)), Optional.of(settings()));
  }

  private OptionalInt shots() {
    JsonNode shots = root.json("n-shot").path(task);
    return shots.canConvertToInt() && shots.isIntegralNumber() && shots.intValue() >= 0
        ? OptionalInt.of(shots.intValue())
        : OptionalInt.empty();
  }

  /// Returns what the file says of the model, without anything secret.
  private Map<String, String> model() {
    JsonNode config = root.json("config");
    Map<String, String> facts = new LinkedHashMap<>();
    text(config.path("model")).ifPresent(kind -> facts.put("lm-eval model", kind));
    String arguments = arguments().shown();
    if (!arguments.isEmpty()) {
      facts.put("lm-eval model_args", arguments);
    }
    text(config.path("model_num_parameters"))
        .filter(number -> !number.equals("-1"))
        .ifPresent(number -> facts.put("parameters", number));
    for (String name : List.of("model_dtype", "model_revision", "model_sha")) {
      text(config.path(name)).ifPresent(value -> facts.put(name.substring(6), value));
    }
    return facts;
  }

  /// Returns what the file says of the program and of how it asked.
  private Map<String, String> program() {
    JsonNode config = root.json("config");
    Map<String, String> facts = new LinkedHashMap<>();
    text(root.json("lm_eval_version")).ifPresent(version -> facts.put("lm-eval", version));
    text(root.json("git_hash")).ifPresent(hash -> facts.put("lm-eval commit", hash));
    text(root.json("transformers_version"))
        .filter(version -> !version.equals("N/A"))
        .ifPresent(version -> facts.put("transformers", version));
    text(root.json("versions").path(task)).ifPresent(version -> facts.put("task version", version));
    text(root.json("n-shot").path(task)).ifPresent(shots -> facts.put("shots", shots));
    for (String name : List.of("batch_size", "device", "limit")) {
      text(config.path(name)).ifPresent(value -> facts.put(name.replace('_', ' '), value));
    }
    for (String name : List.of("random_seed", "numpy_seed", "torch_seed", "fewshot_seed")) {
      text(config.path(name)).ifPresent(value -> facts.put(name.replace('_', ' '), value));
    }
    text(root.json("system_instruction_sha"))
        .ifPresent(sha -> facts.put("SHA-256 of system instruction", sha));
    text(root.json("chat_template_sha"))
        .ifPresent(sha -> facts.put("SHA-256 of chat template", sha));
    text(root.json("fewshot_as_multiturn")).ifPresent(yes -> facts.put("shots as turns", yes));
    text(root.json("task_hashes").path(task))
        .ifPresent(hash -> facts.put("lm-eval task hash", hash));
    return facts;
  }

  /// Returns how the task's completions were sampled; of ranked choices, greedily.
  private GenerationSettings settings() {
    String backend = text(root.json("config").path("model")).orElse("");
    return LmEvalSampling.settings(
        root.json("configs").path(task).path("generation_kwargs"), backend);
  }

  private static Optional<String> text(JsonNode value) {
    return value.isValueNode() && !value.isNull() && !value.asText().isEmpty()
        ? Optional.of(value.asText())
        : Optional.empty();
  }
}
