package assay.reports.run;

import assay.results.SampleRecord.AttemptKey;

/// The records of a run contradict each other, so that no figure of them can be trusted.
public final class InconsistentRecordsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String run;
  private final transient AttemptKey place;

  /// Says which records contradict each other.
  ///
  /// @param place of the record at which it shows
  public InconsistentRecordsException(String run, AttemptKey place, String problem) {
    super(
        "run %s, sample %s, attempt %d: %s"
            .formatted(run, place.sampleId(), place.attempt(), problem));
    this.run = run;
    this.place = place;
  }

  /// Returns the run's name.
  public String run() {
    return run;
  }

  /// Returns the record at which the contradiction shows.
  public AttemptKey place() {
    return place;
  }
}
