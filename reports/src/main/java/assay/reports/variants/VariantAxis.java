package assay.reports.variants;

import assay.results.RunManifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// One thing in which the runs of a study differ on purpose.
///
/// @param name such as `temperature`
/// @param levels at least two; numbers in their order, all else as the runs bring them
/// @param alike other things that change exactly where this one does, so that their effects cannot
///   be told apart
public record VariantAxis(String name, List<String> levels, List<String> alike) {
  public VariantAxis {
    Objects.requireNonNull(name);
    levels = List.copyOf(levels);
    alike = List.copyOf(alike);
    if (levels.size() < 2) {
      throw new IllegalArgumentException("an axis has at least two levels: " + name + levels);
    }
  }

  /// Returns the axes along which the runs differ. What changes exactly where an earlier axis does
  /// is named there and is no axis of its own, unless it is a plan's other name for it.
  static List<VariantAxis> of(List<RunManifest> runs) {
    List<Map<String, String>> coordinates = runs.stream().map(Coordinates::of).toList();
    List<VariantAxis> axes = new ArrayList<>();
    List<List<Integer>> patterns = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    coordinates.forEach(levels -> names.addAll(levels.keySet()));
    for (String name : names) {
      List<String> column =
          coordinates.stream().map(each -> each.getOrDefault(name, Coordinates.NONE)).toList();
      Set<String> levels = new LinkedHashSet<>(column);
      if (isVaried(name, levels)) {
        List<Integer> pattern = pattern(column);
        int same = patterns.indexOf(pattern);
        if (same >= 0 && runs.stream().noneMatch(run -> Coordinates.isNoted(run, name))) {
          axes.set(same, axes.get(same).with(name));
        } else if (same < 0) {
          patterns.add(pattern);
          axes.add(new VariantAxis(name, ordered(levels), List.of()));
        }
      }
    }
    return axes;
  }

  private static boolean isVaried(String name, Set<String> levels) {
    long known = levels.stream().filter(level -> !level.equals(Coordinates.NONE)).count();
    return levels.size() > 1 && (known > 1 || !Coordinates.saysMoreOfPadding(name));
  }

  private VariantAxis with(String other) {
    List<String> all = new ArrayList<>(alike);
    all.add(other);
    return new VariantAxis(name, levels, all);
  }

  /// Returns for each value the place of its first occurrence.
  private static List<Integer> pattern(List<String> column) {
    return column.stream().map(column::indexOf).toList();
  }

  private static List<String> ordered(Set<String> levels) {
    List<String> ordered = new ArrayList<>(levels);
    boolean numbers = ordered.stream().allMatch(VariantAxis::isNumberOrNone);
    if (numbers) {
      ordered.sort(Comparator.comparingDouble(VariantAxis::number));
    }
    return ordered;
  }

  private static boolean isNumberOrNone(String level) {
    return level.equals(Coordinates.NONE) || level.matches("-?\\d{1,15}(?:\\.\\d{1,15})?");
  }

  private static double number(String level) {
    return level.equals(Coordinates.NONE) ? Double.NEGATIVE_INFINITY : Double.parseDouble(level);
  }
}
