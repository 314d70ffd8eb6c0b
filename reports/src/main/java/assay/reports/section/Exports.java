package assay.reports.section;

import assay.reports.table.DataFile;
import assay.reports.table.JsonRows;
import assay.reports.table.LatexFile;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;

/// What a section gives to other programs.
///
/// @param files its figures as CSV files
/// @param papers its tables as LaTeX files
/// @param json its figures in `summary.json`
public record Exports(List<DataFile<?>> files, List<LatexFile> papers, JsonPart json) {
  /// The field of `summary.json` for the rows of the recipe axes.
  public static final String AXES = "sections";

  /// Nothing, of a section whose figures another one gives already.
  static final Exports NONE = new Exports(List.of(), List.of(), summary -> {});

  public Exports {
    files = List.copyOf(files);
    papers = List.copyOf(papers);
    Objects.requireNonNull(json);
  }

  /// What a section adds to `summary.json`, made when that is written.
  @FunctionalInterface
  public interface JsonPart {
    /// Adds the figures under the section's own names.
    void addTo(ObjectNode summary);
  }

  /// Returns CSV files alone.
  static Exports of(DataFile<?> file) {
    return new Exports(List.of(file), List.of(), summary -> {});
  }

  /// Returns files whose rows are few enough to stand in `summary.json` too.
  static Exports of(List<DataFile<?>> files, LatexFile paper) {
    return new Exports(
        files,
        List.of(paper),
        summary ->
            files.forEach(
                file ->
                    summary
                        .withObject("/" + AXES)
                        .set(JsonRows.camelCase(file.name()), JsonRows.flat(file))));
  }
}
