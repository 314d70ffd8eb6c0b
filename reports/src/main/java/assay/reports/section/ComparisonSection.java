package assay.reports.section;

import assay.reports.RunComparisons;
import assay.reports.chart.ScoreRows;
import assay.reports.compare.Comparison;
import assay.reports.compare.ComparisonSentence;
import assay.reports.compare.Lineup;
import assay.reports.compare.Ranking;
import assay.reports.run.Estimate;
import assay.reports.text.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The comparison of a report's runs: rankings first, then for each suite the differences by group
/// as pictures, and each pair with its sentence and tables.
final class ComparisonSection {
  private static final int MOST_FLIPS = 20;

  private ComparisonSection() {}

  /// Returns the section; one without parts where there is nothing to show.
  static Section of(RunComparisons all, Lineup lineup) {
    return new Section(
        Section.Role.COMPARISON,
        "comparison",
        "Comparison",
        page(all, lineup),
        document(all),
        new Exports(
            ComparisonFiles.of(all), List.of(), summary -> ComparisonJson.add(all, summary)));
  }

  private static List<Part> page(RunComparisons all, Lineup lineup) {
    List<Part> parts = new ArrayList<>();
    all.refusals().forEach(refusal -> parts.add(new Part.Warning(refusal)));
    for (int i = 0; i < all.rankings().size(); i++) {
      parts.add(ranking(all.rankings().get(i), lineup, i + 1));
    }
    Map<String, List<Comparison>> groups = new LinkedHashMap<>();
    all.comparisons()
        .forEach(
            each -> groups.computeIfAbsent(each.a().name(), name -> new ArrayList<>()).add(each));
    int number = 0;
    for (List<Comparison> group : groups.values()) {
      parts.addAll(DifferencePictures.of(group, lineup, ++number));
      for (Comparison each : group) {
        String title = "%s → %s".formatted(each.a().name(), each.b().name());
        if (group.size() > 1) {
          parts.add(new Part.Folded(title, pair(each)));
        } else {
          parts.add(new Part.Heading(title));
          parts.addAll(pair(each));
        }
      }
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

  private static Part ranking(Ranking ranking, Lineup lineup, int number) {
    return new Part.Drawn(
        Drawing.of(
            "ranking-" + number,
            "Score, simultaneous intervals, %",
            () ->
                ScoreRows.of(
                    ranking.places().stream().map(place -> row(place, lineup)).toList(),
                    Optional.empty())),
        ComparisonTables.of(ranking));
  }

  private static List<Part> pair(Comparison comparison) {
    List<Part> parts = new ArrayList<>();
    // The sentence begins with a number, so that a run's name keeps its case.
    parts.add(
        new Part.Conclusion(
            "Over %s samples that both measured, %s."
                .formatted(Figures.count(comparison.n()), ComparisonSentence.of(comparison))));
    parts.add(new Part.Changes(comparison));
    parts.add(
        new Part.SideBySide(
            comparison.flips().isEmpty()
                ? List.of(ComparisonTables.difference(comparison))
                : List.of(
                    ComparisonTables.difference(comparison),
                    ComparisonTables.flipCauses(comparison))));
    if (!comparison.groups().isEmpty()) {
      parts.add(
          Part.folded(
              "Difference by group", List.of(ComparisonTables.groups(comparison.groups()))));
    }
    if (!comparison.settingsThatDiffer().isEmpty()) {
      parts.add(Part.folded("What else differs", List.of(ComparisonTables.settings(comparison))));
    }
    return parts;
  }

  private static ScoreRows.LabelledScore row(Ranking.RankedRun place, Lineup lineup) {
    return new ScoreRows.LabelledScore(
        lineup.label(place.name()),
        Estimate.known(place.score(), place.interval()),
        OptionalInt.of(lineup.number(place.name())));
  }
}
