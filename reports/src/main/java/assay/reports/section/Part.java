package assay.reports.section;

import assay.reports.compare.Comparison;
import assay.reports.compare.ScoreMatrix;
import assay.reports.run.RunReport;
import assay.reports.table.Table;
import java.util.ArrayList;
import java.util.List;

/// What a section is made of.
public sealed interface Part {
  /// A paragraph.
  record Sentence(String text) implements Part {}

  /// The paragraph that a tired reader takes away.
  record Conclusion(String text) implements Part {}

  /// A paragraph that must not be overlooked.
  record Warning(String text) implements Part {}

  /// What a run does otherwise than its protocol.
  record Deviations(String protocol, List<String> deviations) implements Part {}

  /// A heading within the section.
  record Heading(String text) implements Part {}

  /// A table.
  record Shown(Table<?> table) implements Part {
    @Override
    public List<Table<?>> tables() {
      return List.of(table);
    }
  }

  /// A table whose title the section's heading says already.
  record Untitled(Table<?> table) implements Part {}

  /// A picture, and beside it the tables that say in numbers what it shows.
  record Drawn(Drawing drawing, List<Table<?>> tables) implements Part {
    @Override
    public List<Drawing> drawings() {
      return List.of(drawing);
    }
  }

  /// Small tables side by side.
  record SideBySide(List<Table<?>> tables) implements Part {}

  /// Parts that are hidden until a reader asks for them.
  record Folded(String summary, List<Part> parts) implements Part {
    @Override
    public List<Drawing> drawings() {
      return parts.stream().flatMap(part -> part.drawings().stream()).toList();
    }

    @Override
    public List<Table<?>> tables() {
      List<Table<?>> tables = new ArrayList<>();
      parts.forEach(part -> tables.addAll(part.tables()));
      return tables;
    }
  }

  /// Models by suites: each score beside that of a baseline, which a reader can choose; and
  /// pictures that show them.
  record Matrix(ScoreMatrix matrix, List<Drawing> pictures) implements Part {
    @Override
    public List<Drawing> drawings() {
      return pictures;
    }
  }

  /// What needs care, each with links to where it is told.
  record Cautions(List<Caution> cautions) implements Part {}

  /// The run's model, protocol and data in a line.
  record Facts(RunReport run) implements Part {}

  /// The run's score with what belongs beside it, and how its attempts ended.
  record Headline(RunReport run) implements Part {}

  /// How many samples changed their verdict.
  record Changes(Comparison comparison) implements Part {}

  /// What the parts of every picture mean.
  record Legend() implements Part {}

  /// Returns the part's pictures.
  default List<Drawing> drawings() {
    return List.of();
  }

  /// Returns the part's tables.
  default List<Table<?>> tables() {
    return List.of();
  }

  /// Returns a picture without a table.
  static Part of(Drawing drawing) {
    return new Drawn(drawing, List.of());
  }

  /// Returns a picture with its table.
  static Part of(Drawing drawing, Table<?> table) {
    return new Drawn(drawing, List.of(table));
  }

  /// Returns tables that are hidden until a reader asks for them.
  static Part folded(String summary, List<Table<?>> tables) {
    return new Folded(summary, tables.stream().map(Part::of).toList());
  }

  /// Returns a table.
  static Part of(Table<?> table) {
    return new Shown(table);
  }
}
