package assay.harness.interchange;

import assay.results.Cause;
import assay.results.Completion;
import assay.results.Message;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.Score;
import assay.results.text.Escapes;
import assay.tasks.Benchmark;
import assay.tasks.Window;
import assay.tasks.format.Row;
import assay.tasks.format.RowBenchmark;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One line of a samples file: one document as one filter saw it.
///
/// @param row the line
record LmEvalRow(Row row) {
  private static final JsonMapper JSON = new JsonMapper();
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
  private static final List<String> OPTIONS = List.of("options", "choices");

  LmEvalRow {
    if (!row.json("resps").isArray()) {
      throw row.error("has no list resps; write the samples with --log_samples");
    }
  }

  String documentId() {
    return row.label("doc_id");
  }

  Row document() {
    return row.object("doc");
  }

  /// Returns the document under an id. A whole row of the benchmark's data is that sample, so that
  /// it pairs with runs of this program.
  Sample sample(Optional<Benchmark> benchmark, String id) {
    Row doc = document();
    return wholeRow(benchmark, doc).orElseGet(() -> logged(doc, id));
  }

  private static Optional<Sample> wholeRow(Optional<Benchmark> benchmark, Row doc) {
    return benchmark.orElse(null) instanceof RowBenchmark known
            && !known.wholeRow().isEmpty()
            && known.wholeRow().stream().allMatch(doc::has)
        ? known.sample(doc, Window.ALL)
        : Optional.empty();
  }

  private Sample logged(Row doc, String id) {
    Map<String, String> facets = new LinkedHashMap<>();
    FACETS.stream().filter(doc::has).forEach(facet -> facets.put(facet, doc.json(facet).asText()));
    List<String> options = options(doc);
    return ForeignContent.sample(
        id,
        QUESTIONS.stream().filter(doc::has).findFirst().map(doc::string).orElse(""),
        target(options),
        facets,
        options.isEmpty() ? new Sample.Plain() : new Sample.Choices(options));
  }

  private List<String> options(Row doc) {
    for (String field : OPTIONS) {
      JsonNode value = doc.has(field) ? doc.json(field) : row.json("none");
      JsonNode list = value.isObject() ? value.path("text") : value;
      if (list.isArray()) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
      }
    }
    List<String> continuations = new ArrayList<>();
    if (ranked()) {
      requests().forEach(request -> continuations.add(argument(request, 1).asText().strip()));
    }
    return continuations;
  }

  /// Where choices are ranked, the target is the number of the right one.
  private String target(List<String> options) {
    String target = row.json("target").asText();
    if (ranked() && target.matches("\\d{1,2}") && Integer.parseInt(target) < options.size()) {
      return Sample.Choices.letter(Integer.parseInt(target));
    }
    return target;
  }

  /// Whether the model ranked continuations by likelihood instead of writing: each response is then
  /// a pair of log-likelihood and greediness.
  private boolean ranked() {
    JsonNode first = row.json("resps").path(0).path(0);
    return first.isArray() && first.size() == 2;
  }

  /// Newer versions name the requests and their arguments, older ones have lists of lists.
  private List<JsonNode> requests() {
    List<JsonNode> requests = new ArrayList<>();
    row.json("arguments").forEach(requests::add);
    return requests;
  }

  private static JsonNode argument(JsonNode request, int index) {
    return request.isObject() ? request.path("arg_" + index) : request.path(index);
  }

  Prompt prompt() {
    List<JsonNode> requests = requests();
    JsonNode sent = requests.isEmpty() ? row.json("none") : argument(requests.getFirst(), 0);
    return sent.isTextual() ? new Prompt.Text(sent.asText()) : chat(sent);
  }

  /// What was sent to a chat endpoint is a list with one text, the JSON of the messages.
  private static Prompt chat(JsonNode sent) {
    JsonNode turns = turns(sent.path(0).asText());
    boolean plain =
        turns
            .valueStream()
            .allMatch(
                turn -> !turn.path("role").asText().isBlank() && turn.path("content").isTextual());
    if (turns.isEmpty() || !plain) {
      return new Prompt.Unrecorded();
    }
    return new Prompt.Chat(
        turns
            .valueStream()
            .map(turn -> new Message(turn.path("role").asText(), turn.path("content").asText()))
            .toList());
  }

  private static JsonNode turns(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // Not the JSON of messages, so this program does not know what was sent.
      return JSON.missingNode();
    }
  }

  /// Returns what the model wrote, a completion for each repeat, at least one. Of ranked choices it
  /// is the list of log-likelihoods, each with its continuation.
  List<Completion> completions() {
    List<Completion> completions = new ArrayList<>();
    if (ranked()) {
      StringBuilder text = new StringBuilder();
      List<JsonNode> requests = requests();
      for (int i = 0; i < requests.size(); i++) {
        text.append(row.json("resps").path(i).path(0).path(0).asText()).append('\t');
        text.append(argument(requests.get(i), 1).asText()).append('\n');
      }
      completions.add(Completion.recorded(text.toString()));
    } else {
      row.json("resps").path(0).forEach(each -> completions.add(Completion.recorded(leaf(each))));
    }
    return completions.isEmpty() ? List.of(Completion.recorded("")) : completions;
  }

  /// Returns a verdict for each metric, named `lm-eval/FILTER:METRIC`.
  Map<String, Score> scores() {
    String filter = Escapes.WELL_FORMED.apply(row.optionalString("filter").orElse("none"));
    Map<String, Score> scores = new LinkedHashMap<>();
    for (String metric : metrics()) {
      scores.put("lm-eval/%s:%s".formatted(filter, metric), verdict(row.json(metric)));
    }
    return scores;
  }

  /// Newer versions name the metrics; in older rows they are the fields that are nothing else.
  private List<String> metrics() {
    if (row.isList("metrics")) {
      return row.strings("metrics");
    }
    return row.names().stream().filter(field -> !NO_METRICS.contains(field)).toList();
  }

  private Score verdict(JsonNode value) {
    if (!value.isNumber() && !value.isBoolean()) {
      return new Score.NotMeasured(Cause.NO_VERDICT, "the metric is " + value);
    }
    double number = value.isBoolean() ? (value.booleanValue() ? 1 : 0) : value.doubleValue();
    if (Double.isNaN(number)) {
      return new Score.NotMeasured(Cause.GRADER_FAULT, "the metric is NaN");
    }
    String answer = ranked() ? "" : leaf(row.json("filtered_resps"));
    if (number == 1) {
      return StatedScore.right(answer);
    }
    if (number != 0) {
      return new Score.NotMeasured(Cause.NO_VERDICT, "the metric is " + value);
    }
    return answer.equals("[invalid]")
        ? new Score.NoAnswer("the filter found none")
        : StatedScore.wrong(answer, "");
  }

  /// Returns the first text inside lists of lists.
  private static String leaf(JsonNode node) {
    return Optional.of(node)
        .filter(each -> each.isArray())
        .map(list -> list.isEmpty() ? "" : leaf(list.get(0)))
        .orElseGet(node::asText);
  }
}
