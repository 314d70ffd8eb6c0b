package assay.harness.interchange;

import assay.results.Sample;
import assay.tasks.format.Row;
import assay.tasks.format.RowFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The files of `reviews/MODEL/` that evalscope writes: a generation a line, with the messages and
/// the verdict. Of the files beside them, `predictions/MODEL/` of the same name tells tokens and
/// ends, `reports/MODEL/` the model's name and the benchmark, `configs/` version and sampling.
///
/// Generations of one group are attempts at one sample. A sample keeps its own id where all have
/// one and no two groups the same, else it is known by the number of its group.
///
/// Source: modelscope/evalscope 1.14.1, `api/evaluator/cache.py`, `api/metric/scorer.py`.
///
/// @param path JSON Lines
public record EvalscopeReviews(Path path) implements ForeignLog {
  private static final List<String> IDS = List.of("question_id", "unique_id", "task_id", "id");

  @Override
  public Origin origin() throws IOException {
    EvalscopeFolder folder = EvalscopeFolder.of(path);
    return new Origin(
        folder.benchmark(), "evalscope/" + folder.benchmark(), folder.model(), List.of());
  }

  @Override
  public Making making() throws IOException {
    return EvalscopeFolder.of(path).making();
  }

  @Override
  public Extent extent() throws IOException {
    return new Extent(List.of(), 1, EvalscopeFolder.of(path).missing());
  }

  @Override
  public void read(Consumer<Entry> consumer) throws IOException {
    Optional<String> ids = ownIds();
    EvalscopeFolder folder = EvalscopeFolder.of(path);
    Map<String, String> facets =
        folder.subset().isEmpty() ? Map.of() : Map.of("subset", folder.subset());
    Map<Long, EvalscopeAnswer.End> ends = folder.ends();
    Map<String, Integer> attempts = new HashMap<>();
    try (Stream<Row> rows = new RowFile(path).rows(Set.of())) {
      rows.forEach(
          row -> {
            JsonNode score = score(row);
            EvalscopeAnswer answer = new EvalscopeAnswer(row, score.path("score"));
            String group = group(row, score);
            String id =
                ids.map(field -> score.path("sample_metadata").path(field).asText()).orElse(group);
            Sample sample =
                ForeignContent.sample(
                    id, answer.question(), answer.target(), facets, new Sample.Plain());
            consumer.accept(
                new Entry(
                    sample,
                    score
                        .path("generation_index")
                        .asInt(attempts.merge(group, 1, Integer::sum) - 1),
                    answer.prompt(),
                    answer.outcome(
                        ends.getOrDefault(row.integer("index"), EvalscopeAnswer.UNKNOWN)),
                    answer.scores()));
          });
    }
  }

  private static JsonNode score(Row row) {
    JsonNode score = row.json("sample_score");
    if (!score.path("score").path("value").isObject()) {
      throw row.error("has no sample_score.score.value, so it is no review of evalscope");
    }
    return score;
  }

  private static String group(Row row, JsonNode score) {
    JsonNode group = score.path("group_id");
    return group.isValueNode() && !group.isNull() ? group.asText() : row.label("index");
  }

  private Optional<String> ownIds() {
    return IDS.stream().filter(this::tellsGroupsApart).findFirst();
  }

  private boolean tellsGroupsApart(String field) {
    Map<String, String> groups = new HashMap<>();
    Set<String> seen = new HashSet<>();
    try (Stream<Row> rows = new RowFile(path).rows(Set.of())) {
      return rows.allMatch(
          row -> {
            JsonNode score = score(row);
            JsonNode id = score.path("sample_metadata").path(field);
            String before = groups.putIfAbsent(group(row, score), id.asText());
            return id.isValueNode()
                && !id.isNull()
                && (before == null ? seen.add(id.asText()) : before.equals(id.asText()));
          });
    }
  }
}
