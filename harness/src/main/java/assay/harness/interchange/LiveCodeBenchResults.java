package assay.harness.interchange;

import assay.results.Completion;
import assay.results.Prompt;
import assay.results.Sample;
import assay.results.Score;
import assay.tasks.SampleDigest;
import assay.tasks.format.Row;
import assay.tasks.format.RowFile;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// LiveCodeBench's `eval_all` files: a problem a row, with `output_list`, `code_list` and
/// `graded_list`, one entry an attempt. The tests are not in the file, so that the verdicts are the
/// file's own.
///
/// @param path JSON or JSON Lines, also gzip
public record LiveCodeBenchResults(Path path) implements ForeignLog {
  private static final String GRADED = "recorded/graded";
  private static final List<String> FACETS = List.of("platform", "difficulty", "contest_date");

  @Override
  public Origin origin() {
    String file = path.getFileName().toString().replaceAll("(_eval_all)?\\.(jsonl?|gz)\\b", "");
    return new Origin("livecodebench", "livecodebench/recorded", file, List.of());
  }

  @Override
  public Stream<Entry> entries() {
    return new RowFile(path).rows(Set.of()).flatMap(LiveCodeBenchResults::entries);
  }

  private static Stream<Entry> entries(Row row) {
    Map<String, String> facets = new LinkedHashMap<>();
    FACETS.forEach(facet -> row.optionalString(facet).ifPresent(value -> facets.put(facet, value)));
    Sample sample =
        SampleDigest.sample(
            row.label("question_id"),
            row.optionalString("question_content").orElse(""),
            "",
            facets,
            new Sample.Plain());
    List<String> outputs = row.strings(row.has("output_list") ? "output_list" : "code_list");
    JsonNode graded = row.json("graded_list");
    if (graded.size() != outputs.size()) {
      throw row.error(
          "graded_list",
          new IOException(
              "expected one verdict for each of %d outputs, found %d"
                  .formatted(outputs.size(), graded.size())));
    }
    return IntStream.range(0, outputs.size())
        .mapToObj(
            attempt ->
                new Entry(
                    sample,
                    attempt,
                    new Prompt.Unrecorded(),
                    Completion.recorded(outputs.get(attempt)),
                    Map.of(GRADED, score(graded.path(attempt).asBoolean()))));
  }

  private static Score score(boolean passed) {
    return passed
        ? new Score.Correct("", "recorded")
        : new Score.Wrong("", "recorded", "the official grader failed it");
  }
}
