package assay.reports.render;

import static assay.reports.render.Table.number;
import static assay.reports.render.Table.text;

import assay.reports.Report;
import assay.reports.run.Accuracy;
import assay.reports.run.Counts;
import assay.reports.run.RunReport;
import assay.reports.run.TokenUse;
import assay.reports.text.Figures;
import assay.results.RunManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The runs of a report side by side.
final class OverviewTable {
  private static final String DEVIATES = "*";

  private OverviewTable() {}

  static Table of(Report report) {
    List<String> notes = new ArrayList<>();
    if (report.runs().stream().anyMatch(run -> !run.manifest().deviations().isEmpty())) {
      notes.add(DEVIATES + " differs from the protocol; see the run's deviations.");
    }
    for (RunReport run : report.runs()) {
      if (run.incomplete()) {
        notes.add(incomplete(run));
      }
    }
    return new Table(
        "Runs",
        List.of(
            text("run"),
            text("model"),
            text("suite"),
            text("protocol"),
            number("n"),
            number("accuracy, %"),
            number("95 % interval"),
            number("SE"),
            number("bounds"),
            number("not measured"),
            number("truncated"),
            number("tokens")),
        report.runs().stream().map(OverviewTable::row).toList(),
        notes);
  }

  /// Returns the sentence that a run with missing attempts needs wherever it is shown.
  static String incomplete(RunReport run) {
    return "%s is incomplete: %s of %s attempts are recorded, so its figures are preliminary."
        .formatted(run.name(), Figures.count(run.attempts()), Figures.count(run.plannedAttempts()));
  }

  /// Returns the protocol's name without its suite, marked if the run differs from it.
  private static String shortProtocol(RunManifest manifest) {
    String prefix = manifest.dataset().suite() + "/";
    String name = protocol(manifest);
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  /// Returns the protocol's name, marked if the run differs from it.
  static String protocol(RunManifest manifest) {
    String name = manifest.protocol().name();
    return manifest.deviations().isEmpty() ? name : name + DEVIATES;
  }

  /// Returns the generated tokens, or a dash where the model does not report them.
  static String tokens(TokenUse tokens) {
    if (tokens.completionsCounted() == 0) {
      return Figures.NONE;
    }
    return tokens.completion() < 10_000_000
        ? Figures.count(tokens.completion())
        : String.format(Locale.ROOT, "%.1f M", tokens.completion() / 1e6);
  }

  private static List<String> row(RunReport run) {
    RunManifest manifest = run.manifest();
    List<String> row =
        new ArrayList<>(
            List.of(
                run.name(),
                manifest.model().name(),
                manifest.dataset().suite(),
                shortProtocol(manifest)));
    row.addAll(run.scorers().isEmpty() ? noFigures() : figures(run));
    return row;
  }

  private static List<String> figures(RunReport run) {
    Accuracy accuracy = run.scorers().getFirst().accuracy();
    Counts counts = accuracy.counts();
    return List.of(
        Figures.count(counts.measured()),
        Figures.percent(accuracy.estimate().value()),
        Figures.percent(accuracy.estimate().interval()),
        Figures.percent(accuracy.estimate().standardError()),
        counts.unmeasured() == 0 ? Figures.NONE : Figures.percent(accuracy.estimate().bounds()),
        Figures.countWithShare(counts.unmeasured(), counts.total()),
        Figures.countWithShare(counts.truncated(), counts.total()),
        tokens(run.tokens()));
  }

  private static List<String> noFigures() {
    return List.of(
        "0", Figures.NONE, Figures.NONE, Figures.NONE, Figures.NONE, "0", "0", Figures.NONE);
  }
}
