package assay.reports.section;

import assay.reports.chart.Panels;
import assay.reports.chart.Picture;
import assay.reports.compare.Comparison;
import assay.reports.compare.GroupDifference;
import assay.reports.compare.Lineup;
import assay.reports.run.Estimate;
import assay.reports.run.NaturalOrder;
import assay.reports.text.FileNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The differences by group of runs that are compared with the same one, side by side.
final class DifferencePictures {
  private static final int MOST_ROWS = 60;

  private DifferencePictures() {}

  /// Returns a picture for each facet, or several where there are more runs than panels.
  ///
  /// @param group comparisons with the same first run, at least one
  /// @param number of the group in the report, from 1
  static List<Part> of(List<Comparison> group, Lineup lineup, int number) {
    Set<String> facets = new LinkedHashSet<>();
    group.forEach(each -> each.groups().forEach(difference -> facets.add(difference.facet())));
    String first = lineup.label(group.getFirst().a().name());
    List<Part> parts = new ArrayList<>();
    for (String facet : facets) {
      Set<String> values = new TreeSet<>(new NaturalOrder());
      group.forEach(each -> of(each, facet).forEach(found -> values.add(found.value())));
      if (values.size() > MOST_ROWS) {
        continue; // the table of each pair has them
      }
      List<Part> drawn = new ArrayList<>();
      for (int from = 0; from < group.size(); from += Panels.MOST) {
        List<Comparison> some = group.subList(from, Math.min(from + Panels.MOST, group.size()));
        String caption =
            "Difference from %s by %s, points, on %s"
                .formatted(first, facet, group.getFirst().a().suite());
        drawn.add(
            Part.of(
                Drawing.of(
                    "difference-%d-%s".formatted(number, FileNames.end(facet)),
                    caption,
                    () -> picture(some, facet, List.copyOf(values), lineup))));
      }
      parts.addAll(
          parts.isEmpty() ? drawn : List.of(new Part.Folded("Difference by " + facet, drawn)));
    }
    return parts;
  }

  private static List<GroupDifference> of(Comparison comparison, String facet) {
    return comparison.groups().stream().filter(each -> each.facet().equals(facet)).toList();
  }

  private static Picture picture(
      List<Comparison> group, String facet, List<String> values, Lineup lineup) {
    List<Panels.Panel> panels = new ArrayList<>();
    for (Comparison comparison : group) {
      String run = comparison.b().name();
      List<Panels.Dot> dots = new ArrayList<>();
      for (GroupDifference each : of(comparison, facet)) {
        dots.add(
            new Panels.Dot(
                values.indexOf(each.value()),
                lineup.number(run),
                Estimate.known(each.difference().value(), each.difference().interval())));
      }
      panels.add(new Panels.Panel(lineup.label(run), dots));
    }
    return Panels.ofDifferences(values, panels);
  }
}
