package assay.tasks.math500;

import assay.results.Sample;
import assay.scorers.math.LastBoxed;
import assay.tasks.SampleContent;
import assay.tasks.format.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A problem of MATH as its data files spell it: `problem` or `question`, `answer` or only a
/// `solution` with its answer in the last box, `subject` or `type`, `unique_id` or `id`.
///
/// The first spelling is that of `HuggingFaceH4/MATH-500`, the others those of Hendrycks' own files
/// and of copies of them.
record MathRow(Row row) {
  static final List<String> PROBLEM = List.of("problem", "question");
  static final List<String> SUBJECT = List.of("subject", "type");
  static final List<String> ID = List.of("unique_id", "id");

  /// Returns the sample of the row.
  ///
  /// @throws assay.tasks.DataException if a field has none of its names
  SampleContent content() {
    Map<String, String> facets = new LinkedHashMap<>();
    facets.put("subject", row.string(name(SUBJECT)));
    if (row.has("level")) {
      facets.put("level", row.label("level").replaceFirst("^Level ", ""));
    }
    return new SampleContent(
        row.label(name(ID)), row.string(name(PROBLEM)), target(), facets, new Sample.Plain());
  }

  /// Returns the name that the row has; the first where it has none, so that an error names it.
  private String name(List<String> names) {
    return names.stream().filter(row::has).findFirst().orElse(names.getFirst());
  }

  private String target() {
    Optional<String> solution =
        row.has("answer") ? Optional.empty() : row.optionalString("solution");
    return solution.isEmpty()
        ? row.string("answer")
        : new LastBoxed()
            .extract(solution.get())
            .orElseThrow(() -> row.error("solution", "has no answer in a box"))
            .text();
  }
}
