package assay.reports.section;

import assay.reports.chart.ScoreRows;
import assay.reports.run.Breakdown;
import assay.reports.run.Counts;
import assay.reports.run.Estimate;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.table.Table;
import assay.reports.text.Figures;
import assay.reports.text.FileNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One run: headline, verdicts, scorers, pictures by facet, manifest.
public final class RunSection {
  private static final int MOST_ROWS = 60;

  private final RunReport run;
  private final boolean alone;
  private final String files;

  private RunSection(RunReport run, int number, boolean alone) {
    this.run = run;
    this.alone = alone;
    this.files = "run-%d-".formatted(number + 1);
  }

  /// Returns the section.
  ///
  /// @param number of the run in the report, from 0
  /// @param alone whether it is the only run of its suite; the groups of several stand side by side
  ///   in a section of their own
  static Section of(RunReport run, int number, boolean alone) {
    RunSection section = new RunSection(run, number, alone);
    return new Section(
        Section.Role.RUN,
        "run-" + number,
        run.name(),
        section.page(),
        section.document(),
        new Exports(
            List.of(), List.of(), summary -> summary.withArray("/runs").add(RunJson.of(run))));
  }

  /// Returns the sentence that a run with missing attempts needs wherever it is shown.
  static String incomplete(RunReport run) {
    return "%s is incomplete: %s of %s attempts are recorded, so its figures are preliminary."
        .formatted(run.name(), Figures.count(run.attempts()), Figures.count(run.plannedAttempts()));
  }

  private List<Part> warnings() {
    List<Part> parts = new ArrayList<>();
    if (run.incomplete()) {
      parts.add(new Part.Warning(incomplete(run)));
    }
    List<String> deviations = run.manifest().deviations();
    if (!deviations.isEmpty()) {
      parts.add(new Part.Deviations(run.manifest().protocol().name(), deviations));
    }
    return parts;
  }

  private List<Part> page() {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Facts(run));
    parts.addAll(warnings());
    if (!run.scorers().isEmpty()) {
      parts.add(new Part.Headline(run));
      parts.add(small());
      parts.add(Part.of(RunTables.scorers(run)));
      attempts(parts);
      if (run.scorers().size() > 1) {
        parts.add(new Part.Folded("Scorers as a picture", List.of(Part.of(scorers()))));
      }
      groups(parts);
      parts.add(Part.folded("Rules that decided", rules()));
    }
    parts.add(Part.folded("Manifest", List.of(ManifestTable.of(run.manifest()))));
    return parts;
  }

  private Part small() {
    Counts counts = run.scorers().getFirst().accuracy().counts();
    List<Table<?>> tables = new ArrayList<>();
    if (counts.unmeasured() > 0) {
      tables.add(RunTables.verdicts(counts));
    }
    return new Part.SideBySide(tables);
  }

  private void attempts(List<Part> parts) {
    if (!run.attemptFigures().isEmpty()) {
      parts.add(Part.of(AttemptTables.of(run.attemptFigures())));
    }
  }

  private Drawing scorers() {
    String caption = "Accuracy by scorer, %";
    return new Drawing(
        files + "scorers",
        caption,
        caption + ", " + run.name(),
        () ->
            ScoreRows.of(
                run.scorers().stream()
                    .map(
                        each ->
                            new ScoreRows.LabelledScore(each.scorer(), each.accuracy().estimate()))
                    .toList(),
                Optional.empty()));
  }

  private void groups(List<Part> parts) {
    for (Breakdown breakdown : run.breakdowns()) {
      String by = "By " + breakdown.facet();
      if (!alone || breakdown.slices().size() > MOST_ROWS) {
        parts.add(Part.folded(by, List.of(RunTables.breakdown(breakdown))));
      } else if (breakdown.within().isPresent()) {
        parts.add(
            new Part.Folded(
                by + ": each group lies within one by " + breakdown.within().get(),
                List.of(breakdown(breakdown))));
      } else {
        parts.add(breakdown(breakdown));
      }
    }
  }

  private Part breakdown(Breakdown breakdown) {
    Table<?> table = RunTables.breakdown(breakdown);
    String caption = "Accuracy by " + breakdown.facet() + ", %";
    Estimate whole = run.scorers().getFirst().accuracy().estimate();
    return Part.of(
        new Drawing(
            files + FileNames.end(breakdown.facet()),
            caption,
            caption + ", " + run.name(),
            () ->
                ScoreRows.of(
                    breakdown.slices().stream()
                        .map(
                            each ->
                                new ScoreRows.LabelledScore(
                                    each.value(), each.accuracy().estimate()))
                        .toList(),
                    whole.value().stream().boxed().findFirst())),
        table);
  }

  private List<Table<?>> rules() {
    List<Table<?>> tables = new ArrayList<>();
    for (ScorerReport scorer : run.scorers()) {
      if (!scorer.rules().isEmpty()) {
        tables.add(RunTables.rules(scorer));
      }
    }
    return tables;
  }

  private List<Part> document() {
    List<Part> parts = warnings();
    if (!run.scorers().isEmpty()) {
      parts.add(Part.of(RunTables.verdicts(run.scorers().getFirst().accuracy().counts())));
      parts.add(Part.of(RunTables.scorers(run)));
      attempts(parts);
      run.breakdowns().forEach(each -> parts.add(Part.of(RunTables.breakdown(each))));
      rules().forEach(table -> parts.add(Part.of(table)));
    }
    parts.add(Part.of(ManifestTable.of(run.manifest())));
    return parts;
  }
}
