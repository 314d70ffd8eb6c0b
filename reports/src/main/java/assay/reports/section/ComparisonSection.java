package assay.reports.section;

import assay.reports.RunComparisons;
import assay.reports.chart.Picture;
import assay.reports.chart.ScoreRows;
import assay.reports.compare.Comparison;
import assay.reports.compare.ComparisonSentence;
import assay.reports.compare.GroupDifference;
import assay.reports.compare.Ranking;
import assay.reports.run.Estimate;
import assay.reports.statistics.Interval;
import assay.reports.text.FileNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The comparison of a report's runs: sentences first, then rankings, then each pair with its
/// tables and pictures.
final class ComparisonSection {
  private static final int MOST_FLIPS = 20;

  private ComparisonSection() {}

  /// Returns the section; one without parts where there is nothing to show.
  static Section of(RunComparisons all) {
    return new Section(
        Section.Role.COMPARISON,
        "comparison",
        "Comparison",
        page(all),
        document(all),
        new Exports(
            ComparisonFiles.of(all), List.of(), summary -> ComparisonJson.add(all, summary)));
  }

  private static List<Part> page(RunComparisons all) {
    List<Part> parts = new ArrayList<>();
    all.comparisons().forEach(each -> parts.add(new Part.Conclusion(sentence(each))));
    all.refusals().forEach(refusal -> parts.add(new Part.Warning(refusal)));
    for (int i = 0; i < all.rankings().size(); i++) {
      parts.add(ranking(all.rankings().get(i), i + 1));
    }
    for (int i = 0; i < all.comparisons().size(); i++) {
      parts.addAll(pair(all.comparisons().get(i), i + 1));
    }
    return parts;
  }

  private static List<Part> document(RunComparisons all) {
    List<Part> parts = new ArrayList<>();
    all.refusals().forEach(refusal -> parts.add(new Part.Sentence(refusal)));
    all.rankings().forEach(each -> parts.add(new Part.SideBySide(ComparisonTables.of(each))));
    for (Comparison each : all.comparisons()) {
      parts.add(new Part.Sentence(ComparisonSentence.of(each)));
      parts.add(new Part.SideBySide(ComparisonTables.of(each, MOST_FLIPS)));
    }
    return parts;
  }

  private static String sentence(Comparison comparison) {
    String sentence = ComparisonSentence.of(comparison);
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1) + ".";
  }

  private static Part ranking(Ranking ranking, int number) {
    return new Part.Drawn(
        Drawing.of(
            "ranking-" + number,
            "Score, simultaneous intervals, %",
            () ->
                ScoreRows.of(
                    ranking.places().stream()
                        .map(place -> row(place.name(), place.score(), place.interval()))
                        .toList(),
                    Optional.empty())),
        ComparisonTables.of(ranking));
  }

  private static List<Part> pair(Comparison comparison, int number) {
    String a = comparison.a().name();
    String b = comparison.b().name();
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Heading("%s → %s".formatted(a, b)));
    parts.add(new Part.Changes(comparison));
    parts.add(
        new Part.SideBySide(
            comparison.flips().isEmpty()
                ? List.of(ComparisonTables.difference(comparison))
                : List.of(
                    ComparisonTables.difference(comparison),
                    ComparisonTables.flipCauses(comparison))));
    Map<String, List<GroupDifference>> facets = new LinkedHashMap<>();
    comparison
        .groups()
        .forEach(each -> facets.computeIfAbsent(each.facet(), name -> new ArrayList<>()).add(each));
    facets.forEach(
        (facet, groups) -> {
          String caption = "Difference by " + facet + ", points";
          parts.add(
              Part.of(
                  new Drawing(
                      "difference-%d-%s".formatted(number, FileNames.end(facet)),
                      caption,
                      "%s, %s minus %s".formatted(caption, b, a),
                      () -> differences(groups)),
                  ComparisonTables.groups(groups)));
        });
    if (!comparison.settingsThatDiffer().isEmpty()) {
      parts.add(
          new Part.Folded("What else differs", List.of(ComparisonTables.settings(comparison))));
    }
    return parts;
  }

  private static Picture differences(List<GroupDifference> groups) {
    return ScoreRows.ofDifferences(
        groups.stream()
            .map(
                group ->
                    row(group.value(), group.difference().value(), group.difference().interval()))
            .toList());
  }

  private static ScoreRows.LabelledScore row(String label, double value, Interval interval) {
    return new ScoreRows.LabelledScore(
        label,
        new Estimate(
            OptionalDouble.of(value),
            OptionalDouble.empty(),
            Optional.of(interval),
            new Interval(value, value)));
  }
}
