package assay.reports.section;

import assay.reports.run.Accuracy;
import assay.reports.run.Counts;
import assay.reports.run.Estimate;
import assay.reports.run.RunReport;
import assay.reports.run.ScorerReport;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.Unit;
import assay.results.RunManifest;

/// The columns of runs by one of their scorers.
public final class RunColumns {
  private static final String DEVIATES = "*";

  static final Column<RunReport> RUN = Column.text("run", "run", "the run's name", RunReport::name);
  static final Column<RunReport> MODEL =
      Column.text("model", "model", "its model", run -> run.manifest().model().name());
  static final Column<RunReport> SUITE =
      Column.text("suite", "suite", "what was asked", run -> run.manifest().dataset().suite());
  static final Column<RunReport> PROTOCOL =
      Column.text("", "protocol", "how it was asked", run -> run.manifest().protocol().name());
  static final Column<RunReport> MARKED_PROTOCOL =
      Column.text("protocol", run -> marked(run.manifest()));

  static final Column<Accuracy> N =
      Column.count("n", "measured", "attempts judged", each -> each.counts().measured());
  static final Column<Accuracy> ACCURACY = Scores.value(Accuracy::estimate).under("accuracy, %");
  static final Column<Accuracy> INTERVAL = Scores.interval(Accuracy::estimate);
  static final Column<Accuracy> STANDARD_ERROR = Scores.standardError(Accuracy::estimate);
  static final Column<Accuracy> NO_ANSWER =
      Column.<Accuracy>count("no answer", each -> each.counts().noAnswer())
          .in("no_answer", "attempts, a part of the wrong ones");
  static final Column<Accuracy> NOT_MEASURED =
      Column.<Accuracy>count("not measured", each -> each.counts().unmeasured())
          .in("not_measured", "attempts that say nothing about the model");
  static final Column<Accuracy> NOT_MEASURED_SHARE =
      Column.number(Unit.COUNT, "not measured", each -> part(each.counts().unmeasured(), each));
  static final Column<Accuracy> TRUNCATED_SHARE =
      Column.number(Unit.COUNT, "truncated", each -> part(each.counts().truncated(), each));

  private RunColumns() {}

  /// Returns how long the run took, where that was noted.
  static Cell seconds(RunReport run) {
    return Cell.of(
        run.manifest().circumstances().work(), work -> Cell.of(work.time().toMillis() / 1e3));
  }

  /// Returns how many tokens all sequences together got in a second of the run.
  static Cell pace(RunReport run) {
    return Cell.of(run.manifest().circumstances().work(), work -> Cell.of(work.tokensPerSecond()));
  }

  /// A run by one of its scorers.
  ///
  /// @param scorer one of the run's
  public record Scored(RunReport run, ScorerReport scorer) {
    Accuracy accuracy() {
      return scorer.accuracy();
    }

    Estimate estimate() {
      return scorer.accuracy().estimate();
    }

    Counts counts() {
      return scorer.accuracy().counts();
    }
  }

  private static Cell part(long part, Accuracy accuracy) {
    return new Cell.ShareOf(part, accuracy.counts().total());
  }

  /// Returns the protocol's name, marked if the run differs from it.
  private static String marked(RunManifest manifest) {
    String name = manifest.protocol().name();
    return manifest.deviations().isEmpty() ? name : name + DEVIATES;
  }

  /// Returns the protocol's name without its suite, marked if the run differs from it.
  static String shortProtocol(RunReport run) {
    String prefix = run.manifest().dataset().suite() + "/";
    String name = marked(run.manifest());
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }
}
