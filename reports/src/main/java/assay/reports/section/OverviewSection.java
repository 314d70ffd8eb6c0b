package assay.reports.section;

import assay.reports.Report;
import assay.reports.chart.Panels;
import assay.reports.chart.Picture;
import assay.reports.compare.ScoreMatrix;
import assay.reports.run.RunReport;
import java.util.ArrayList;
import java.util.List;

/// What came out: the conclusion, models by suites as a table and as a picture, and what needs
/// care.
final class OverviewSection {
  private OverviewSection() {}

  static Section of(Report report) {
    ScoreMatrix matrix = report.matrix();
    List<Part> page = new ArrayList<>();
    ConclusionText.of(matrix).forEach(sentence -> page.add(new Part.Conclusion(sentence)));
    if (!matrix.suites().isEmpty()) {
      boolean several = matrix.suites().stream().mapToInt(suite -> suite.runs().size()).sum() > 1;
      page.add(new Part.Matrix(matrix, several ? pictures(matrix) : List.of()));
    }
    List<Caution> cautions = Cautions.of(report);
    if (!cautions.isEmpty()) {
      page.add(new Part.Cautions(cautions));
    }
    return new Section(
        Section.Role.OVERVIEW,
        "overview",
        heading(matrix),
        page,
        List.of(new Part.Untitled(RunsSection.table(report))),
        new Exports(
            List.of(SummaryFile.of(report)),
            List.of(SummaryTables.forPapers(report)),
            summary -> {}));
  }

  private static String heading(ScoreMatrix matrix) {
    List<String> labels = matrix.lineup().labels();
    List<String> suites = matrix.suites().stream().map(ScoreMatrix.Suite::name).distinct().toList();
    List<String> models =
        matrix.suites().stream()
            .flatMap(suite -> suite.runs().stream())
            .map(run -> run.manifest().model().name())
            .distinct()
            .toList();
    String who =
        labels.size() == 1
            ? labels.getFirst()
            : models.size() == 1
                ? "%d runs of %s".formatted(labels.size(), models.getFirst())
                : models.size() < labels.size()
                    ? "%d models in %d variants".formatted(models.size(), labels.size())
                    : labels.size() + " models";
    return switch (suites.size()) {
      case 0 -> who;
      case 1 -> who + " on " + suites.getFirst();
      default -> who + " on " + suites.size() + " suites";
    };
  }

  private static List<Drawing> pictures(ScoreMatrix matrix) {
    List<Drawing> drawings = new ArrayList<>();
    List<ScoreMatrix.Suite> suites = matrix.suites();
    for (int from = 0; from < suites.size(); from += Panels.MOST) {
      List<ScoreMatrix.Suite> some =
          suites.subList(from, Math.min(from + Panels.MOST, suites.size()));
      drawings.add(
          Drawing.of("accuracy", "Score with its 95 % interval, %", () -> picture(matrix, some)));
    }
    return drawings;
  }

  private static Picture picture(ScoreMatrix matrix, List<ScoreMatrix.Suite> suites) {
    List<Integer> order = matrix.order();
    return Panels.ofScores(
        order.stream().map(model -> matrix.lineup().labels().get(model)).toList(),
        suites.stream()
            .map(suite -> new Panels.Panel(matrix.heading(suite), dots(matrix, suite, order)))
            .toList());
  }

  private static List<Panels.Dot> dots(
      ScoreMatrix matrix, ScoreMatrix.Suite suite, List<Integer> order) {
    List<Panels.Dot> dots = new ArrayList<>();
    for (RunReport run : suite.runs()) {
      int model = matrix.lineup().number(run.name());
      dots.add(
          new Panels.Dot(
              order.indexOf(model), model, run.scorers().getFirst().accuracy().estimate()));
    }
    return dots;
  }
}
