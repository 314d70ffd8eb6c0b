package assay.reports.compare;

import assay.reports.run.FacetGroups;
import assay.reports.statistics.HolmAdjustment;
import assay.reports.statistics.PairedDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The difference of two runs within one group of samples.
///
/// @param facet such as `category`
/// @param value the group
/// @param difference second run minus first
/// @param adjustedP p-value after Holm's correction over all groups of the facet
public record GroupDifference(
    String facet, String value, PairedDifference difference, double adjustedP) {
  private static final int MOST_GROUPS = 100;

  public GroupDifference {
    Objects.requireNonNull(facet);
    Objects.requireNonNull(value);
    Objects.requireNonNull(difference);
  }

  /// Returns the differences by every facet that has from two to a hundred values.
  static List<GroupDifference> all(List<Alignment.Pair> pairs) {
    return FacetGroups.all(pairs, pair -> pair.a().facets()).stream()
        .filter(grouped -> grouped.groups().size() <= MOST_GROUPS)
        .flatMap(grouped -> of(grouped).stream())
        .toList();
  }

  private static List<GroupDifference> of(FacetGroups<Alignment.Pair> grouped) {
    List<PairedDifference> differences =
        grouped.groups().values().stream().map(Comparison::difference).toList();
    double[] adjusted =
        HolmAdjustment.adjust(differences.stream().mapToDouble(PairedDifference::pValue).toArray());
    List<GroupDifference> rows = new ArrayList<>();
    for (String value : grouped.groups().keySet()) {
      int row = rows.size();
      rows.add(new GroupDifference(grouped.facet(), value, differences.get(row), adjusted[row]));
    }
    return rows;
  }
}
