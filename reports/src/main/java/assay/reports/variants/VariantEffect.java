package assay.reports.variants;

import assay.reports.statistics.SampleContrast;
import java.util.Objects;

/// What a level of an axis changes, against the axis' first level, averaged over the combinations
/// of all other axes that both levels were run with.
///
/// @param axis such as `temperature`
/// @param level the level
/// @param base the axis' first level
/// @param combinations over which the effect is averaged, at least 1
/// @param difference score at the level minus score at the base, sample by sample
/// @param adjustedP p-value after Holm's correction over all effects of the study
public record VariantEffect(
    String axis,
    String level,
    String base,
    int combinations,
    SampleContrast difference,
    double adjustedP) {
  public VariantEffect {
    Objects.requireNonNull(axis);
    Objects.requireNonNull(level);
    Objects.requireNonNull(base);
    Objects.requireNonNull(difference);
  }
}
