package assay.reports.section;

import assay.reports.Report;
import assay.reports.axes.Axes;
import assay.reports.compare.ScoreMatrix;
import assay.reports.run.RunReport;
import assay.reports.variants.VariantStudy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The one list of a report's sections, from which every form is made.
public final class Sections {
  private Sections() {}

  /// Returns the sections in the order of the page: what came out, the comparison, the groups, the
  /// recipe axes that the report has figures for, all runs and each of them, and the samples.
  public static List<Section> of(Report report) {
    List<Section> sections = new ArrayList<>();
    sections.add(OverviewSection.of(report));
    ScoreMatrix matrix = report.matrix();
    sections.add(ComparisonSection.of(report.comparisons(), matrix.lineup()));
    GroupSection.of(matrix).ifPresent(sections::add);
    List<VariantStudy> studies = report.comparisons().studies();
    VariantSection.of(studies).ifPresent(sections::add);
    EffectSection.of(studies).ifPresent(sections::add);
    ContextSection.of(studies, matrix).ifPresent(sections::add);
    Axes axes = report.axes();
    CallSection.of(report.runs()).ifPresent(sections::add);
    RepeatSection.of(report.runs()).ifPresent(sections::add);
    CostSection.of(axes.costs(), matrix.lineup()).ifPresent(sections::add);
    MemorySection.of(axes.costs(), axes.speeds()).ifPresent(sections::add);
    QuantizationSection.of(axes.quantizations()).ifPresent(sections::add);
    ExpertSection.of(axes.experts()).ifPresent(sections::add);
    FamilySection.of(axes.families(), matrix.lineup()).ifPresent(sections::add);
    ContaminationSection.of(axes.contamination()).ifPresent(sections::add);
    DifficultySection.of(axes.adjustments()).ifPresent(sections::add);
    DoubtfulSection.of(axes.doubtful()).ifPresent(sections::add);
    sections.add(RunsSection.of(report));
    for (int i = 0; i < report.runs().size(); i++) {
      RunReport run = report.runs().get(i);
      boolean alone =
          matrix.suites().stream()
              .anyMatch(suite -> suite.runs().size() == 1 && suite.runs().contains(run));
      sections.add(RunSection.of(run, i, alone));
    }
    sections.add(
        new Section(
            Section.Role.SAMPLES,
            "samples",
            "Samples",
            List.of(),
            List.of(),
            Exports.of(SampleFile.of(report))));
    return sections;
  }

  /// Returns the pictures of the sections by names that are fit for files, such as `accuracy`,
  /// `ranking-1`, `difference-1-FACET` and `groups-1-FACET` (first suite), `run-1-scorers` and
  /// `run-1-FACET` (first run).
  public static Map<String, Drawing> drawings(List<Section> sections) {
    Map<String, Drawing> drawings = new LinkedHashMap<>();
    for (Section section : sections) {
      for (Drawing drawing : section.drawings()) {
        String unique = drawing.name();
        for (int i = 2; drawings.containsKey(unique); i++) {
          unique = drawing.name() + "-" + i;
        }
        drawings.put(unique, drawing);
      }
    }
    return drawings;
  }
}
