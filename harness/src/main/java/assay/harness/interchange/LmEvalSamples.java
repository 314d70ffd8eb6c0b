package assay.harness.interchange;

import assay.results.Completion;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.Score;
import assay.tasks.SampleDigest;
import assay.tasks.format.Row;
import assay.tasks.format.RowFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The `samples_TASK_DATE.jsonl` files of lm-evaluation-harness (`--log_samples`).
///
/// A document that was filtered in several ways has several rows there, one a filter; they become
/// one record with a verdict for each filter and metric, named `lm-eval/FILTER:METRIC`. Metrics
/// that are neither 0 nor 1 are left out: they are no verdict.
///
/// @param path JSON Lines, also gzip
public record LmEvalSamples(Path path) implements ForeignLog {
  private static final Pattern NAME =
      Pattern.compile("samples_(.+?)(_\\d{4}-\\d{2}-\\d{2}T.*)?\\.jsonl?(\\.gz)?");
  private static final Set<String> NO_METRICS =
      Set.of(
          "doc_id",
          "doc",
          "target",
          "arguments",
          "resps",
          "filtered_resps",
          "filter",
          "metrics",
          "doc_hash",
          "prompt_hash",
          "target_hash");
  private static final List<String> FACETS = List.of("category", "subject", "level", "difficulty");
  private static final List<String> QUESTIONS = List.of("question", "problem", "input", "query");

  @Override
  public Origin origin() {
    String task = task();
    return new Origin(suite(task), "lm-eval/" + task, modelName(), List.of());
  }

  private String task() {
    String file = path.getFileName().toString();
    Matcher name = NAME.matcher(file);
    return name.matches() ? name.group(1) : file;
  }

  private static String suite(String task) {
    if (task.startsWith("mmlu_pro")) {
      return "mmlu-pro";
    }
    return task.contains("math500") || task.contains("math_500") ? "math-500" : task;
  }

  /// lm-evaluation-harness writes a model's samples into a folder named after the model.
  private String modelName() {
    return Optional.ofNullable(path.toAbsolutePath().getParent())
        .map(Path::getFileName)
        .map(Path::toString)
        .orElse("unknown");
  }

  @Override
  public Stream<Entry> entries() {
    Map<String, Entry> byDocument = new LinkedHashMap<>();
    try (Stream<Row> rows = new RowFile(path).rows(Set.of())) {
      rows.forEach(
          row -> {
            Entry entry = entry(row);
            byDocument.merge(entry.sample().id(), entry, LmEvalSamples::merge);
          });
    }
    return byDocument.values().stream();
  }

  private static Entry merge(Entry one, Entry other) {
    Map<String, Score> scores = new LinkedHashMap<>(one.scores());
    scores.putAll(other.scores());
    return new Entry(one.sample(), one.attempt(), one.prompt(), one.outcome(), scores);
  }

  private static Entry entry(Row row) {
    Row doc = row.object("doc");
    Map<String, String> facets = new LinkedHashMap<>();
    FACETS.stream().filter(doc::has).forEach(facet -> facets.put(facet, doc.json(facet).asText()));
    JsonNode options = doc.json("options");
    Sample sample =
        SampleDigest.sample(
            row.label("doc_id"),
            QUESTIONS.stream().filter(doc::has).findFirst().map(doc::string).orElse(""),
            row.json("target").asText(),
            facets,
            options.isArray() ? new Sample.Choices(texts(options)) : new Sample.Plain());
    String filter = row.optionalString("filter").orElse("none");
    Map<String, Score> scores = new LinkedHashMap<>();
    for (String field : row.names()) {
      if (!NO_METRICS.contains(field)) {
        verdict(row, field)
            .ifPresent(score -> scores.put("lm-eval/%s:%s".formatted(filter, field), score));
      }
    }
    return new Entry(sample, 0, prompt(row), Completion.recorded(response(row)), scores);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static Optional<Score> verdict(Row row, String field) {
    JsonNode value = row.json(field);
    double number = value.isBoolean() ? (value.asBoolean() ? 1 : 0) : value.asDouble(Double.NaN);
    String answer = leaf(row.json("filtered_resps"));
    if (number == 1) {
      return Optional.of(new Score.Correct(answer, "recorded"));
    }
    if (number == 0) {
      return Optional.of(
          answer.equals("[invalid]")
              ? new Score.NoAnswer("the filter found none")
              : new Score.Wrong(answer, "recorded", ""));
    }
    return Optional.empty();
  }

  private static String response(Row row) {
    if (!row.json("resps").isArray()) {
      throw row.error("has no list resps; write the samples with --log_samples");
    }
    return leaf(row.json("resps"));
  }

  /// Returns the first text inside lists of lists.
  private static String leaf(JsonNode node) {
    JsonNode inner = node;
    while (inner.isArray() && !inner.isEmpty()) {
      inner = inner.get(0);
    }
    return inner.isArray() ? "" : inner.asText();
  }

  /// Older versions log arguments as a list of lists, newer ones as named arguments.
  private static Prompt prompt(Row row) {
    JsonNode arguments = row.json("arguments");
    JsonNode first = arguments.isArray() ? arguments.path(0).path(0) : arguments.path("gen_args_0");
    JsonNode text = first.isObject() ? first.path("arg_0") : first;
    return text.isTextual() ? new Prompt.Text(text.asText()) : new Prompt.Unrecorded();
  }
}
