package assay.reports.section;

import assay.reports.difficulty.Adjustment;
import assay.reports.difficulty.Adjustment.Adjusted;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.DataFile;
import assay.reports.table.Unit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Scores of drawn questions beside what they are when the questions' difficulty is known.
final class DifficultySection {
  private static final List<Column<Adjusted>> COLUMNS =
      List.of(
          Column.text("", "figure", "what was adjusted", Adjusted::what),
          Column.count("", "questions", "that were drawn and measured", DifficultySection::sampled),
          number(Unit.SHARE, each -> Cell.of(each.plain()))
              .in("score", "right over measured attempts, weighed"),
          number(Unit.SHARE, each -> Cell.of(each.estimate().value()))
              .in("adjusted_score", "adjusted for the difficulty of the questions"),
          Column.<Adjusted>range(Unit.SHARE, "", each -> Cell.of(each.estimate().interval()))
              .in("adjusted_score", "its 95 % interval"),
          number(Unit.PLAIN, each -> Cell.of(each.estimate().rSquared()))
              .in("r_squared", "share of the variance that the difficulty explains"),
          number(Unit.PLAIN, each -> Cell.of(each.estimate().worth()))
              .in("worth", "questions that a plain score would need"),
          Column.<Adjusted>text("", each -> String.join(", ", each.without()))
              .in("without", "model families that were left out"),
          Column.<Adjusted>text("", each -> String.join(", ", each.families()))
              .in("families", "model families that tell the difficulty"));

  private DifficultySection() {}

  private static Column<Adjusted> number(Unit unit, Function<Adjusted, Cell> cell) {
    return Column.number(unit, "", cell);
  }

  private static long sampled(Adjusted each) {
    return each.estimate().sampled();
  }

  static Optional<Section> of(List<Adjustment> adjustments) {
    if (adjustments.isEmpty()) {
      return Optional.empty();
    }
    List<Adjusted> adjusted =
        adjustments.stream().filter(Adjusted.class::isInstance).map(Adjusted.class::cast).toList();
    List<Part> parts =
        adjustments.stream().<Part>map(each -> new Part.Sentence(each.words() + ".")).toList();
    return Optional.of(
        Section.of(
            "difficulty",
            "Adjusted for the difficulty of the questions",
            parts,
            adjusted.isEmpty()
                ? List.of()
                : List.of(new DataFile<>("difficulty", COLUMNS, adjusted))));
  }
}
