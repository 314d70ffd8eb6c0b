package assay.harness.stored;

import assay.harness.catalog.ScorerLikeness;
import assay.harness.run.Console;
import assay.reports.Report;
import assay.reports.axes.AxisOptions;
import assay.reports.compare.Ranking;
import assay.reports.render.JsonRenderer;
import assay.reports.render.ReportWriter;
import assay.reports.render.TextRenderer;
import assay.reports.run.AttemptChoice;
import assay.reports.run.RunNames;
import assay.reports.run.RunRecords;
import assay.reports.section.Sections;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/// From stored runs to what a user reads.
public final class Reports {
  private Reports() {}

  /// Returns the report of runs, each named so that it differs from the others.
  public static Report of(List<RunDirectory> runs) {
    return of(runs, AxisOptions.DEFAULT);
  }

  /// Returns the report of runs with what was asked of their axes.
  public static Report of(List<RunDirectory> runs, AxisOptions options) {
    AttemptChoice attempts = new AttemptChoice(List.of(), new ScorerLikeness());
    return of(runs, options, attempts, Ranking.Order.SCORE);
  }

  /// Returns the report of runs with what was asked of their axes and attempts.
  public static Report of(
      List<RunDirectory> runs, AxisOptions options, AttemptChoice attempts, Ranking.Order order) {
    List<Path> folders = runs.stream().map(RunDirectory::path).toList();
    return Report.of(
        runs.stream()
            .map(
                run ->
                    new RunRecords(
                        RunNames.among(run.path(), folders),
                        run.manifest(),
                        run::records,
                        run::experts))
            .toList(),
        options,
        attempts,
        order);
  }

  /// Prints the summary of runs, as a table or as one JSON object.
  public static void print(Console console, List<RunDirectory> runs, boolean json)
      throws IOException {
    print(console, of(runs), json);
  }

  /// Prints the summary of a report, as a table or as one JSON object.
  public static void print(Console console, Report report, boolean json) throws IOException {
    if (json) {
      StringWriter text = new StringWriter();
      new JsonRenderer().render(Sections.of(report), text);
      console.out().println(text.toString().stripTrailing());
    } else {
      console.out().print(new TextRenderer().render(report));
    }
  }

  /// Writes a report's files, prints its summary, and says where the page is.
  public static void publish(Console console, Report report, Path folder, boolean json)
      throws IOException {
    Path page = ReportWriter.write(report, folder);
    print(console, report, json);
    String place = "report: " + page.toAbsolutePath().normalize();
    if (json) {
      console.remark(place);
    } else {
      console.out().println(place);
    }
  }
}
