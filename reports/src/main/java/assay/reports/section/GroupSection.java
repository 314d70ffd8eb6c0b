package assay.reports.section;

import assay.reports.chart.Panels;
import assay.reports.chart.Picture;
import assay.reports.compare.ScoreMatrix;
import assay.reports.run.Breakdown;
import assay.reports.run.Estimate;
import assay.reports.run.NaturalOrder;
import assay.reports.run.RunReport;
import assay.reports.run.Slice;
import assay.reports.table.Column;
import assay.reports.table.Table;
import assay.reports.text.FileNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Scores by the groups of a suite's samples, all models of the suite side by side. The groups of a
/// run that is alone on its suite stand in its own section.
final class GroupSection {
  private static final int MOST_ROWS = 60;

  private final ScoreMatrix matrix;
  private final ScoreMatrix.Suite suite;
  private final int number;

  private GroupSection(ScoreMatrix matrix, ScoreMatrix.Suite suite, int number) {
    this.matrix = matrix;
    this.suite = suite;
    this.number = number;
  }

  /// Returns the section; empty where every run is alone on its suite.
  static Optional<Section> of(ScoreMatrix matrix) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < matrix.suites().size(); i++) {
      ScoreMatrix.Suite suite = matrix.suites().get(i);
      if (suite.runs().size() > 1) {
        parts.addAll(new GroupSection(matrix, suite, i + 1).parts());
      }
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Section(Section.Role.AXIS, "groups", "By group", parts, List.of(), Exports.NONE));
  }

  private List<Part> parts() {
    Set<String> facets = new LinkedHashSet<>();
    suite.runs().forEach(run -> run.breakdowns().forEach(each -> facets.add(each.facet())));
    List<Part> parts = new ArrayList<>();
    for (String facet : facets) {
      List<String> groups = groups(facet);
      List<Part> shown = shown(facet, groups);
      Optional<String> within = within(facet);
      if (within.isPresent()) {
        parts.add(
            new Part.Folded(
                "%s, by %s: each group lies within one by %s"
                    .formatted(matrix.heading(suite), facet, within.get()),
                shown));
      } else {
        parts.add(new Part.Heading("%s, by %s".formatted(matrix.heading(suite), facet)));
        parts.addAll(shown);
      }
    }
    return parts;
  }

  private List<Part> shown(String facet, List<String> groups) {
    Part figures = Part.of(table(facet, groups));
    if (groups.size() > MOST_ROWS) {
      return List.of(figures);
    }
    List<Part> parts = new ArrayList<>(pictures(facet, groups));
    parts.add(new Part.Folded("Figures by " + facet, List.of(figures)));
    return parts;
  }

  private List<Part> pictures(String facet, List<String> groups) {
    List<Part> pictures = new ArrayList<>();
    List<RunReport> runs = suite.runs();
    for (int from = 0; from < runs.size(); from += Panels.MOST) {
      List<RunReport> some = runs.subList(from, Math.min(from + Panels.MOST, runs.size()));
      String caption = "Score by " + facet + ", %";
      pictures.add(
          Part.of(
              new Drawing(
                  "groups-%d-%s".formatted(number, FileNames.end(facet)),
                  caption,
                  caption + ", " + matrix.heading(suite),
                  () -> picture(facet, groups, some))));
    }
    return pictures;
  }

  private Picture picture(String facet, List<String> groups, List<RunReport> runs) {
    List<Panels.Panel> panels = new ArrayList<>();
    for (RunReport run : runs) {
      int model = matrix.lineup().number(run.name());
      List<Panels.Dot> dots = new ArrayList<>();
      for (Slice slice : slices(run, facet)) {
        dots.add(new Panels.Dot(groups.indexOf(slice.value()), model, slice.accuracy().estimate()));
      }
      panels.add(new Panels.Panel(matrix.lineup().label(run.name()), dots));
    }
    return Panels.ofSharedScores(groups, panels);
  }

  private Table<String> table(String facet, List<String> groups) {
    List<Column<String>> columns = new ArrayList<>();
    columns.add(Column.text(facet, group -> group));
    for (RunReport run : suite.runs()) {
      String label = matrix.lineup().label(run.name());
      columns.add(Scores.<String>value(group -> estimate(run, facet, group)).under(label + ", %"));
      columns.add(Scores.interval(group -> estimate(run, facet, group)));
    }
    return new Table<>("By " + facet, columns, groups);
  }

  private static Estimate estimate(RunReport run, String facet, String group) {
    return slices(run, facet).stream()
        .filter(slice -> slice.value().equals(group))
        .map(slice -> slice.accuracy().estimate())
        .findFirst()
        .orElseGet(Estimate::unmeasured);
  }

  private static List<Slice> slices(RunReport run, String facet) {
    return run.breakdowns().stream()
        .filter(each -> each.facet().equals(facet))
        .flatMap(each -> each.slices().stream())
        .toList();
  }

  private List<String> groups(String facet) {
    Set<String> groups = new TreeSet<>(new NaturalOrder());
    suite.runs().forEach(run -> slices(run, facet).forEach(slice -> groups.add(slice.value())));
    return List.copyOf(groups);
  }

  /// Returns the facet in whose groups those of this one lie, if they do so in every run.
  private Optional<String> within(String facet) {
    List<Breakdown> all =
        suite.runs().stream()
            .flatMap(run -> run.breakdowns().stream())
            .filter(each -> each.facet().equals(facet))
            .toList();
    return all.stream().allMatch(each -> each.within().isPresent())
        ? all.getFirst().within()
        : Optional.empty();
  }
}
