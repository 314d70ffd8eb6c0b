package assay.reports;

import java.util.List;

/// The figures of one run or of several side by side.
///
/// @param runs in the order given
public record Report(List<RunReport> runs) {
  public Report {
    runs = List.copyOf(runs);
  }

  /// Returns the report on the runs. Each record is read once; no prompt and no completion is kept.
  ///
  /// @throws InconsistentRecordsException if the records of a run contradict each other
  public static Report of(List<RunRecords> runs) {
    return new Report(runs.stream().map(RunReport::of).toList());
  }
}
