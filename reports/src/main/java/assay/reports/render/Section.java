package assay.reports.render;

import assay.reports.chart.Charts;
import java.util.List;
import java.util.Optional;

/// A part of a report before it takes the form of a page, of Markdown, of LaTeX or of a file.
///
/// @param id its place in the page, and the start of its files' names
/// @param title its heading
/// @param sentences what follows from it
/// @param parts tables and pictures
/// @param files its figures, each for `NAME.csv` and, as one object a row, for the field `name` in
///   JSON
record Section(
    String id, String title, List<String> sentences, List<Part> parts, List<DataFile> files) {
  Section {
    sentences = List.copyOf(sentences);
    parts = List.copyOf(parts);
    files = List.copyOf(files);
  }

  /// A table, a picture, or a table that says in numbers what the picture beside it shows.
  record Part(Optional<Drawing> drawing, Optional<Table> table) {
    static Part of(Table table) {
      return new Part(Optional.empty(), Optional.of(table));
    }

    static Part of(Drawing drawing) {
      return new Part(Optional.of(drawing), Optional.empty());
    }

    static Part of(Drawing drawing, Table table) {
      return new Part(Optional.of(drawing), Optional.of(table));
    }
  }

  /// A picture with the name of its file and its title.
  record Drawing(String name, String title, Charts.Picture picture) {}

  /// Figures for other programs.
  ///
  /// @param name of the file, without its ending
  /// @param columns at least one, with snake-case names
  /// @param rows cells in the columns' order; an empty one is a figure that is not known
  record DataFile(String name, List<Table.Column> columns, List<List<String>> rows) {
    DataFile {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }
}
