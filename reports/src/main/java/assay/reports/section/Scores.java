package assay.reports.section;

import assay.reports.run.Estimate;
import assay.reports.table.Cell;
import assay.reports.table.Column;
import assay.reports.table.Unit;
import java.util.function.Function;

/// The columns of an [Estimate]: no score stands without what says how far it can be trusted.
final class Scores {
  private Scores() {}

  /// Returns the score.
  static <R> Column<R> value(Function<R, Estimate> of) {
    return Column.<R>number(Unit.SHARE, "score, %", row -> Cell.of(of.apply(row).value()))
        .in("score", "right over measured attempts");
  }

  /// Returns its interval.
  static <R> Column<R> interval(Function<R, Estimate> of) {
    return Column.<R>range(Unit.SHARE, "95 % interval", row -> Cell.of(of.apply(row).interval()))
        .in("score", "its 95 % interval");
  }

  /// Returns its standard error.
  static <R> Column<R> standardError(Function<R, Estimate> of) {
    return Column.<R>number(Unit.SHARE, "SE", row -> Cell.of(of.apply(row).standardError()))
        .in("standard_error", "the value's standard error");
  }

  /// Returns what the unmeasured attempts leave open.
  static <R> Column<R> bounds(Function<R, Estimate> of) {
    return Column.<R>range(Unit.SHARE, "bounds", row -> Cell.of(of.apply(row).bounds()))
        .in("bound", "all unmeasured attempts wrong, all of them right");
  }
}
