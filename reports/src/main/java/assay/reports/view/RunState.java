package assay.reports.view;

/// What a followed run is doing.
enum RunState {
  /// Its records are being read for the first time.
  READING("reading its records"),
  /// A process writes it, or its last record is fresh.
  RUNNING("running"),
  /// Every planned attempt has a record.
  FINISHED("finished"),
  /// Attempts are missing and no process writes it.
  STOPPED("stopped"),
  /// Attempts are missing, nothing has come for a while, and this system does not say who writes.
  QUIET("no new record"),
  /// Its manifest or a record cannot be read.
  DAMAGED("damaged"),
  /// The folder or its records are gone.
  DELETED("deleted");

  private final String label;

  RunState(String label) {
    this.label = label;
  }

  /// Returns the words that the page shows.
  String label() {
    return label;
  }

  /// Returns whether nothing more will come unless somebody starts it again.
  boolean settled() {
    return this == FINISHED || this == STOPPED || this == DAMAGED || this == DELETED;
  }
}
