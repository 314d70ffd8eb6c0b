package assay.reports.section;

import assay.reports.table.DataFile;
import assay.reports.table.LatexFile;
import assay.reports.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A part of a report before it takes the form of a page, of Markdown, of LaTeX or of files.
///
/// @param role how it stands among the others
/// @param id its place in the page, and the start of its files' names
/// @param title its heading
/// @param page what it has in a page; without any it is left out there
/// @param document what it has in Markdown, where pictures have no place; without any it is left
///   out
/// @param exports its figures for other programs
public record Section(
    Role role, String id, String title, List<Part> page, List<Part> document, Exports exports) {
  public Section {
    Objects.requireNonNull(role);
    Objects.requireNonNull(id);
    Objects.requireNonNull(title);
    page = List.copyOf(page);
    document = List.copyOf(document);
    Objects.requireNonNull(exports);
  }

  /// How a section stands among the others.
  public enum Role {
    /// The runs side by side, first in every form.
    OVERVIEW,
    /// What several runs say about each other.
    COMPARISON,
    /// One of the recipe axes.
    AXIS,
    /// One run.
    RUN,
    /// The single samples: files alone, as the page fetches them by itself.
    SAMPLES
  }

  /// Returns a section that a page and Markdown show alike.
  static Section of(String id, String title, List<Part> parts, List<DataFile<?>> files) {
    return new Section(
        Role.AXIS, id, title, parts, parts, Exports.of(files, LatexFile.of(id, tables(parts))));
  }

  /// Returns its CSV files.
  public List<DataFile<?>> files() {
    return exports.files();
  }

  /// Returns the pictures, in the page's order.
  public List<Drawing> drawings() {
    return page.stream().flatMap(part -> part.drawings().stream()).toList();
  }

  private static List<Table<?>> tables(List<Part> parts) {
    List<Table<?>> tables = new ArrayList<>();
    parts.forEach(part -> tables.addAll(part.tables()));
    return tables;
  }
}
