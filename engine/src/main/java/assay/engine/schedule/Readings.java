package assay.engine.schedule;

/// The rows of a step whose logits are read. Rows of one sequence follow each other in the order of
/// its tokens.
///
/// Mutable: one thread fills it between steps, all workers read it during a step.
final class Readings {
  private final Sequence[] sequences;
  private final int[] rows;
  private final int[] indexes;
  private int count;

  /// @param capacity the most rows of a step
  Readings(int capacity) {
    sequences = new Sequence[capacity];
    rows = new int[capacity];
    indexes = new int[capacity];
  }

  void clear() {
    count = 0;
  }

  /// Adds a row.
  ///
  /// @param row of the batch
  /// @param index of its token in the sequence
  void add(Sequence sequence, int row, int index) {
    sequences[count] = sequence;
    rows[count] = row;
    indexes[count] = index;
    count++;
  }

  int count() {
    return count;
  }

  Sequence sequence(int reading) {
    return sequences[reading];
  }

  /// Returns the row of the batch.
  int row(int reading) {
    return rows[reading];
  }

  /// Returns the index of the token in its sequence.
  int index(int reading) {
    return indexes[reading];
  }
}
