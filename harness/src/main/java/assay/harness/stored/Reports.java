package assay.harness.stored;

import assay.harness.catalog.ScorerLikeness;
import assay.harness.run.Console;
import assay.harness.run.FinishedRun;
import assay.harness.terminal.ShellWords;
import assay.reports.Report;
import assay.reports.axes.AxisOptions;
import assay.reports.compare.Ranking;
import assay.reports.render.JsonRenderer;
import assay.reports.render.ReportWriter;
import assay.reports.render.TextRenderer;
import assay.reports.run.AttemptChoice;
import assay.reports.run.HeldAttempts;
import assay.reports.run.RunNames;
import assay.reports.run.RunRecords;
import assay.reports.run.RunReport;
import assay.reports.section.Sections;
import assay.results.store.RunDirectory;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// From stored runs to what a user reads.
public final class Reports {
  private static final AttemptChoice CHOICE = new AttemptChoice(List.of(), new ScorerLikeness());

  private Reports() {}

  /// Returns the report of runs, each named so that it differs from the others.
  public static Report of(List<RunDirectory> runs) {
    return of(runs, AxisOptions.DEFAULT);
  }

  /// Returns the report of runs with what was asked of their axes.
  public static Report of(List<RunDirectory> runs, AxisOptions options) {
    return of(runs, options, CHOICE, Ranking.Order.SCORE);
  }

  /// Returns the report of runs with what was asked of their axes and attempts.
  public static Report of(
      List<RunDirectory> runs, AxisOptions options, AttemptChoice attempts, Ranking.Order order) {
    List<Path> folders = runs.stream().map(RunDirectory::path).toList();
    return Report.of(
        runs.stream().map(run -> records(run, folders, Optional.empty())).toList(),
        options,
        attempts,
        order);
  }

  /// Returns the report of a run that has just been done.
  public static Report of(FinishedRun run, AxisOptions options) {
    RunDirectory directory = run.directory();
    return Report.of(
        List.of(records(directory, List.of(directory.path()), run.attempts())),
        options,
        CHOICE,
        Ranking.Order.SCORE);
  }

  private static RunRecords records(
      RunDirectory run, List<Path> folders, Optional<HeldAttempts> attempts) {
    return new RunRecords(
        RunNames.among(run.path(), folders),
        run.manifest(),
        RunRecords.Source.of(run, attempts),
        run::experts);
  }

  /// Prints the summary of runs.
  public static void print(Console console, List<RunDirectory> runs, SummaryForm form)
      throws IOException {
    print(console, of(runs), runs, form);
  }

  /// Prints the summary of a report.
  ///
  /// @param runs that it is of
  public static void print(
      Console console, Report report, List<RunDirectory> runs, SummaryForm form)
      throws IOException {
    switch (form) {
      case LINES -> console.out().print(new TextRenderer().render(report, place(runs)));
      case ALL_SCORERS -> console.out().print(new TextRenderer().renderAllScorers(report));
      case JSON -> {
        StringWriter text = new StringWriter();
        new JsonRenderer().render(Sections.of(report), text);
        console.out().println(text.toString().stripTrailing());
      }
    }
  }

  private static Function<RunReport, String> place(List<RunDirectory> runs) {
    List<Path> folders = runs.stream().map(RunDirectory::path).toList();
    Map<String, String> places = new HashMap<>();
    folders.forEach(
        each -> places.put(RunNames.among(each, folders), ShellWords.quoted(each.toString())));
    return run -> places.getOrDefault(run.name(), run.name());
  }

  /// Writes a report's files, prints its summary, and says where the page is.
  ///
  /// @param runs that it is of
  public static void publish(
      Console console, Report report, List<RunDirectory> runs, Path folder, SummaryForm form)
      throws IOException {
    Path page = ReportWriter.write(report, folder);
    print(console, report, runs, form);
    String place = "report: " + page.toAbsolutePath().normalize();
    if (form == SummaryForm.JSON) {
      console.remark(place);
    } else {
      console.out().println(place);
    }
  }
}
