package assay.harness.interchange;

import assay.harness.interchange.ForeignLog.Making;
import assay.results.Digests;
import assay.tasks.DataException;
import assay.tasks.format.Row;
import assay.tasks.format.RowFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// The folder that evalscope writes for an evaluation, seen from one file of its reviews.
///
/// @param reviews `ROOT/reviews/MODEL/BENCHMARK_SUBSET.jsonl`
/// @param benchmark its name
/// @param subset what stands behind that in the file's name
/// @param model its name
record EvalscopeFolder(Path reviews, String benchmark, String subset, String model) {
  private static final YAMLMapper YAML = new YAMLMapper();

  static EvalscopeFolder of(Path reviews) throws IOException {
    String file = reviews.getFileName().toString().replaceAll("\\.jsonl?$", "");
    Optional<Row> report = report(reviews, file);
    String benchmark =
        report
            .flatMap(row -> row.optionalString("dataset_name"))
            .orElseGet(() -> file.contains("_") ? file.substring(0, file.lastIndexOf('_')) : file);
    return new EvalscopeFolder(
        reviews,
        benchmark,
        file.startsWith(benchmark + "_") ? file.substring(benchmark.length() + 1) : "",
        report
            .flatMap(row -> row.optionalString("model_name"))
            .orElseGet(() -> folder(reviews).getFileName().toString()));
  }

  /// Returns the report whose benchmark the file's name begins with, the longest such name.
  private static Optional<Row> report(Path reviews, String file) throws IOException {
    Path reports = root(reviews).resolve("reports").resolve(folder(reviews).getFileName());
    if (!Files.isDirectory(reports)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(reports)) {
      return files
          .filter(each -> each.toString().endsWith(".json"))
          .filter(each -> (file + "_").startsWith(name(each) + "_"))
          .max(Comparator.comparingInt(each -> name(each).length()))
          .map(each -> new RowFile(each).object());
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceAll("\\.json$", "");
  }

  private static Path folder(Path reviews) {
    Path folder = reviews.toAbsolutePath().normalize().getParent();
    if (folder == null || folder.getParent() == null || folder.getParent().getParent() == null) {
      throw DataException.inFile(
          reviews.toString(), "lies in no folder reviews/MODEL, as evalscope writes them");
    }
    return folder;
  }

  private static Path root(Path reviews) {
    return folder(reviews).getParent().getParent();
  }

  private Path predictions() {
    return root(reviews)
        .resolve("predictions")
        .resolve(folder(reviews).getFileName())
        .resolve(reviews.getFileName());
  }

  /// Returns in sentences what is not there, and what is not known for that.
  List<String> missing() throws IOException {
    List<String> words = new ArrayList<>();
    if (!Files.isRegularFile(predictions())) {
      words.add("without its predictions: tokens and ends of completions are not known");
    }
    if (making().settings().isEmpty()) {
      words.add("without its configuration: sampling is not known");
    }
    return words;
  }

  /// Returns how each answer ended, by index; empty where there are no predictions.
  Map<Long, EvalscopeAnswer.End> ends() {
    Path predictions = predictions();
    Map<Long, EvalscopeAnswer.End> ends = new HashMap<>();
    if (Files.isRegularFile(predictions)) {
      try (Stream<Row> rows = new RowFile(predictions).rows(Set.of())) {
        rows.forEach(row -> ends.put(row.integer("index"), EvalscopeAnswer.end(row)));
      }
    }
    return ends;
  }

  /// Returns all that the configuration says of how the answers were made; nothing secret is read.
  Making making() throws IOException {
    Path file = root(reviews).resolve("configs");
    List<Path> found = List.of();
    if (Files.isDirectory(file)) {
      try (Stream<Path> files = Files.list(file)) {
        found = files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList();
      }
    }
    if (found.isEmpty()) {
      return Making.UNKNOWN;
    }
    JsonNode config = yaml(found.getLast());
    JsonNode resolved = config.path("resolved_benchmarks").path(benchmark);
    JsonNode shots =
        resolved.has("few_shot_num")
            ? resolved.path("few_shot_num")
            : config.path("dataset_args").path(benchmark).path("few_shot_num");
    return new Making(
        stated(config, resolved),
        shots.isInt() && shots.intValue() >= 0
            ? OptionalInt.of(shots.intValue())
            : OptionalInt.empty(),
        Map.of("configuration", Digests.ofFile(found.getLast())),
        Optional.of(
            StatedSampling.of(config.path("generation_config"), "max_tokens", "stop_seqs")));
  }

  private static JsonNode yaml(Path file) throws IOException {
    try {
      return Optional.ofNullable(YAML.readTree(file.toFile())).orElseGet(MissingNode::getInstance);
    } catch (JsonProcessingException e) {
      throw DataException.inFile(file.toString(), "is not YAML: " + e.getOriginalMessage());
    }
  }

  private Map<String, String> stated(JsonNode config, JsonNode resolved) {
    Map<String, String> facts = new LinkedHashMap<>();
    put(facts, "evalscope", config.path("evalscope_version"));
    put(facts, "model", config.path("model"));
    put(facts, "model revision", config.path("model_args").path("revision"));
    put(facts, "precision", config.path("model_args").path("precision"));
    put(facts, "evaluation", config.path("eval_type"));
    put(facts, "data set", resolved.path("dataset_id"));
    put(facts, "data set revision", resolved.path("dataset_revision"));
    put(facts, "limit", config.path("limit"));
    put(facts, "seed", config.path("seed"));
    put(
        facts,
        "benchmark fingerprint",
        config.path("evaluation_identity").path("benchmarks").path(benchmark).path("fingerprint"));
    return facts;
  }

  private static void put(Map<String, String> facts, String name, JsonNode value) {
    if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
      facts.put(name, value.asText());
    }
  }
}
