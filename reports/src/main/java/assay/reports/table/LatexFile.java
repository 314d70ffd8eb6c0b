package assay.reports.table;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// Tables for a paper, in the style of the package `booktabs`.
///
/// @param name of the file, without its ending
/// @param text what is in it
public record LatexFile(String name, Supplier<String> text) {
  public LatexFile {
    Objects.requireNonNull(name);
    Objects.requireNonNull(text);
  }

  /// Returns the file of tables, each with its title as a comment.
  public static LatexFile of(String name, List<Table<?>> tables) {
    return new LatexFile(name, () -> LatexTables.of(tables));
  }

  /// Returns the file of one table, to be included with `\input` where `booktabs` is loaded.
  ///
  /// @param head the row of headers in LaTeX
  public static LatexFile of(String name, Table<?> table, String head) {
    return new LatexFile(name, () -> "% \\usepackage{booktabs}\n" + LatexTables.of(table, head));
  }
}
