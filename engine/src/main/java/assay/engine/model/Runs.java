package assay.engine.model;

/// The rows of a batch by sequence: a run is the successive rows of one.
final class Runs {
  private Runs() {}

  /// Returns how many there are.
  static int count(StepBatch batch) {
    int count = 0;
    for (int row = 0; row < batch.rows(); row = end(batch, row)) {
      count++;
    }
    return count;
  }

  /// Returns the first row of a run.
  static int start(StepBatch batch, int run) {
    int row = 0;
    for (int i = 0; i < run; i++) {
      row = end(batch, row);
    }
    return row;
  }

  /// Returns the row behind the run that begins with a row.
  static int end(StepBatch batch, int first) {
    int row = first + 1;
    while (row < batch.rows() && batch.pages(row) == batch.pages(first)) {
      row++;
    }
    return row;
  }
}
