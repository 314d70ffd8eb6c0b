package assay.reports.gate;

import assay.reports.compare.RunOutcomes;
import assay.reports.run.RunRecords;
import assay.reports.run.SampleWeights;
import assay.reports.run.Sharing;
import assay.results.Draw;
import assay.results.RunManifest;
import assay.results.RunManifest.DatasetIdentity;
import assay.results.RunManifest.Row;
import assay.results.SelectedRows;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a candidate is held against.
///
/// @param outcomes what came of the baseline's samples
/// @param manifest how the baseline was made, with the rows that it has outcomes of and digests as
///   far as they are known; empty in files that earlier versions wrote
public record Baseline(RunOutcomes outcomes, Optional<RunManifest> manifest) {
  public Baseline {
    Objects.requireNonNull(outcomes);
    Objects.requireNonNull(manifest);
  }

  /// Returns the baseline that a run's outcomes and its manifest make.
  static Baseline of(RunOutcomes outcomes, Optional<RunManifest> manifest) {
    return new Baseline(
        manifest.map(whole -> outcomes.weighed(SampleWeights.of(whole.dataset()))).orElse(outcomes),
        manifest.map(whole -> recorded(outcomes, whole)));
  }

  /// Returns the baseline that a run makes, reading its records once.
  ///
  /// @param scorer whose verdicts are kept; empty for the protocol's own
  /// @throws IllegalArgumentException if the run has no record, or none by this scorer
  public static Baseline of(RunRecords run, Optional<String> scorer) {
    return of(run, scorer, new Sharing());
  }

  /// Returns the baseline that a run makes beside others, reading its records once.
  ///
  /// @param sharing of what the runs have alike
  /// @throws IllegalArgumentException if the run has no record, or none by this scorer
  public static Baseline of(RunRecords run, Optional<String> scorer, Sharing sharing) {
    return of(RunOutcomes.of(run, scorer, sharing), Optional.of(run.manifest()));
  }

  /// Returns how its samples were drawn, where they were.
  public Optional<Draw> draw() {
    return manifest.flatMap(each -> each.dataset().selected().draw());
  }

  /// A run that was stopped has rows without a record, which nothing can be held against.
  private static RunManifest recorded(RunOutcomes outcomes, RunManifest whole) {
    DatasetIdentity data = whole.dataset();
    List<Row> rows =
        outcomes.samples().stream().map(each -> new Row(each.id(), each.digest())).toList();
    boolean all = data.rows().isEmpty() || data.rows().size() == rows.size();
    String selection =
        all
            ? data.selection()
            : "%d recorded of %d (%s)".formatted(rows.size(), data.rows().size(), data.selection());
    return whole.over(
        data.select(new SelectedRows(selection, data.selected().draw()), rows), whole.deviations());
  }
}
