package assay.reports.variants;

import assay.reports.run.Estimate;
import assay.reports.statistics.SampleContrast;
import java.util.List;
import java.util.Objects;

/// How two axes act together, averaged over the combinations of all other axes that every pair of
/// their levels was run with.
///
/// @param first the axis of the columns
/// @param second the axis of the lines
/// @param combinations over which everything is averaged, at least 1
/// @param cells one for each pair of levels, by the second axis' levels and then the first's
/// @param contrasts one for each pair of levels that are not first
public record VariantInteraction(
    VariantAxis first,
    VariantAxis second,
    int combinations,
    List<LevelScore> cells,
    List<Contrast> contrasts) {
  public VariantInteraction {
    Objects.requireNonNull(first);
    Objects.requireNonNull(second);
    cells = List.copyOf(cells);
    contrasts = List.copyOf(contrasts);
  }

  /// The score of one pair of levels.
  ///
  /// @param samples over which it is a mean
  public record LevelScore(String firstLevel, String secondLevel, Estimate score, long samples) {}

  /// A difference of differences: what the first axis' level changes at the second axis' level,
  /// minus what it changes at the second axis' first level.
  ///
  /// @param adjustedP p-value after Holm's correction over all contrasts of the study
  public record Contrast(
      String firstLevel, String secondLevel, SampleContrast difference, double adjustedP) {}

  /// Returns the cell of a pair of levels.
  public LevelScore cell(String firstLevel, String secondLevel) {
    return cells.stream()
        .filter(cell -> cell.firstLevel().equals(firstLevel))
        .filter(cell -> cell.secondLevel().equals(secondLevel))
        .findFirst()
        .orElseThrow();
  }
}
