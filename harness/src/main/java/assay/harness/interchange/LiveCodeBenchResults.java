package assay.harness.interchange;

import assay.harness.model.RecordedFields;
import assay.harness.model.RecordedRow;
import assay.results.Cause;
import assay.results.Completion;
import assay.results.Failure;
import assay.results.Outcome;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.Score;
import assay.tasks.format.Row;
import assay.tasks.format.RowFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// LiveCodeBench's `eval_all` files: a problem a row, with `output_list`, `code_list` and
/// `graded_list`, one entry an attempt. What was generated is read as from any other recording
/// ([RecordedRow]); only the verdicts and the problem's groups are this format's own. The tests are
/// not in the file, so that the verdicts are the file's own; `metadata` says why a program failed.
/// A failure of the official harness itself is not measured, and neither is a problem all of whose
/// outputs are empty: the official runner asks such a problem again.
///
/// @param path JSON or JSON Lines, also gzip
public record LiveCodeBenchResults(Path path) implements ForeignLog {
  private static final String GRADED = "recorded/graded";
  private static final JsonMapper JSON = new JsonMapper();
  private static final int HARNESS_FAILED = -5;
  private static final List<String> FACETS = List.of("platform", "difficulty", "contest_date");

  @Override
  public Origin origin() {
    String file = path.getFileName().toString().replaceAll("(_eval_all)?\\.(jsonl?|gz)\\b", "");
    return new Origin("livecodebench", "livecodebench/recorded", file, List.of());
  }

  @Override
  public void read(Consumer<Entry> consumer) {
    try (Stream<Row> rows = new RowFile(path).rows(Set.of())) {
      rows.flatMap(LiveCodeBenchResults::entries).forEach(consumer);
    }
  }

  private static Stream<Entry> entries(Row row) {
    RecordedRow recorded = RecordedRow.of(row, RecordedFields.USUAL);
    Map<String, String> facets = new LinkedHashMap<>();
    FACETS.forEach(facet -> row.optionalString(facet).ifPresent(value -> facets.put(facet, value)));
    Sample sample =
        ForeignContent.sample(
            recorded.id(), recorded.sample().input(), "", facets, new Sample.Plain());
    List<Outcome> outcomes = outcomes(recorded);
    JsonNode graded = row.json("graded_list");
    if (graded.size() != outcomes.size()) {
      throw row.error(
          "graded_list",
          new IOException(
              "expected one verdict for each of %d outputs, found %d"
                  .formatted(outcomes.size(), graded.size())));
    }
    JsonNode metadata = row.json("metadata");
    return IntStream.range(0, outcomes.size())
        .mapToObj(
            attempt ->
                new Entry(
                    sample,
                    attempt,
                    new Prompt.Unrecorded(),
                    outcomes.get(attempt),
                    Map.of(
                        GRADED,
                        score(row, graded.path(attempt), why(row, metadata.path(attempt))))));
  }

  private static List<Outcome> outcomes(RecordedRow recorded) {
    boolean empty =
        recorded.outcomes().stream()
            .allMatch(
                outcome -> outcome instanceof Completion completion && completion.text().isBlank());
    return empty
        ? Collections.<Outcome>nCopies(
            recorded.outcomes().size(),
            new Failure(Cause.NOT_RECORDED, "all outputs of the problem are empty"))
        : recorded.outcomes();
  }

  /// Each entry is JSON text inside the JSON; older files have none.
  private static JsonNode why(Row row, JsonNode entry) {
    try {
      return entry.isTextual() ? JSON.readTree(entry.asText()) : entry;
    } catch (JsonProcessingException e) {
      throw row.error("metadata", e);
    }
  }

  private static Score score(Row row, JsonNode passed, JsonNode why) {
    if (!passed.isBoolean()) {
      throw row.error("graded_list", new IOException("expected true or false, found " + passed));
    }
    String message = why.path("error_message").asText("the official grader failed it");
    if (why.path("error_code").asInt() == HARNESS_FAILED) {
      return new Score.NotMeasured(Cause.GRADER_FAULT, message + ": " + why.path("error").asText());
    }
    return passed.booleanValue() ? StatedScore.right("") : StatedScore.wrong("", message);
  }
}
